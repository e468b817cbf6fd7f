import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  aClosedPort,
  codeOfSeed,
  seed,
  startedWithCode,
} from "../../stories/start/boot-activation.ts";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorWith, newEmulatorOn } from "../../support/emulator-on.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";
import { timelineOf, toldOf } from "../../support/timeline.ts";
import { uploadText } from "../rest/license-client.ts";

const noon = "2025-06-01T12:00:00Z";
const unknown = "00112233aaaassssddddffff";
const byCode = "Somebody handed over an activation code.";
const whenStarted = "The instance tried GITLAB_ACTIVATION_CODE when it was started.";
const overRest = "Somebody uploaded it over REST, as understudy license upload does.";

describe("an activation that fails", () => {
  test.each([
    {
      code: "too short",
      fault: null,
      met: null,
      told: "An activation failed: The activation code should be a 24-character alphanumeric string",
      cause: byCode,
      reason: "malformed-code",
    },
    {
      code: unknown,
      fault: null,
      met: null,
      told: "An activation failed: invalid activation code",
      cause: byCode,
      reason: "portal-refused-code",
    },
    {
      code: unknown,
      fault: { kind: "status", status: 503 },
      met: { id: "1", name: "status 503" },
      told: "An activation failed: CONNECTIVITY_ERROR (HTTP status code: 503)",
      cause: `${byCode} Fault 1 (status 503) hit it.`,
      reason: "portal-unreachable",
    },
    {
      code: null,
      fault: { kind: "expired-license" },
      met: { id: "1", name: "expired-license" },
      told: "An activation failed: This license has already expired.",
      cause: `${byCode} Fault 1 (expired-license) hit it.`,
      reason: "license-refused",
    },
  ])("is told of with $told", async ({ code, fault, met, told, cause, reason }) => {
    await using emulator = await newEmulatorOn(noon);
    if (fault) await emulator.control.post("/faults", fault);

    await emulator.graphql.activate(code ?? emulator.ready.activationCode ?? "");

    expect(await timelineOf(emulator, "?kind=refusal")).toEqual([
      {
        kind: "refusal",
        at: noon,
        by: "person",
        reason,
        detail: told.replace("An activation failed: ", ""),
        fault: met,
        transport: null,
        text: told,
        cause,
      },
    ]);
  });

  test("is blamed on no fault that hit another one", async () => {
    await using emulator = await newEmulatorOn(noon);
    const { control, graphql, ready } = emulator;
    await control.post("/faults", { kind: "status", status: 503 });
    await graphql.activate(ready.activationCode ?? "");
    await graphql.activate(unknown);
    await control.post("/faults", { kind: "delay", ms: 1, times: 2 });
    await graphql.activate(ready.activationCode ?? "");
    await graphql.activate("nonsense");
    await graphql.activate(ready.activationCode ?? "");
    await uploadText(emulator, "nonsense");
    await graphql.activate(unknown);

    const causes = (await toldOf(emulator, "?kind=refusal")).map(([, cause]) => cause);

    const hit = `${byCode} Fault 1 (status 503) hit it.`;
    expect(causes).toEqual([hit, byCode, byCode, overRest, byCode]);
  });

  test("is blamed on no fault that hit a question for a token", async () => {
    await using emulator = await newEmulatorOn(noon);
    const { control, graphql, ready } = emulator;
    await graphql.activate(ready.activationCode ?? "");
    await control.post("/faults", { kind: "status", status: 503, endpoint: "any-portal" });
    await control.post("/jobs/service-token/run", {});

    await graphql.activate(unknown);

    const told = await toldOf(emulator);
    expect(told.at(-1)).toEqual(["An activation failed: invalid activation code", byCode]);
    expect(told.at(-2)).toEqual([
      expect.stringMatching(/^service-token failed: /),
      "Somebody ran it, or a report that it follows. Fault 1 (status 503) hit it.",
    ]);
  });

  test.each([
    { check: "strict", code: "00112233aaaassssddddffff" },
    { check: "strict", code: "abcd_efgh_ijkl_mnop_qrst" },
    { check: "portal", code: "my-very-secret-code" },
  ])("says nothing of the code $code, whatever the portal says of it", async ({ check, code }) => {
    const errors = [`no such code: ${code}`];
    await using portal = await scriptedPortal(
      answerJson({ data: { cloudActivationActivate: { errors } } }),
    );
    await using folder = await aFolder();
    await (async () => {
      const settings = { data: folder.path, portalUrl: portal.url, activationCodeCheck: check };
      await using emulator = await emulatorWith(settings);

      await emulator.graphql.activate(code);

      const [refusal] = await timelineOf(emulator, "?kind=refusal");
      expect(refusal).toMatchObject({ reason: "portal-refused-code" });
      expect(JSON.stringify(refusal)).not.toContain(code);
    })();
    expect(await readFile(join(folder.path, "instance.sqlite"), "latin1")).not.toContain(code);
  });

  test("is told of in 1,000 characters at most", async () => {
    const errors = ["words ".repeat(1_000)];
    await using portal = await scriptedPortal(
      answerJson({ data: { cloudActivationActivate: { errors } } }),
    );
    await using emulator = await newEmulatorOn(noon, { portalUrl: portal.url });

    await emulator.graphql.activate(unknown);

    const [refusal] = await timelineOf(emulator, "?kind=refusal");
    expect(refusal?.detail).toHaveLength(1_000);
  });

  test("at the start is told of when something new is wrong, however often it is tried", async () => {
    let asked = 0;
    await using portal = await scriptedPortal((response) => {
      asked += 1;
      const status = asked < 5 ? 503 : 200;
      answerJson({ data: { cloudActivationActivate: { errors: ["gone"] } } }, status)(response);
    });
    await using emulator = await startedWithCode(unknown, { portalUrl: portal.url });

    await emulator.said("not tried again");

    expect(asked).toBe(5);
    expect(await toldOf(emulator, "?kind=refusal")).toEqual([
      [expect.stringContaining("CONNECTIVITY_ERROR (HTTP status code: 503"), whenStarted],
      ["An activation failed: gone", whenStarted],
    ]);
  });

  test("at one start and succeeds at the next has that start in between", async () => {
    const code = await codeOfSeed();
    await using folder = await aFolder();
    const settings = { data: folder.path, memory: "false", seed };
    await (async () => {
      const portalUrl = `http://127.0.0.1:${await aClosedPort()}`;
      await using first = await startedWithCode(code, { ...settings, portalUrl });
      await first.said("Activation unsuccessful");
    })();

    await using emulator = await startedWithCode(code, settings);
    await emulator.said("Activation successful");

    const told = await timelineOf(emulator);
    const kinds = told.map(({ kind }) => kind);
    expect(kinds.slice(0, 4)).toEqual(["refusal", "start", "portal", "license"]);
  });

  test("because of a reset is not told of after it", async () => {
    await using portal = await scriptedPortal(() => {});
    await using emulator = await newEmulatorOn(noon, { portalUrl: portal.url });
    const activation = emulator.graphql.activate(unknown);
    await portal.asked;

    await emulator.control.post("/reset");

    expect((await activation).body.errors).toEqual(["CONNECTIVITY_ERROR"]);
    expect(await timelineOf(emulator)).toEqual([]);
  });
});
