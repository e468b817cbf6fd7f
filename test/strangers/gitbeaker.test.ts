import { Gitlab } from "@gitbeaker/rest";
import { describe, expect, test } from "vitest";
import { licenseFile } from "../doors/rest/license-client.ts";
import { emulatorOn, type TestEmulator } from "../support/emulator-on.ts";

const clientOf = ({ ready }: TestEmulator, token = ready.tokens.admin) =>
  new Gitlab({ host: ready.instance.url, token }).License;

describe("gitbeaker", () => {
  test("adds a license, by the query string", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const license = await licenseFile(emulator, { restrictions: { active_user_count: 10 } });

    expect(await clientOf(emulator).add(license)).toMatchObject({ id: 1, user_limit: 10 });
  });

  test("adds one with all that a license can say, which takes half of a request line", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const add_ons = Object.fromEntries(
      Array.from({ length: 120 }, (_, number) => [`GitLab_AddOnNumber${number}`, number]),
    );
    const license = await licenseFile(emulator, { restrictions: { add_ons } }, "?boundary=true");

    expect(license.length).toBeGreaterThan(6_000);
    expect(await clientOf(emulator).add(license)).toMatchObject({ id: 1, add_ons });
  });

  test("shows the license in force, and nothing where there is none", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const client = clientOf(emulator);

    const before = await client.show();
    await client.add(await licenseFile(emulator));

    // The client makes an empty object of null.
    expect(before).toEqual({});
    expect(await client.show()).toMatchObject({ id: 1, active_users: 8 });
  });

  test("lists all licenses, newest first, and knows that there is no further page", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const client = clientOf(emulator);
    await client.add(await licenseFile(emulator));
    await client.add(await licenseFile(emulator));

    expect(await client.all()).toMatchObject([{ id: 2 }, { id: 1 }]);
  });

  test("removes a license", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const client = clientOf(emulator);
    await client.add(await licenseFile(emulator));

    await client.remove(1);

    expect(await client.all()).toEqual([]);
  });

  test("asks for a recount", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const client = clientOf(emulator);
    await client.add(await licenseFile(emulator));

    expect(await client.recalculateBillableUsers(1)).toEqual({ success: true });
  });

  test.each([
    {
      what: "a text that is no license",
      license: "foo",
      status: 400,
      says: /license key is invalid/,
    },
    { what: "a license as an ordinary user", license: "foo", status: 403, says: /403 Forbidden/ },
  ])("throws for $what", async ({ license, status, says }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { admin, user } = emulator.ready.tokens;

    const added = clientOf(emulator, status === 403 ? user : admin).add(license);

    await expect(added).rejects.toMatchObject({
      message: expect.stringMatching(says),
      cause: { response: { status } },
    });
  });
});
