import { describe, expect, test } from "vitest";
import { aPayload, licenseText } from "../../rules/license/license-text.ts";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorWith, type TestEmulator } from "../../support/emulator-on.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";
import {
  aClosedPort,
  attemptsOf,
  codeOfSeed,
  numbersOf,
  pathsAsked,
  seed,
  startedWithCode,
} from "./boot-activation.ts";
import { aFolderWith, license, numbersOn } from "./license-file-folder.ts";

const aCode = "00112233aaaassssddddffff";
const notUsed = "GITLAB_ACTIVATION_CODE not used";
const anHour = () => 3_600_000;
/** What an instance does that starts once more on its data, with a code that its portal knows. */
async function startedAgain(data: string) {
  await using emulator = await startedWithCode(await codeOfSeed(), { seed, data, memory: "false" });
  await Promise.race([emulator.said("Activation successful"), emulator.said(notUsed)]);
  return {
    numbers: await numbersOf(emulator),
    asked: await pathsAsked(emulator),
    notUsed: emulator.logged().includes(notUsed),
  };
}

const inTurn = ["/graphql", "/api/v1/seat_links", "/graphql"];
const activates = { numbers: [1001], asked: inTurn, notUsed: false };
const leavesWith = (...numbers: number[]) => ({ numbers, asked: [], notUsed: true });

describe("the next start on the same data", () => {
  test("tries again if the portal was down until the end", async () => {
    await using folder = await aFolder();
    {
      const portalUrl = `http://127.0.0.1:${await aClosedPort()}`;
      const data = { data: folder.path, memory: "false" };
      await using emulator = await startedWithCode(aCode, { portalUrl, ...data }, anHour);
      await emulator.said("Activation unsuccessful");
    }

    expect(await startedAgain(folder.path)).toEqual(activates);
  });

  test("tries the code that is there by then if the first was refused", async () => {
    await using folder = await aFolder();
    {
      await using emulator = await startedWithCode(aCode, { data: folder.path, memory: "false" });
      await emulator.said("Activation unsuccessful");
    }

    // A portal keeps the code that it has sold at its first start.
    await using emulator = await startedWithCode(await unusedCode(folder.path), {
      data: folder.path,
      memory: "false",
    });
    await emulator.said("Activation successful");

    expect(await numbersOf(emulator)).toEqual([1001]);
  });

  test("asks nothing once the code was activated, not even if its license was removed", async () => {
    await using folder = await aFolder();
    expect(await startedAgain(folder.path)).toEqual(activates);
    expect(await startedAgain(folder.path)).toEqual(leavesWith(1001));

    {
      await using emulator = await emulatorWith({ data: folder.path });
      await emulator.graphql(
        'mutation { licenseDestroy(input: { id: "gid://gitlab/License/1001" }) { errors } }',
      );
    }

    expect(await startedAgain(folder.path)).toEqual(leavesWith());
  });

  test("asks nothing where the first one had no code, or a license file", async () => {
    await using folder = await aFolder();
    await numbersOn({ data: folder.path });
    await using licensed = await aFolderWith(license);
    await numbersOn({ data: licensed.data, licenseFile: licensed.file });

    expect(await startedAgain(folder.path)).toEqual(leavesWith());
    expect(await startedAgain(licensed.data)).toEqual(leavesWith(7));
  });

  test("asks nothing after a reset", async () => {
    await using folder = await aFolder();
    {
      const portalUrl = `http://127.0.0.1:${await aClosedPort()}`;
      const data = { data: folder.path, memory: "false" };
      await using emulator = await startedWithCode(aCode, { portalUrl, ...data }, anHour);
      await emulator.said("Activation unsuccessful");
      await emulator.control.post("/reset");
    }

    expect(await startedAgain(folder.path)).toEqual(leavesWith());
  });
});

/** The code that the portal of a data directory has sold at its first start. */
async function unusedCode(data: string): Promise<string> {
  await using emulator = await startedWithCode(aCode, { data, memory: "false" });
  return emulator.ready.activationCode ?? "";
}

const sold = {
  data: {
    cloudActivationActivate: {
      licenseKey: licenseText(aPayload({ cloud_licensing_enabled: true })),
      errors: [],
    },
  },
};

/** A portal that knows every code, and never answers a report. */
async function portalThatTakesNoReport() {
  const { promise: askedToReport, resolve } = Promise.withResolvers<void>();
  const portal = await scriptedPortal((response) => {
    if (response.req.url?.endsWith("/seat_links")) resolve();
    else answerJson(sold)(response);
  });
  return { ...portal, askedToReport };
}

/** What waits to be reported, of an instance. */
async function reportsWaitingIn({ control }: Pick<TestEmulator, "control">) {
  const { body } = await control.get("/jobs");
  return body.filter(({ state }: { state: string }) => state !== "scheduled");
}

describe("an activation at boot that waits for a portal", () => {
  test("ends with the emulator, whose stop does not wait for it", async () => {
    await using portal = await scriptedPortal(() => {});
    {
      await using _ = await startedWithCode(aCode, { portalUrl: portal.url });
      await portal.asked;
    }

    expect(portal.received).toHaveLength(1);
  });

  test("ends with a reset, and leaves no line about that", async () => {
    await using portal = await scriptedPortal(() => {});
    await using emulator = await startedWithCode(aCode, { portalUrl: portal.url });
    await portal.asked;

    await emulator.control.post("/reset");

    expect(await numbersOf(emulator)).toEqual([]);
    expect(emulator.logged()).not.toContain("Activation unsuccessful");
    expect(portal.received).toHaveLength(1);
  });

  test("ends with a reset that comes while its report is on the way", async () => {
    await using portal = await portalThatTakesNoReport();
    await using emulator = await startedWithCode(aCode, { portalUrl: portal.url });
    await portal.askedToReport;
    expect(await numbersOf(emulator)).toEqual([7]);

    await emulator.control.post("/reset");
    await emulator.said("Activation successful");

    expect(await numbersOf(emulator)).toEqual([]);
    expect(await reportsWaitingIn(emulator)).toEqual([]);
  });

  test("leaves its report to the next start where the emulator stops before that was answered", async () => {
    await using portal = await portalThatTakesNoReport();
    await using folder = await aFolder();
    const data = { portalUrl: portal.url, data: folder.path, memory: "false" };
    {
      await using _ = await startedWithCode(aCode, data);
      await portal.askedToReport;
    }
    const [activation, report] = portal.received;

    await using emulator = await emulatorWith(data);
    await expect.poll(() => portal.received.length).toBe(3);

    expect(activation?.url).toBe("/graphql");
    expect(portal.received[2]).toMatchObject({ url: report?.url, body: report?.body });
    expect(await reportsWaitingIn(emulator)).toMatchObject([{ attempts: 0, lastError: null }]);
  });

  test("asks no more after a reset that came between two attempts", async () => {
    await using portal = await scriptedPortal(answerJson("{}", 503));
    await using emulator = await startedWithCode(aCode, { portalUrl: portal.url });
    await emulator.said('"attempt":2');

    await emulator.control.post("/reset");

    const attempts = attemptsOf(emulator);
    for (let request = 0; request < 20; request += 1) await emulator.control.get("/state");
    expect(attemptsOf(emulator)).toEqual(attempts);
  });
});
