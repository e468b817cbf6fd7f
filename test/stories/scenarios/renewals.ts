import { expect } from "vitest";
import type { AsItCame } from "../../support/as-it-came.ts";
import type { Onlooker } from "../../support/onlooker.ts";
import type { Promised, Promises } from "./promise.ts";

const formulas = ({ steps }: AsItCame): readonly string[] =>
  steps.map(({ formula }: AsItCame) => formula);

const trueUpOf = ({ remedies }: AsItCame) =>
  remedies.find(({ kind }: AsItCame) => kind === "true-up");

const renewedOf = ({ values }: Onlooker): number => values.renewed.licenseNumber;

/** The renewal is taken, for so many seats, by these comparisons. */
const taken =
  (seats: number, ...compared: readonly string[]): Promised =>
  async (at) => {
    const number = renewedOf(at);
    const explained = await at.explain(number);

    expect(await at.upload(number)).toBeNull();
    expect((await at.state()).currentLicense).toMatchObject({ number, seats });
    expect(formulas(explained).map((one) => one.replaceAll(/floor\(.*?\)|, that is/g, ""))).toEqual(
      compared.map((one) => expect.stringContaining(one)),
    );
    return [explained.text];
  };

/** The renewal is refused, and so many seats of a true-up are what it lacks. */
const refused =
  (trueUpSeats: number): Promised =>
  async (at) => {
    const number = renewedOf(at);
    const explained = await at.explain(number);
    const message = await at.upload(number);

    expect(trueUpOf(explained)).toMatchObject({ trueUpSeats });
    expect((await at.state()).currentLicense.number).not.toBe(number);
    return [message, explained.text];
  };

/** Source: support handbook, true-up and the historical maximum. */
export const renewals: Promises = {
  "renewal-for-fewer": taken(50, "100 ≤ 100", "55 ≥ 50"),
  "renewal-with-true-up": taken(85, "115 − 100", "93 ≥ 85"),
  "renewal-without-true-up": refused(15),
  "renewal-of-2016": taken(30, "36 ≤ 40", "33 ≥ 30"),
  "users-removed-after-purchase": refused(2),
  "renewed-automatically": refused(15),

  async "peak-of-one-day"(at) {
    const said = await refused(15)(at);
    const number = renewedOf(at);
    const { previousSeats } = trueUpOf(await at.explain(number));
    const term = "--true-up-from 2025-03-02 --true-up-to 2026-03-02";
    await at.command(`portal license edit ${number} --previous-seats 5 --true-up 15 ${term}`);

    expect(previousSeats).toBe(5);
    expect(await at.upload(number)).toBeNull();
    return said;
  },

  async "key-without-seats-before"(at) {
    const number = renewedOf(at);
    const message = await at.upload(number);
    const { text, remedies } = await at.explain(number);

    expect(text).toContain("It does not say how many seats the term before had.");
    expect(remedies).toContainEqual({ kind: "name-previous-seats", previousSeats: 15 });
    return [message];
  },

  async "users-of-the-free-edition"(at) {
    const number = at.values.sold.licenseNumber;
    const message = await at.upload(number);
    const { peakDays } = await at.explain(number);
    await at.command("users counts clear");

    expect(message).toContain("80 active users");
    expect(peakDays).toEqual(["2025-12-01"]);
    expect(await at.upload(number)).toBeNull();
    return [message];
  },

  async "curious-trial"(at) {
    expect((await at.inForce()).trial).toBe(true);
    expect((await at.control.get("/user-counts")).body).toEqual([]);
    expect(await at.upload(at.values.sold.licenseNumber)).toBeNull();
    expect((await at.inForce()).usersInLicenseCount).toBe(20);
    return [];
  },

  async "one-user-over"(at) {
    const { currentLicense, users } = await at.state();
    const shown = await at.subscriptionPage();

    expect(currentLicense).toMatchObject({ number: renewedOf(at), seats: 50 });
    expect(users.billable).toBe(51);
    expect(shown).toContain("Users over subscription 1 ");
    return [shown];
  },

  async "blocked-for-a-day"(at) {
    const said = await refused(30)(at);

    expect((await at.state()).users).toMatchObject({ billable: 100, blocked: 30 });
    return said;
  },
};
