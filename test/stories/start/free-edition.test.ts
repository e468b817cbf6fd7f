import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorOn, emulatorWith } from "../../support/emulator-on.ts";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { timelineOf } from "../../support/timeline.ts";
import { aFolderWith, license } from "./license-file-folder.ts";

const frozen = { now: "2025-06-01", frozen: "true" };

const logLines = (logged: string) =>
  logged
    .split("\n")
    .filter((line) => line.includes("free edition"))
    .map((line) => JSON.parse(line));

describe("a data directory with a license that is started as a free edition", () => {
  test("keeps the license, shows it nowhere, and has it again as an Enterprise Edition", async () => {
    await using folder = await aFolder();
    const data = { memory: "false", data: folder.path };
    {
      await using emulator = await emulatorWith({ ...frozen, ...data });
      await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    }
    {
      await using emulator = await emulatorWithLog("2025-06-02", { ...data, edition: "ce" });
      const { control } = emulator;
      await control.post("/clock/advance", { days: 40 });

      const { body: state } = await control.get("/state");
      expect(state).toMatchObject({ currentLicense: null, licenses: [], jobs: [], notices: [] });
      expect(state.totals).toMatchObject({ licenses: 0, unreadableLicenses: 0, jobs: 0 });
      const kinds = (await timelineOf(emulator)).map(({ kind }) => kind);
      expect(kinds).not.toContain("license");
      expect(kinds).not.toContain("notice");
      const [told] = logLines(emulator.logged());
      expect(told).toMatchObject({
        stored: 1,
        msg: "The free edition shows no licenses: those of this data directory stay stored, for --edition ee.",
      });
    }

    await using emulator = await emulatorWith({ data: folder.path });

    const { body } = await emulator.graphql("{ currentLicense { id } }");
    expect(body.data.currentLicense).toEqual({ id: "gid://gitlab/License/1001" });
  });

  test("sends no report that waits there", async () => {
    await using folder = await aFolder();
    const data = { memory: "false", data: folder.path };
    {
      await using emulator = await emulatorWith({ ...frozen, ...data });
      const { control, graphql, ready } = emulator;
      await control.post("/faults", { kind: "status", status: 503, endpoint: "seat-links" });
      await graphql.activate(ready.activationCode ?? "");
    }

    await using emulator = await emulatorWith({ ...data, edition: "ce" });
    await emulator.control.post("/clock/advance", { days: 2 });

    expect((await emulator.control.get("/traffic?hop=portal")).body).toEqual([]);
  });
});

describe("the first start of a free edition", () => {
  test("loads no license file, uses no activation code, and says so", async () => {
    await using folder = await aFolderWith(license);
    const environment = { GITLAB_ACTIVATION_CODE: "00112233aaaassssddddffff" };
    const settings = { licenseFile: folder.file, edition: "ce" };
    await using emulator = await emulatorWithLog("2025-06-01", settings, { environment });

    await emulator.control.post("/clock/advance", { hours: 1 });

    expect(logLines(emulator.logged())).toMatchObject([
      { msg: "GITLAB_ACTIVATION_CODE not used: the free edition has no licenses." },
      {
        licenseFiles: [folder.file],
        msg: "License files not loaded: the free edition has no licenses.",
      },
    ]);
    expect((await emulator.control.get("/traffic?hop=portal")).body).toEqual([]);
  });

  test("is the first start: the next one, as an Enterprise Edition, loads no file", async () => {
    await using folder = await aFolderWith(license);
    const settings = { ...frozen, data: folder.data, licenseFile: folder.file };
    await (await emulatorWith({ ...settings, edition: "ce" }))[Symbol.asyncDispose]();

    await using emulator = await emulatorWith(settings);

    expect((await emulator.control.get("/state")).body.licenses).toEqual([]);
  });
});

describe("the free edition", () => {
  test("may name a version of its own", async () => {
    await using emulator = await emulatorOn("2025-06-01", {
      edition: "ce",
      gitlabVersion: "17.11.4",
    });

    const { body } = await emulator.graphql("{ metadata { version } }");
    expect(body.data.metadata.version).toBe("17.11.4");
  });

  test.each([
    {
      other: { gitlabVersion: "17.11.4-ee" },
      said: '--gitlab-version is "17.11.4-ee", which is no version of --edition ce: leave out -ee.',
    },
    {
      other: { instanceKind: "saas" },
      said: "--instance-kind is saas, which is no free edition: leave out --edition ce.",
    },
  ])("does not start with $other", async ({ other, said }) => {
    await expect(
      emulatorWith({ ...frozen, memory: "true", edition: "ce", ...other }),
    ).rejects.toThrow(said);
  });
});
