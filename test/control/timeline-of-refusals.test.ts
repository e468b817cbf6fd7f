import { describe, expect, test } from "vitest";
import { administratorOf } from "../pages/administrator.ts";
import { licenseFile, upload, uploadText } from "../rest/license-client.ts";
import { startedWithCode } from "../start/boot-activation.ts";
import { aFolderWith } from "../start/license-file-folder.ts";
import { emulatorOn, emulatorWith } from "../support/emulator-on.ts";
import { answerJson, scriptedPortal } from "../support/scripted-portal.ts";
import { timelineOf, toldOf } from "../support/timeline.ts";

const noon = "2025-06-01T12:00:00Z";
const byCode = "Somebody handed over an activation code.";
const unreadable =
  "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.";
const overRest = "Somebody uploaded it over REST, as understudy license upload does.";

describe("an activation that fails", () => {
  test.each([
    {
      code: "too short",
      fault: null,
      told: "An activation failed: The activation code should be a 24-character alphanumeric string",
      cause: byCode,
      reason: "malformed-code",
    },
    {
      code: "00112233aaaassssddddffff",
      fault: null,
      told: "An activation failed: invalid activation code",
      cause: byCode,
      reason: "portal-refused-code",
    },
    {
      code: "00112233aaaassssddddffff",
      fault: { kind: "status", status: 503 },
      told: "An activation failed: CONNECTIVITY_ERROR (HTTP status code: 503)",
      cause: `${byCode} Fault 1 (status 503) befell it.`,
      reason: "portal-unreachable",
    },
    {
      code: null,
      fault: { kind: "expired-license" },
      told: "An activation failed: This license has already expired.",
      cause: `${byCode} Fault 1 (expired-license) befell it.`,
      reason: "license-refused",
    },
  ])("is told of with $told", async ({ code, fault, told, cause, reason }) => {
    await using emulator = await emulatorOn(noon);
    if (fault) await emulator.control.post("/faults", fault);

    await emulator.graphql.activate(code ?? emulator.ready.activationCode ?? "");

    expect(await timelineOf(emulator, "?kind=refusal")).toEqual([
      {
        kind: "refusal",
        at: noon,
        by: "person",
        reason,
        detail: told.replace("An activation failed: ", ""),
        text: told,
        cause,
      },
    ]);
  });

  test("is blamed on no fault that befell another one", async () => {
    await using emulator = await emulatorOn(noon);
    const { control, graphql, ready } = emulator;
    await control.post("/faults", { kind: "status", status: 503 });
    await graphql.activate(ready.activationCode ?? "");
    await graphql.activate("nonsense");
    await control.post("/faults", { kind: "delay", ms: 1 });
    await graphql.activate(ready.activationCode ?? "");
    await graphql.activate("nonsense");

    const causes = (await toldOf(emulator, "?kind=refusal")).map(([, cause]) => cause);

    expect(causes).toEqual([`${byCode} Fault 1 (status 503) befell it.`, byCode, byCode]);
  });

  test("says nothing of the code, whatever the portal says of it", async () => {
    const code = "00112233aaaassssddddffff";
    const errors = [`no such code: ${code}`];
    await using portal = await scriptedPortal(
      answerJson({ data: { cloudActivationActivate: { errors } } }),
    );
    await using emulator = await emulatorOn(noon, { portalUrl: portal.url });

    await emulator.graphql.activate(code);

    const [refusal] = await timelineOf(emulator, "?kind=refusal");
    expect(refusal).toMatchObject({ reason: "portal-refused-code" });
    expect(JSON.stringify(refusal)).not.toContain(code);
  });

  test("at the first start is told of like any other", async () => {
    const code = "00112233aaaassssddddffff";
    await using emulator = await startedWithCode(code);
    await emulator.said("Activation unsuccessful");

    expect(await toldOf(emulator, "?kind=refusal")).toEqual([
      [
        "An activation failed: invalid activation code",
        "The instance tried GITLAB_ACTIVATION_CODE at its first start.",
      ],
    ]);
  });

  test("because of a reset is not told of after it", async () => {
    await using portal = await scriptedPortal(() => {});
    await using emulator = await emulatorOn(noon, { portalUrl: portal.url });
    const activation = emulator.graphql.activate("00112233aaaassssddddffff");
    await portal.asked;

    await emulator.control.post("/reset");

    expect((await activation).body.errors).toEqual(["CONNECTIVITY_ERROR"]);
    expect(await timelineOf(emulator)).toEqual([]);
  });
});

describe("a license file that is refused", () => {
  test("over REST is told of", async () => {
    await using emulator = await emulatorOn("2026-06-01");

    await upload(emulator);
    await uploadText(emulator, "nonsense");

    expect(await toldOf(emulator, "?kind=refusal")).toEqual([
      ["A license file was refused: This license has already expired.", overRest],
      [`A license file was refused: ${unreadable}`, overRest],
    ]);
  });

  test("in the form is told of in its words", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);

    await administrator.upload({ text: "nonsense" });
    await administrator.upload({
      text: await licenseFile(emulator, { cloud_licensing_enabled: true }),
    });

    const withForm = "Somebody uploaded it with the form of the admin pages.";
    expect(await toldOf(emulator, "?kind=refusal")).toEqual([
      [`A license file was refused: ${unreadable}`, withForm],
      [
        "A license file was refused: It looks like you're attempting to activate your subscription. Use the Subscription page instead.",
        withForm,
      ],
    ]);
  });

  test("by a first start is told of by the next one", async () => {
    await using folder = await aFolderWith("nonsense");
    const { data, file: licenseFile } = folder;
    const first = await emulatorWith({ data, licenseFile }).catch((error: Error) => error);

    await using emulator = await emulatorWith({ data });

    expect(first).toMatchObject({ message: expect.stringContaining(unreadable) });
    expect((await toldOf(emulator)).map(([text]) => text)).toEqual([
      `A license file was refused: ${unreadable}`,
      "The emulator was started again.",
    ]);
  });
});
