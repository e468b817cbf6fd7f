import { describe, test } from "vitest";
import { understudy, understudyOn } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";
import { twiceLicensed } from "../../support/twice-licensed.ts";

const noSuchLicense =
  "The resource that you are attempting to access does not exist or you don't have permission to perform this action\n";

describe.concurrent("understudy license destroy", () => {
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

  test("says what to do where the instance has no such mutation, as a real one", async ({
    expect,
  }) => {
    const message = "Field 'licenseDestroy' doesn't exist on type 'Mutation'";
    await using instance = await scriptedPortal(answerJson({ errors: [{ message }] }));
    const asker = ["--url", instance.url, "--token", "glpat-secret"];

    expect(await understudy(["license", "destroy", "1001", ...asker])).toEqual({
      end: 1,
      stdout: "",
      stderr: `${message}\nThis instance removes licenses by --row alone.\n`,
    });
  });

  test.for([
    { args: [], says: "Name the license: either its ID, or its --row.\n" },
    { args: ["1001", "--row", "1"], says: "Name the license: either its ID, or its --row.\n" },
    { args: ["License/1001"], says: "It must be the portal's license number" },
    { args: ["--row", "one"], says: "It must be a whole number from 0 on." },
  ])("takes $args for wrong use", async ({ args, says }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await understudyOn(emulator, ["license", "destroy", ...args])).toEqual({
      end: 2,
      stdout: "",
      stderr: expect.stringContaining(says),
    });
  });
});

describe.concurrent("understudy license destroy --row", () => {
  test("removes the one license with that database id", async ({ expect }) => {
    await using emulator = await twiceLicensed();

    const removed = await understudyOn(emulator, ["license", "destroy", "--row", "2"]);

    const { body } = await emulator.control.get("/state");
    expect(removed).toEqual({ end: 0, stdout: "Removed the license in row 2.\n", stderr: "" });
    expect(body.licenses).toMatchObject([{ row: 1, number: 1001 }]);
  });

  test("prints the row for programs, as the product answers nothing", async ({ expect }) => {
    await using emulator = await twiceLicensed();

    const { stdout } = await understudyOn(emulator, ["license", "destroy", "--row", "2", "--json"]);

    expect(JSON.parse(stdout)).toEqual({ row: 2 });
  });

  test("ends with 1 and the product's reason if there is no such row", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await understudyOn(emulator, ["license", "destroy", "--row", "9"])).toEqual({
      end: 1,
      stdout: "",
      stderr: "404 Not found\n",
    });
  });

  test.for([
    { token: "user", says: "403 Forbidden\n" },
    { token: "glpat-nobody", says: "401 Unauthorized\n" },
  ])("ends with 1 for the token $token", async ({ token, says }, { expect }) => {
    await using emulator = await twiceLicensed();
    const { instance, tokens } = emulator.ready;
    const asker = ["--url", instance.url, "--token", token === "user" ? tokens.user : token];

    expect(await understudy(["license", "destroy", "--row", "2", ...asker])).toEqual({
      end: 1,
      stdout: "",
      stderr: says,
    });
  });
});
