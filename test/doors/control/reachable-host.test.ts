import { describe, expect, test } from "vitest";
import { emulatorOn, emulatorWith } from "../../support/emulator-on.ts";
import { rawRequest } from "../../support/raw-request.ts";

describe("a host that other machines can reach", () => {
  test.each(["0.0.0.0", "::", "192.168.0.1", "gitlab.example.com"])(
    "is refused without consent: %s",
    async (host) => {
      await expect(emulatorWith({ memory: "true", host })).rejects.toThrow(
        /--host .*--not-for-production/,
      );
    },
  );

  test("needs the token of the ready line", async () => {
    await using emulator = await emulatorOn("2025-06-01", {
      host: "0.0.0.0",
      notForProduction: "true",
    });
    const { url, token } = emulator.ready.control;
    const statusFor = async (authorization?: string) =>
      (await rawRequest(`${url}/state`, { headers: authorization ? { authorization } : {} }))
        .status;

    expect(token).toMatch(/^[A-Za-z0-9]{32}$/);
    expect([
      await statusFor(),
      await statusFor("Bearer "),
      await statusFor(`Bearer ${token}x`),
      await statusFor(`Bearer ${emulator.ready.tokens.admin}`),
      await statusFor(String(token)),
      await statusFor(`Bearer ${token}`),
    ]).toEqual([401, 401, 401, 401, 401, 200]);
  });

  test("needs no token where only this machine can call", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(emulator.ready.control.token).toBeNull();
  });
});
