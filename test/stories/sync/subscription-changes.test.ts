import { describe, expect } from "vitest";
import { testOn } from "../../support/story.ts";

const test = testOn("2025-06-01");
const name = "A-S00000001";

const shown = "{ currentLicense { id startsAt expiresAt usersInLicenseCount } }";

describe("what changes at the portal reaches the instance with the next activation of its code", () => {
  test("more seats", async ({ emulator, graphql }) => {
    await emulator.activate();
    await emulator.addSeats(name, 5);

    await emulator.activate();

    expect((await graphql(shown)).body.data.currentLicense).toEqual({
      id: "gid://gitlab/License/1002",
      startsAt: "2025-06-01",
      expiresAt: "2026-06-01",
      usersInLicenseCount: 15,
    });
  });

  test("a renewal, which is a future subscription until its term starts", async ({
    emulator,
    graphql,
  }) => {
    await emulator.renew(name, { seats: 12, maxHistoricalUsers: 14 });

    const before = await emulator.activate();
    await emulator.clock.set("2026-06-01");
    const after = await emulator.activate();

    expect(before.futureSubscriptions).toMatchObject([
      { startsAt: "2026-06-01", usersInLicenseCount: 12 },
    ]);
    expect(after).toMatchObject({ errors: [], futureSubscriptions: [] });
    expect((await graphql(shown)).body.data.currentLicense).toEqual({
      id: "gid://gitlab/License/1002",
      startsAt: "2026-06-01",
      expiresAt: "2027-06-01",
      usersInLicenseCount: 12,
    });
  });

  test("an expiry, which is refused as an expired license", async ({ emulator }) => {
    await emulator.activate();
    await emulator.expire(name);

    expect(await emulator.activate()).toMatchObject({
      errors: ["This license has already expired."],
    });
  });

  test("a cancellation, which is stored, and after which the license of before counts no more", async ({
    emulator,
    graphql,
  }) => {
    await emulator.activate();
    await emulator.cancel(name);

    expect(await emulator.activate()).toMatchObject({ errors: [] });

    expect((await graphql(shown)).body.data.currentLicense).toMatchObject({
      id: "gid://gitlab/License/1002",
      expiresAt: "2025-06-01",
    });
  });

  test("another code, and the old one is unknown", async ({ emulator }) => {
    await emulator.activate();
    const { activationCode } = await emulator.reissueCode(name);

    expect(await emulator.activate()).toMatchObject({ errors: ["invalid activation code"] });
    expect(await emulator.activate(activationCode ?? "")).toMatchObject({ errors: [] });
  });
});
