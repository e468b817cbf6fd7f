import { describe, expect, test } from "vitest";
import { aFolderWith, license } from "../../stories/start/license-file-folder.ts";
import { newEmulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { cloudLicense, syncingInstance } from "../../support/syncing-instance.ts";
import { timelineOf, toldOf } from "../../support/timeline.ts";
import { administratorOf } from "../pages/administrator.ts";

const noon = "2025-06-01T12:00:00Z";

const aFile = async ({ control }: TestEmulator) => {
  await control.post("/portal/subscriptions", { kind: "legacy" });
  return (await control.get("/portal/licenses/1001")).body.license;
};

const rest = ({ ready }: TestEmulator, request: string, body?: object) => {
  const [method = "", path = ""] = request.split(" ");
  return fetch(`${ready.instance.url}/api/v4${path}`, {
    method,
    headers: { "content-type": "application/json", "private-token": ready.tokens.admin },
    ...(body && { body: JSON.stringify(body) }),
  });
};

const destroy = ({ graphql }: TestEmulator) =>
  graphql('mutation { licenseDestroy(input: {id: "gid://gitlab/License/1001"}) { errors } }');

const licenseEvents = async (emulator: Pick<TestEmulator, "control">) =>
  (await timelineOf(emulator, "?kind=license")).map(({ action, by, row, number, cause }) => ({
    action,
    by,
    row,
    number,
    cause,
  }));

describe("a license that comes", () => {
  test.each([
    {
      by: "rest",
      install: async (emulator: TestEmulator) =>
        void (await rest(emulator, "POST /license", { license: await aFile(emulator) })),
      cause: "Somebody uploaded its file over REST, as understudy license upload does.",
    },
    {
      by: "form",
      install: async (emulator: TestEmulator) => {
        const administrator = await administratorOf(emulator);
        await administrator.upload({ text: await aFile(emulator) });
      },
      cause: "Somebody uploaded its file with the form of the admin pages.",
    },
    {
      by: "person",
      install: async ({ graphql, ready }: TestEmulator) =>
        void (await graphql.activate(ready.activationCode ?? "")),
      cause: "Somebody activated the code of the subscription.",
    },
  ])("is told of with its way in: $by", async ({ by, install, cause }) => {
    await using emulator = await newEmulatorOn(noon);

    await install(emulator);

    expect(await licenseEvents(emulator)).toEqual([
      { action: "installed", by, row: 1, number: 1001, cause: expect.stringContaining(cause) },
    ]);
  });

  test("with the first start is told of as such", async () => {
    await using folder = await aFolderWith(license);
    await using emulator = await newEmulatorOn("2025-06-01", { licenseFile: folder.file });

    expect(await licenseEvents(emulator)).toMatchObject([
      { by: "first-start", number: 7, cause: "Its file was loaded at the first start." },
    ]);
  });

  test("with the code of the environment is told of as such", async () => {
    const seed = "7";
    const sold = await (async () => {
      await using emulator = await newEmulatorOn("2025-06-01", { seed });
      return emulator.ready.activationCode ?? "";
    })();
    const environment = { GITLAB_ACTIVATION_CODE: sold };
    await using emulator = await emulatorWithLog("2025-06-01", { seed }, { environment });

    let told: unknown[] = [];
    while (told.length === 0) told = await licenseEvents(emulator);

    expect(told).toMatchObject([{ by: "environment", number: 1001 }]);
  });

  test("with a report is told of with that report and what was done at the portal; an unchanged one is not", async () => {
    await using emulator = await newEmulatorOn(noon);
    const { control, graphql, ready } = emulator;
    await graphql.activate(ready.activationCode ?? "");
    await control.post("/clock/advance", { days: 3 });
    await control.post("/portal/subscriptions/A-S00000001/add-seats", { seats: 2 });
    await control.post("/portal/subscriptions/A-S00000001/add-seats", { seats: 3 });

    await control.post("/clock/advance", { days: 3 });

    expect((await licenseEvents(emulator)).slice(1)).toEqual([
      {
        action: "installed",
        by: "report",
        row: 2,
        number: 1002,
        cause:
          "The portal sent it in answer to the report of the day (report 5). At the portal before: seats changed on 2025-06-04; seats changed on 2025-06-04.",
      },
    ]);
  });

  test("is not told of if it is refused, and the report that brought it says why", async () => {
    await using instance = await syncingInstance("2025-06-01");
    await instance.activate(cloudLicense());
    const expired = await instance.write(cloudLicense({ id: 9 }, { expires_at: "2025-06-10" }));
    await instance.control.post("/clock/advance", { days: 20 });
    instance.answerReports({ license: expired });

    await instance.control.post("/jobs/seat-link/run", {});

    expect((await licenseEvents(instance)).length).toBe(1);
    // The token that is asked for next comes all the same.
    expect((await timelineOf(instance, "?kind=job")).at(-2)).toMatchObject({
      outcome: "done",
      error: expect.stringMatching(/^The license of the answer was not stored: /),
    });
  });
});

describe("a license that goes", () => {
  test.each([
    {
      by: "mutation",
      remove: async (emulator: TestEmulator) => void (await destroy(emulator)),
      cause: "Somebody sent the mutation licenseDestroy.",
    },
    {
      by: "rest",
      remove: async (emulator: TestEmulator) => void (await rest(emulator, "DELETE /license/1")),
      cause: "Somebody sent DELETE /api/v4/license/1.",
    },
    {
      by: "page",
      remove: async (emulator: TestEmulator) =>
        void (await (await administratorOf(emulator)).remove()),
      cause: "Somebody removed it on the subscription page.",
    },
  ])("is told of with its way out: $by", async ({ by, remove, cause }) => {
    await using emulator = await newEmulatorOn(noon);
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    await remove(emulator);
    await remove(emulator);

    expect((await licenseEvents(emulator)).slice(1)).toEqual([
      { action: "removed", by, row: 1, number: 1001, cause },
    ]);
    expect((await toldOf(emulator)).at(-1)).toEqual([
      "No license is in force any more.",
      "License 1001 was removed, and no other has started.",
    ]);
  });
});
