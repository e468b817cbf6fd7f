import { describe, expect } from "vitest";
import { testOn } from "../../support/story.ts";
import { future, stateOf, synced } from "../../support/synced.ts";

const test = testOn("2025-06-01T10:00:00Z");
const name = "A-S00000001";

describe("the next term of a subscription reaches the instance with a report", () => {
  test("a renewal, which is to come until its term starts, and then is the license in force", async ({
    emulator,
    graphql,
    control,
  }) => {
    await emulator.clock.set("2026-05-02");
    await emulator.activate();
    await emulator.renew(name, { seats: 12 });

    const heard = await synced(control);
    const toCome = await future(graphql);
    await emulator.clock.set("2026-06-01");
    const before = await stateOf(control);
    const { ran } = await emulator.clock.advance({ days: 1 });

    expect(heard).toBe("License 1001 is unchanged.");
    expect(toCome).toEqual([{ startsAt: "2026-06-01", usersInLicenseCount: 12 }]);
    expect(before.currentLicense).toMatchObject({ number: 1001, expiresOn: "2026-06-01" });
    expect(ran).toContainEqual(expect.objectContaining({ detail: "License 1002 was installed." }));
    const { currentLicense } = await stateOf(control);
    expect(currentLicense).toMatchObject({ number: 1002, seats: 12, expiresOn: "2027-06-01" });
    expect(await future(graphql)).toEqual([]);
  });

  test("the terms of a subscription that was sold for several, each when it starts", async ({
    emulator,
    graphql,
    control,
  }) => {
    const term = (seats: number, startsOn: string, expiresOn: string) =>
      ({ plan: "ultimate", seats, startsOn, expiresOn }) as const;
    const { activationCode } = await emulator.sell({
      expiresOn: "2025-07-01",
      futureTerms: [term(20, "2025-07-01", "2025-08-01"), term(30, "2025-08-01", "2025-09-01")],
    });
    await emulator.activate(activationCode ?? "");
    const seen = async () => {
      const { number, plan, seats } = (await stateOf(control)).currentLicense;
      return [number, plan, seats, (await future(graphql)).length];
    };

    const terms = [await seen()];
    for (const start of ["2025-07-02", "2025-08-02", "2025-09-02"]) {
      await emulator.clock.set(start);
      terms.push(await seen());
    }

    expect(terms).toEqual([
      [1001, "premium", 10, 2],
      [1002, "ultimate", 20, 1],
      [1003, "ultimate", 30, 0],
      [1003, "ultimate", 30, 0],
    ]);
    expect((await stateOf(control)).licenses).toHaveLength(3);
  });

  test("a renewal that comes after the expiry: an expired license is still reported", async ({
    emulator,
    control,
  }) => {
    await emulator.clock.set("2026-05-02");
    await emulator.activate();
    await emulator.clock.set("2026-07-01");
    const expired = (await stateOf(control)).currentLicense;
    await emulator.renew(name);

    const heard = await synced(control);

    expect(expired).toMatchObject({ number: 1001, expiresOn: "2026-06-01" });
    expect(heard).toBe("License 1002 was installed.");
    const { currentLicense } = await stateOf(control);
    expect(currentLicense).toMatchObject({ number: 1002, expiresOn: "2027-06-01" });
  });
});
