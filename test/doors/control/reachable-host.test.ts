import { describe, expect, test } from "vitest";
import { emulatorOn, emulatorWith } from "../../support/emulator-on.ts";
import { rawRequest } from "../../support/raw-request.ts";

/** What a request gets, by what it says of who sends it. */
const statusesOf = ({ url }: { url: string }, authorizations: readonly string[]) =>
  Promise.all(
    ["", ...authorizations].map(async (authorization) => {
      const headers = authorization ? { authorization } : {};
      return (await rawRequest(`${url}/state`, { headers })).status;
    }),
  );

describe("a control token that was given", () => {
  test.each([
    { given: "sixteen-or-more!", drawn: "sixteen-or-more!" },
    { given: "random", drawn: expect.stringMatching(/^[A-Za-z0-9]{32}$/) },
  ])("is asked for on this machine too: $given", async ({ given, drawn }) => {
    await using emulator = await emulatorOn("2025-06-01", { controlToken: given });
    const { control } = emulator.ready;

    expect(control.token).toEqual(drawn);
    expect(await statusesOf(control, ["Bearer random", `Bearer ${control.token}`])).toEqual([
      401, 401, 200,
    ]);
  });

  test.each(["short", "with blanks in it, though long", "Random"])(
    "is refused where it is guessed easily, and is not repeated: %s",
    async (controlToken) => {
      await expect(emulatorOn("2025-06-01", { controlToken })).rejects.toThrow(
        /^--control-token must be random, or at least 16 visible ASCII characters\.$/,
      );
    },
  );
});

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
