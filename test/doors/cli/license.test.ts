import { describe, test } from "vitest";
import { aWorkplace, understudyOn } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { twiceLicensed } from "../../support/twice-licensed.ts";

describe.concurrent("understudy license list", () => {
  test("shows all licenses, and which one is in force", async ({ expect }) => {
    await using emulator = await twiceLicensed();

    expect(await understudyOn(emulator, ["license", "list"])).toEqual({
      end: 0,
      stdout: [
        "id    in force  plan      type          seats      starts      expires     activated   company",
        "1002  yes       ultimate  online_cloud  unlimited  2025-06-01  2026-06-01  2025-06-01  Second AG",
        "1001            premium   online_cloud  10         2025-06-01  2026-06-01  2025-06-01  Example Company",
        "",
      ].join("\n"),
      stderr: "",
    });
  });

  test("marks one of those that carry the number in force", async ({ expect }) => {
    await using emulator = await twiceLicensed();
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const { stdout } = await understudyOn(emulator, ["license", "list"]);

    expect(stdout.match(/^1001 /gm)).toHaveLength(2);
    expect(stdout.match(/ yes /g)).toHaveLength(1);
  });

  test("prints the entries of the history for programs, over all pages", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    for (let sold = 0; sold < 101; sold += 1) {
      const { body } = await emulator.control.post("/portal/subscriptions", {});
      await emulator.graphql.activate(body.activationCode);
    }

    const { stdout } = await understudyOn(emulator, ["license", "list", "--json"]);

    const listed: { id: string }[] = JSON.parse(stdout);
    expect(new Set(listed.map(({ id }) => id)).size).toBe(101);
    expect(listed[0]).toMatchObject({ plan: "premium", expiresAt: "2026-06-01" });
  });
});

describe.concurrent("understudy license show", () => {
  test("names those that are stored where none has begun", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const term = { startsOn: "2025-07-01", expiresOn: "2026-07-01" };
    const { body } = await emulator.control.post("/portal/subscriptions", term);

    const before = await understudyOn(emulator, ["license", "show"]);
    await emulator.graphql.activate(body.activationCode);
    const stored = await understudyOn(emulator, ["license", "show"]);
    const { stdout } = await understudyOn(emulator, ["license", "show", "--json"]);

    expect(before.stdout).toBe("No license is in force.\n");
    expect(stored.stdout).toBe("No license is in force: 1 stored, the first starts 2025-07-01.\n");
    expect(stdout).toBe("null\n");
  });

  test("shows the license in force", async ({ expect }) => {
    await using emulator = await twiceLicensed();

    const { end, stdout } = await understudyOn(emulator, ["license", "show"]);

    expect(end).toBe(0);
    expect(stdout).toContain("plan                ultimate\n");
    expect(stdout).toContain("billable users      8\n");
  });

  test.for(["1001", "gid://gitlab/License/1001"])(
    "shows %s of the history",
    async (id, { expect }) => {
      await using emulator = await twiceLicensed();

      const { stdout } = await understudyOn(emulator, ["license", "show", id, "--json"]);

      expect(JSON.parse(stdout)).toMatchObject({
        id: "gid://gitlab/License/1001",
        plan: "premium",
        usersInLicenseCount: 10,
      });
    },
  );

  test.for([
    { args: [], says: "No license is in force.\n" },
    { args: ["--json"], says: "null\n" },
  ])("says with $args that no license is in force", async ({ args, says }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const shown = await understudyOn(emulator, ["license", "show", ...args]);

    expect(shown).toEqual({ end: 0, stdout: says, stderr: "" });
  });

  test("refuses a number that no license has", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await understudyOn(emulator, ["license", "show", "7"])).toEqual({
      end: 1,
      stdout: "",
      stderr: "No license has the id 7. understudy license list shows them.\n",
    });
  });
});

/** A workplace whose license has expired yesterday: one of two days, as each day is written to the disk. */
async function aDayAfterTheExpiry() {
  const workplace = await aWorkplace({ now: "2025-06-01", frozen: "true" });
  const { control, graphql } = workplace;
  const { body } = await control.post("/portal/subscriptions", { expiresOn: "2025-06-03" });
  await graphql.activate(body.activationCode);
  await control.put("/clock", { now: "2025-06-04" });
  return workplace;
}

describe.concurrent("a license that has expired yesterday", () => {
  test.for(["understudy license show", "understudy license list"])(
    "is told so by %s",
    async (line, { expect }) => {
      await using workplace = await aDayAfterTheExpiry();

      const { stdout } = await workplace.type(line);

      expect(stdout).toMatch(/\n\nThe license expired yesterday, on 2025-06-03\.\n$/);
    },
  );

  test("has no words beside it for programs", async ({ expect }) => {
    await using workplace = await aDayAfterTheExpiry();

    const { stdout } = await workplace.type("understudy license show --json");

    expect(JSON.parse(stdout)).toMatchObject({ id: "gid://gitlab/License/1001" });
  });
});
