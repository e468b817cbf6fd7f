import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";

describe("activating through the control API", () => {
  test("answers the license that is in force then", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { activationCode } = emulator.ready;

    const { status, body } = await emulator.control.post("/licenses/activate", { activationCode });

    expect(status).toBe(200);
    expect(body).toMatchObject({ errors: [], license: { number: 1001, type: "online_cloud" } });
    expect((await emulator.control.get("/state")).body.currentLicense).toEqual(body.license);
  });

  test("answers why a code is refused, in the product's words", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await emulator.control.post("/licenses/activate", {
      activationCode: "short",
    });

    expect(status).toBe(200);
    expect(body).toEqual({ errors: [expect.stringMatching(/\w/)], license: null });
    expect((await emulator.control.get("/state")).body.currentLicense).toBeNull();
  });
});

describe("uploading through the control API", () => {
  test("answers the license that was stored", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body: issued } = await emulator.control.post("/portal/licenses", {
      licensee: { Name: "Ada", Company: "Example Company" },
      issued_at: "2025-06-01",
      expires_at: "2026-06-01",
      restrictions: { active_user_count: 50, plan: "premium" },
    });

    const { status, body } = await emulator.control.post("/licenses/upload", issued);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      errors: [],
      license: { type: "legacy_license", seats: 50, expiresOn: "2026-06-01" },
    });
  });

  test("answers why a text is refused", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await emulator.control.post("/licenses/upload", { license: "whatever" });

    expect(body).toEqual({ errors: [expect.stringMatching(/\w/)], license: null });
  });
});
