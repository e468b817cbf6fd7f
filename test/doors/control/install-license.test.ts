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
    expect(body).toEqual({
      errors: ["The activation code should be a 24-character alphanumeric string"],
      cause:
        "The instance refused the code itself: it is not 24 letters, digits or underscores. The portal was not asked.",
      license: null,
    });
    expect((await emulator.control.get("/state")).body.currentLicense).toBeNull();
  });

  test.each([
    {
      fault: { kind: "status", status: 503 },
      cause: "The portal answered with the HTTP status 503.",
    },
    {
      fault: { kind: "tcp-refused" },
      cause: expect.stringMatching(/refused the connection: ECONNREFUSED/),
    },
  ])("tells what stands behind the product's word at $fault.kind", async ({ fault, cause }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { activationCode } = emulator.ready;
    await emulator.control.post("/faults", fault);

    const { body } = await emulator.control.post("/licenses/activate", { activationCode });

    expect(body).toEqual({ errors: ["CONNECTIVITY_ERROR"], cause, license: null });
  });

  test("keeps sentences apart where the portal sends several", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { activationCode } = emulator.ready;
    const errors = ["One is wrong.", "So is another."];
    await emulator.control.post("/faults", { kind: "errors", errors });

    const { body } = await emulator.control.post("/licenses/activate", { activationCode });

    expect(body.errors).toEqual(errors);
  });

  test("tells of a fault of the instance itself", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { activationCode } = emulator.ready;
    await emulator.control.post("/faults", { kind: "status", status: 500, endpoint: "graphql" });

    const { body } = await emulator.control.post("/licenses/activate", { activationCode });

    expect(body).toMatchObject({
      errors: ["The instance answered with errors: Internal server error"],
      cause: "A fault was armed for this request: status 500.",
      license: null,
    });
  });

  test("answers the license however many start later", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { activationCode } = emulator.ready;
    const { body: later } = await emulator.control.post("/portal/licenses", {
      licensee: { Company: "Example Company" },
      issued_at: "2025-07-01",
      expires_at: "2026-07-01",
    });
    for (let stored = 0; stored <= 100; stored += 1) {
      await emulator.control.post("/licenses/upload", later);
    }

    const { body } = await emulator.control.post("/licenses/activate", { activationCode });

    expect(body.license).toMatchObject({ row: 102, number: 1001 });
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

    expect(body).toEqual({
      errors: [
        "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.",
      ],
      cause: null,
      license: null,
    });
  });
});
