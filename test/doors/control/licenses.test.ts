import { describe, expect, test } from "vitest";
import { readLicense } from "../../../src/license/read-license.ts";
import { testReadingKeys } from "../../../src/license/reading-keys.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

const attributes = {
  licensee: { Name: "Ada", Company: "Example Company" },
  issued_at: "2025-06-01",
  expires_at: "2026-06-01",
  restrictions: { active_user_count: 7, plan: "premium" },
};

describe("writing a license", () => {
  test("says what the body says, in a text that the instance can read", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await emulator.control.post("/portal/licenses", attributes);

    expect(status).toBe(201);
    expect(body).toEqual({ license: expect.any(String) });
    expect(readLicense(body.license, testReadingKeys)).toMatchObject({
      ok: true,
      value: { startsOn: "2025-06-01", expiresOn: "2026-06-01", seats: 7, plan: "premium" },
    });
  });

  test("signs with a key that the instance does not know", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await emulator.control.post(
      "/portal/licenses?key=foreign",
      attributes,
    );

    expect(status).toBe(201);
    expect(readLicense(body.license, testReadingKeys).ok).toBe(false);
  });

  test.each([
    { query: "", boundary: false },
    { query: "?boundary=false", boundary: false },
    { query: "?boundary=true", boundary: true },
    { query: "?key=own&boundary=true", boundary: true },
  ])("has header lines after '$query': $boundary", async ({ query, boundary }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await emulator.control.post(`/portal/licenses${query}`, attributes);

    expect(/^-+BEGIN GITLAB LICENSE-+\n/.test(body.license)).toBe(boundary);
    expect(readLicense(body.license, testReadingKeys).ok).toBe(true);
  });

  test.each([
    { body: undefined },
    { body: {} },
    { body: { licensee: 5, unknown: [null], expires_at: "2025-02-30" } },
    { body: { version: 99 } },
  ])("validates nothing: $body", async ({ body }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await emulator.control.post("/portal/licenses", body)).toEqual({
      status: 201,
      body: { license: expect.any(String) },
    });
  });

  test("sells nothing", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const before = await emulator.control.get("/state");

    await emulator.control.post("/portal/licenses", attributes);

    expect(await emulator.control.get("/state")).toEqual(before);
  });
});
