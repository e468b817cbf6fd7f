import { describe, expect, test } from "vitest";
import { understudy, understudyAt } from "../../support/command-line.ts";
import { newEmulatorOn } from "../../support/emulator-on.ts";

const query = "{ currentUser { username } }";

describe("understudy token", () => {
  test("creates a token that opens the API, and prints nothing else", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");

    const created = await understudyAt(emulator, ["token", "create", "--user", "user"]);

    expect(created).toEqual({
      end: 0,
      stdout: expect.stringMatching(/^glpat-\w{20}\n$/),
      stderr: "",
    });
    const { body } = await emulator.graphql.as(created.stdout.trim())(query);
    expect(body).toEqual({ data: { currentUser: { username: "user" } } });
  });

  test("lists tokens without their clear text, and revokes one by its id", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");

    const revoked = await understudyAt(emulator, ["token", "revoke", "2"]);
    const listed = await understudyAt(emulator, ["token", "list"]);

    expect(revoked).toEqual({ end: 0, stdout: "", stderr: "" });
    expect(listed.stdout).toBe(
      [
        "id  name     user  scopes    expires  revoked",
        "1   admin    root  api       never    false",
        "2   user     user  api       never    true",
        "3   readApi  root  read_api  never    false",
        "",
      ].join("\n"),
    );
    expect((await emulator.graphql.as(emulator.ready.tokens.user)(query)).status).toBe(401);
  });

  test.each([
    { args: ["create", "--expires-on", "2025-02-30"], end: 2, says: /It must be a day/ },
    {
      args: ["revoke", "99"],
      end: 1,
      says: /No token has the id "99"/,
    },
  ])("refuses $args and says why", async ({ args, end: expected, says }) => {
    await using emulator = await newEmulatorOn("2025-06-01");

    const { end, stderr } = await understudyAt(emulator, ["token", ...args]);

    expect(end).toBe(expected);
    expect(stderr).toMatch(says);
  });

  test.each([
    { args: ["create", "--user", "nobody"], says: /Allowed choices are root, / },
    { args: ["create", "--scope", "nothing"], says: /Allowed choices are api, / },
  ])("takes $args for wrong use", async ({ args, says }) => {
    const { end, stderr } = await understudy(["token", ...args]);

    expect(end).toBe(2);
    expect(stderr).toMatch(says);
  });
});
