import { describe, test } from "vitest";
import { understudyOn } from "../support/command-line.ts";
import { emulatorOn } from "../support/emulator-on.ts";

/** An instance that has had a license of 10 seats, and has an unlimited one now. */
async function twiceLicensed() {
  const emulator = await emulatorOn("2025-06-01");
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  const order = { plan: "ultimate", seats: null, company: "Second AG" };
  const { body } = await emulator.control.post("/portal/subscriptions", order);
  await emulator.graphql.activate(body.activationCode);
  return emulator;
}

const noSuchLicense =
  "The resource that you are attempting to access does not exist or you don't have permission to perform this action\n";

describe.concurrent("understudy license list", { timeout: 20_000 }, () => {
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

describe.concurrent("understudy license show", { timeout: 20_000 }, () => {
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

describe.concurrent("understudy license destroy", { timeout: 20_000 }, () => {
  test.for(["1002", "gid://gitlab/License/1002"])(
    "removes %s, and says what is in force then",
    async (id, { expect }) => {
      await using emulator = await twiceLicensed();

      expect(await understudyOn(emulator, ["license", "destroy", id])).toEqual({
        end: 0,
        stdout:
          "Removed license 1002 (ultimate, Second AG).\nIn force now: 1001 (premium, Example Company).\n",
        stderr: "",
      });
    },
  );

  test("says that no license is left", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const { stdout } = await understudyOn(emulator, ["license", "destroy", "1001"]);

    expect(stdout).toBe("Removed license 1001 (premium, Example Company).\nIn force now: none.\n");
  });

  test("prints the payload of the mutation for programs", async ({ expect }) => {
    await using emulator = await twiceLicensed();

    const { stdout } = await understudyOn(emulator, ["license", "destroy", "1002", "--json"]);

    expect(JSON.parse(stdout)).toMatchObject({
      errors: [],
      license: { id: "gid://gitlab/License/1002" },
      currentLicense: { id: "gid://gitlab/License/1001" },
    });
  });

  test("ends with 1 if there is no such license", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await understudyOn(emulator, ["license", "destroy", "7"])).toEqual({
      end: 1,
      stdout: "",
      stderr: noSuchLicense,
    });
  });

  test.for([
    { args: [], says: "Name the license: either its ID, or its --row.\n" },
    { args: ["1001", "--row", "1"], says: "Name the license: either its ID, or its --row.\n" },
    { args: ["License/1001"], says: "It must be the portal's license number" },
    { args: ["--row", "one"], says: "It must be a whole number." },
  ])("takes $args for wrong use", async ({ args, says }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await understudyOn(emulator, ["license", "destroy", ...args])).toEqual({
      end: 2,
      stdout: "",
      stderr: expect.stringContaining(says),
    });
  });
});
