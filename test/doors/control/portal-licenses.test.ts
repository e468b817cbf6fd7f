import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

const legacy = { kind: "legacy", seats: 4, company: "Example AG", email: "ada@example.com" };

/** The license of the one legacy subscription that was sold: number 1001. */
async function emulatorWithAFile() {
  const emulator = await emulatorOn("2025-06-01");
  await emulator.control.post("/portal/subscriptions", legacy);
  return emulator;
}

const patch = ({ control }: TestEmulator, expectedVersion: number, changes: object) =>
  control.patch("/portal/licenses/1001", { expectedVersion, changes });

describe("the portal's licenses", () => {
  test("are found, shown, duplicated and edited", async () => {
    await using emulator = await emulatorWithAFile();
    const { control } = emulator;

    const found = await control.get("/portal/licenses?search=ADA@");
    const copy = await control.post("/portal/licenses/1001/duplicate");
    const saved = await control.patch("/portal/licenses/1002", {
      expectedVersion: 1,
      changes: { restrictions: { active_user_count: 5 } },
    });

    expect(found.body).toMatchObject([{ number: 1001, version: 1, company: "Example AG" }]);
    expect(copy).toMatchObject({ status: 201, body: { number: 1002, duplicatedFrom: 1001 } });
    expect(saved).toMatchObject({ status: 200, body: { number: 1002, version: 2 } });
    expect((await control.get("/portal/licenses/1002")).body).toEqual(saved.body);
    expect((await control.get("/portal/licenses")).body).toHaveLength(2);
  });

  test("are downloaded under the product's name", async () => {
    await using emulator = await emulatorWithAFile();
    const { body } = await emulator.control.get("/portal/licenses/1001");

    const answer = await fetch(`${emulator.ready.control.url}/portal/licenses/1001/file`);

    expect(await answer.text()).toBe(body.license);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "content-disposition":
        "attachment; filename=\"ExampleAG.gitlab-license\"; filename*=UTF-8''ExampleAG.gitlab-license",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
  });

  test("are the stand-in portal's alone", async () => {
    await using emulator = await emulatorOn("2025-06-01", { portalUrl: "http://127.0.0.1:9" });
    const { control } = emulator;

    const answers = [
      await control.get("/portal/licenses"),
      await control.get("/portal/licenses/1001"),
      await control.post("/portal/licenses/1001/duplicate"),
      await patch(emulator, 1, {}),
    ];

    const external = { status: 409, body: { error: { code: "no-stand-in-portal" } } };
    expect(answers).toMatchObject([external, external, external, external]);
  });

  test.each([
    { expectedVersion: 1, changes: { issued_at: 5 }, code: "invalid-license" },
    { expectedVersion: "1", changes: {}, code: "invalid-body" },
    { expectedVersion: 1, changes: [], code: "invalid-body" },
    { expectedVersion: 1, changes: "none", code: "invalid-body" },
    { changes: {}, code: "invalid-body" },
    { expectedVersion: 1, code: "invalid-body" },
    { expectedVersion: 1, changes: {}, force: true, code: "invalid-body" },
  ])("are not edited with $expectedVersion, $changes", async ({ code, ...edit }) => {
    await using emulator = await emulatorWithAFile();
    const before = await emulator.control.get("/portal/licenses/1001");

    expect(await emulator.control.patch("/portal/licenses/1001", edit)).toMatchObject({
      status: 400,
      body: { error: { code } },
    });

    expect(await emulator.control.get("/portal/licenses/1001")).toEqual(before);
  });
});

describe("ten who edit one license at once", () => {
  test("save one edit, and nine are told to look again", async () => {
    await using emulator = await emulatorWithAFile();
    const seats = Array.from({ length: 10 }, (_, index) => index + 5);

    const answers = await Promise.all(
      seats.map((active_user_count) => patch(emulator, 1, { restrictions: { active_user_count } })),
    );

    const [saved, ...others] = answers.filter(({ status }) => status === 200);
    expect(others).toEqual([]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body)).toEqual(
      Array(9).fill({
        error: {
          code: "license-changed",
          message: expect.stringContaining("License 1001 has version 2, not 1"),
        },
      }),
    );
    expect((await emulator.control.get("/portal/licenses/1001")).body).toEqual(saved?.body);
  });

  test("lose nothing if each looks again until it is saved, over either API", async () => {
    await using emulator = await emulatorWithAFile();
    const names = Array.from({ length: 10 }, (_, index) => `Editor${index}`);
    const portal = `${emulator.ready.portal?.url}/api/admin/licenses/1001`;
    const headers = {
      "content-type": "application/json",
      "x-admin-email": "gl_com_api@gitlab.com",
      "x-admin-token": "customer_admin_token",
    };
    const overPortal = async (expectedVersion: number, changes: object) => {
      const body = JSON.stringify({ expectedVersion, changes });
      return fetch(portal, { method: "PATCH", headers, body });
    };

    await Promise.all(
      names.map(async (name, index) => {
        for (let status = 409; status === 409; ) {
          const { body } = await emulator.control.get("/portal/licenses/1001");
          const changes = { licensee: { [name]: "was here" } };
          const saved =
            index % 2 === 0
              ? await patch(emulator, body.version, changes)
              : await overPortal(body.version, changes);
          status = saved.status;
        }
      }),
    );

    const { body } = await emulator.control.get("/portal/licenses/1001");
    expect(body.version).toBe(11);
    expect(Object.keys(body.attributes.licensee)).toEqual(expect.arrayContaining(names));
  });

  test("who duplicate it get ten numbers", async () => {
    await using emulator = await emulatorWithAFile();

    const copies = await Promise.all(
      Array.from({ length: 10 }, () => emulator.control.post("/portal/licenses/1001/duplicate")),
    );

    expect(copies.map(({ body }) => body.number).sort()).toEqual(
      Array.from({ length: 10 }, (_, index) => 1002 + index),
    );
  });
});
