import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { aReport, soldOn } from "./a-report.ts";

describe("a report to the stand-in portal", () => {
  test.each([
    { what: "is missing", key: undefined, errors: "license_key is missing." },
    { what: "is null", key: null, errors: "license_key is missing." },
    { what: "is empty", key: "", errors: "license_key is missing." },
    { what: "is a number", key: 5, errors: "license_key is no text." },
    {
      what: "is malformed",
      key: "<key>",
      errors: "license_key is malformed: it has characters that no license has.",
    },
    { what: "is unknown", key: "aGVsbG8=\n", errors: "license_key is not known here." },
  ])("is refused with 422 if the key $what, and nothing is kept", async ({ key, errors }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { send, reports } = await soldOn(emulator);

    expect(await send({ ...aReport, license_key: key })).toEqual({
      status: 422,
      body: { success: false, errors },
    });
    expect(await reports()).toEqual([]);
  });

  test("does not know a license file that the portal wrote for nobody", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { send } = await soldOn(emulator);
    const { body } = await emulator.control.post("/portal/licenses", { issued_at: "2025-06-01" });

    expect((await send({ ...aReport, license_key: body.license })).status).toBe(422);
  });

  test.each(["", "[]", "null", "{"])("is refused with 400 if the body is %j", async (body) => {
    await using emulator = await emulatorOn("2025-06-01");

    const response = await fetch(`${emulator.ready.portal?.url}/api/v1/seat_links`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });

    expect([response.status, await response.json()]).toEqual([
      400,
      { success: false, errors: "The body is no JSON object." },
    ]);
  });

  test.each([
    { method: "GET", type: "application/json", status: 405 },
    { method: "POST", type: "text/plain", status: 415 },
  ])("answers $method of $type with $status", async ({ method, type, status }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const response = await fetch(`${emulator.ready.portal?.url}/api/v1/seat_links`, {
      method,
      headers: { "content-type": type },
      ...(method === "POST" && { body: "{}" }),
    });

    expect(response.status).toBe(status);
  });
});
