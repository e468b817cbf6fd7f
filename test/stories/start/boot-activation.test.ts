import { describe, expect, test } from "vitest";
import { usualBackOff } from "../../../src/app/unasked-work.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";
import {
  aClosedPort,
  askedBy,
  attemptsOf,
  codeOfSeed,
  numbersOf,
  pathsAsked,
  seed,
  startedWithCode,
} from "./boot-activation.ts";
import { aFolderWith, license, usual } from "./license-file-folder.ts";

const aCode = "00112233aaaassssddddffff";

describe("a code in the environment of a first start", () => {
  test("is activated as automated, and the log says so without the code", async () => {
    const code = await codeOfSeed();
    await using emulator = await startedWithCode(code, { seed });

    await emulator.said("Activation successful");

    const [activation] = await askedBy(emulator);
    expect(JSON.parse(activation.request.body).variables).toMatchObject({ automated: true });
    expect(await numbersOf(emulator)).toEqual([1001]);
    expect(attemptsOf(emulator)).toMatchObject([
      { level: 30, code: `${code.slice(0, 4)}…`, license: 1001, attempt: 1 },
    ]);
    expect(emulator.logged()).not.toContain(code);
  });

  test("is followed by a report on the new license, like every activation", async () => {
    await using emulator = await startedWithCode(await codeOfSeed(), { seed });

    await emulator.said("Activation successful");

    expect(await pathsAsked(emulator)).toEqual(["/graphql", "/api/v1/seat_links", "/graphql"]);
    const { body } = await emulator.control.get("/portal/subscriptions/A-S00000001/reports");
    expect(body).toMatchObject([{ licenseNumber: 1001, receivedAt: "2025-06-01T00:00:00Z" }]);
  });

  test.each([
    { file: "that a setting names", name: "Example.gitlab-license", named: true },
    { file: "in the usual place", name: usual, named: false },
  ])("wins over a license file $file", async ({ name, named }) => {
    await using folder = await aFolderWith(license, name);
    const file: Record<string, string> = named ? { licenseFile: folder.file } : {};
    const data = { data: folder.path, memory: "false" };
    await using emulator = await startedWithCode(await codeOfSeed(), { seed, ...data, ...file });

    await emulator.said("Activation successful");

    expect(await numbersOf(emulator)).toEqual([1001]);
    expect(emulator.logged()).toContain(
      `"licenseFiles":[${JSON.stringify(folder.file)}],"msg":"License files not loaded: GITLAB_ACTIVATION_CODE wins`,
    );
  });

  test("wins over a license file even if it is refused", async () => {
    await using folder = await aFolderWith(license);
    await using emulator = await startedWithCode(aCode, { licenseFile: folder.file });

    await emulator.said("Activation unsuccessful");

    expect(await numbersOf(emulator)).toEqual([]);
  });
});

describe("a code in the environment that is refused", () => {
  test("by the portal leaves an instance without a license, and its reasons in the log", async () => {
    const refusal = { data: { cloudActivationActivate: { errors: ["foo", `bar ${aCode}`] } } };
    await using portal = await scriptedPortal(answerJson(refusal));
    await using emulator = await startedWithCode(aCode, { portalUrl: portal.url });

    await emulator.said("Activation unsuccessful");

    expect(attemptsOf(emulator)).toMatchObject([
      {
        level: 50,
        code: "0011…",
        attempt: 1,
        reason: "portal-refused-code",
        msg: "Activation unsuccessful: foo bar [masked] (not tried again before the next start)",
      },
    ]);
    const { body } = await emulator.graphql("{ currentLicense { id } }");
    expect(body).toEqual({ data: { currentLicense: null } });
    expect(portal.received).toHaveLength(1);
  });

  test.each([
    {
      why: "for its form",
      code: "no-code-at-all",
      settings: {},
      says: "The activation code should be a 24-character alphanumeric string",
    },
    {
      why: "in silent mode",
      code: aCode,
      settings: { silentMode: "true" },
      says: "only get, head, options, and trace methods are allowed in silent mode",
    },
    {
      why: "by the hosted product",
      code: aCode,
      settings: { instanceKind: "saas" },
      says: "Not self-managed instance",
    },
  ])("$why is told in the log, and the portal is not asked", async ({ code, settings, says }) => {
    await using emulator = await startedWithCode(code, settings);

    await emulator.said("Activation unsuccessful");

    expect(attemptsOf(emulator)).toMatchObject([
      { msg: `Activation unsuccessful: ${says} (not tried again before the next start)` },
    ]);
    expect(await askedBy(emulator)).toEqual([]);
    expect(emulator.logged()).not.toContain(code);
  });
});

describe("a portal that cannot be reached while an instance starts", () => {
  test("is asked until it is there, with a line in the log for each attempt", async () => {
    const portalPort = await aClosedPort();
    const code = await codeOfSeed();
    const portalUrl = `http://127.0.0.1:${portalPort}`;
    await using instance = await startedWithCode(code, { portalUrl });
    await instance.said('"attempt":3');
    const { body } = await instance.graphql("{ currentLicense { id } }");

    await using _ = await emulatorOn("2025-06-01", { seed, portalPort });
    await instance.said("Activation successful");

    expect(body).toEqual({ data: { currentLicense: null } });
    expect(await numbersOf(instance)).toEqual([1001]);
    const attempts = attemptsOf(instance);
    expect(attempts.map(({ attempt }) => attempt)).toEqual(attempts.map((_, nth) => nth + 1));
    for (const attempt of attempts.slice(0, -1)) {
      expect(attempt).toMatchObject({
        level: 40,
        code: `${code.slice(0, 4)}…`,
        reason: "portal-unreachable",
        detail: expect.stringContaining("ECONNREFUSED"),
        msg: "Activation unsuccessful: CONNECTIVITY_ERROR (again in 0.001 s)",
      });
    }
    expect(instance.logged()).not.toContain(code);
  });

  test.each([402, 403, 404, 500, 503])("is one that answers %i, too", async (status) => {
    await using portal = await scriptedPortal(answerJson("{}", status));
    await using emulator = await startedWithCode(aCode, { portalUrl: portal.url });

    await emulator.said('"attempt":2');

    expect(attemptsOf(emulator).slice(0, 2)).toMatchObject([
      { attempt: 1, detail: `HTTP status code: ${status}, body: {}` },
      { attempt: 2, detail: `HTTP status code: ${status}, body: {}` },
    ]);
  });

  test("is asked no more once somebody has added a license", async () => {
    await using portal = await scriptedPortal(answerJson("{}", 503));
    await using emulator = await startedWithCode(aCode, { portalUrl: portal.url });
    await emulator.said('"attempt":1');

    await fetch(`${emulator.ready.instance.url}/api/v4/license`, {
      method: "POST",
      headers: { "PRIVATE-TOKEN": emulator.ready.tokens.admin, "content-type": "application/json" },
      body: JSON.stringify({ license }),
    });

    await emulator.said("the instance has a license by now");
    expect(await numbersOf(emulator)).toEqual([7]);
  });

  test.each([
    { failures: 1, seconds: 1 },
    { failures: 2, seconds: 2 },
    { failures: 3, seconds: 4 },
    { failures: 6, seconds: 32 },
    { failures: 7, seconds: 60 },
    { failures: 10_000, seconds: 60 },
  ])("is asked again $seconds s after failure $failures", ({ failures, seconds }) => {
    expect(usualBackOff(failures)).toBe(seconds * 1_000);
  });
});
