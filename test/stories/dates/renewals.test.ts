import { describe, expect, test } from "vitest";
import { customerOf } from "../../support/customer.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

interface Year {
  readonly seats: number;
  readonly peak: number;
  readonly now: number;
  readonly boughtOn?: string;
  /** Users who are blocked on the day of the renewal. */
  readonly blocked?: number;
}

/** A customer at the end of a year that began with license 1001. */
async function aYearAfter({ seats, peak, now, boughtOn = "2025-06-01", blocked = 0 }: Year) {
  const emulator = await emulatorOn(boughtOn);
  const customer = customerOf(emulator);
  const { control } = emulator;
  await control.put("/users", { active: Math.min(now, seats) });
  const subscription = await customer.sell({ seats });
  if ((await customer.upload(1001)) !== null) throw new Error("The first license is refused.");
  await control.put("/clock", { now: subscription.expiresOn });
  await control.put("/users", { active: now, blocked });
  await control.put("/user-counts", [{ on: `${Number(boughtOn.slice(0, 4))}-12-01`, count: peak }]);
  return {
    emulator,
    customer,
    renew: (order: object) => customer.renew(subscription, order),
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  };
}

const priorYear = (users: number, seats: number) =>
  `During the year before this license started, this GitLab installation had ${users} active users, exceeding this license's limit of ${seats} by ${users - seats} users. Please add a license for at least ${users} users or contact sales at https://about.gitlab.com/sales/`;

const hundred = { seats: 100, peak: 115, now: 85 };

describe("a renewal at the portal, uploaded at the instance, is accepted", () => {
  test.each([
    {
      story: "100 seats, never more than 100 users, renewed for the 50 who are left",
      year: { seats: 100, peak: 100, now: 50 },
      renewal: { seats: 50 },
    },
    {
      story: "the same, by a customer who told the portal of 100 users",
      year: { seats: 100, peak: 100, now: 50 },
      renewal: { seats: 50, maxHistoricalUsers: 100 },
    },
    {
      story: "100 seats, 115 users at most, renewed for the 85 who are left with the figure",
      year: hundred,
      renewal: { seats: 85, maxHistoricalUsers: 115 },
    },
    {
      story: "40 seats bought on 2016-01-28, 36 users at most, renewed for 30",
      year: { seats: 40, peak: 36, now: 30, boughtOn: "2016-01-28" },
      renewal: { seats: 30 },
    },
    {
      story: "4 seats, 6 users at most, 2 removed after the purchase, with the figure",
      year: { seats: 4, peak: 6, now: 4 },
      renewal: { maxHistoricalUsers: 6 },
    },
    {
      story: "5 seats, 20 users some time in the year, 4 now, with the figure",
      year: { seats: 5, peak: 20, now: 4 },
      renewal: { maxHistoricalUsers: 20 },
    },
    {
      story: "renewed automatically after a year within the seats",
      year: { seats: 100, peak: 100, now: 85 },
      renewal: { auto: true },
    },
  ])("$story", async ({ year, renewal }) => {
    await using after = await aYearAfter(year);

    await after.renew(renewal);

    expect(await after.customer.explain(1002)).toMatchObject({ verdict: "admitted" });
    expect(await after.customer.upload(1002)).toBeNull();
  });
});

describe("a renewal without the figure is refused, and the shortfall is named", () => {
  test.each([
    {
      story: "100 seats, 115 users at most, renewed for the 85 who are left",
      year: hundred,
      renewal: { seats: 85 },
      refusal: priorYear(115, 85),
      shortfall: 15,
    },
    {
      story: "the same, renewed automatically",
      year: hundred,
      renewal: { auto: true },
      refusal: priorYear(115, 100),
      shortfall: 15,
    },
    {
      story: "4 seats, 6 users at most, 2 removed after the purchase",
      year: { seats: 4, peak: 6, now: 4 },
      renewal: {},
      refusal: priorYear(6, 4),
      shortfall: 2,
    },
    {
      story: "5 seats, 20 users some time in the year, 4 now",
      year: { seats: 5, peak: 20, now: 4 },
      renewal: {},
      refusal: priorYear(20, 5),
      shortfall: 15,
    },
    {
      story: "100 seats, 130 users, 30 of them blocked for the day of the renewal",
      year: { seats: 100, peak: 130, now: 100, blocked: 30 },
      renewal: {},
      refusal: priorYear(130, 100),
      shortfall: 30,
    },
  ])("$story", async ({ year, renewal, refusal, shortfall }) => {
    await using after = await aYearAfter(year);
    const { customer } = after;
    await after.renew(renewal);

    const explained = await customer.explain(1002);

    expect(explained).toMatchObject({ verdict: "refused", messages: [refusal] });
    expect(explained.remedies).toContainEqual(
      expect.objectContaining({ kind: "true-up", trueUpSeats: shortfall }),
    );
    expect(await customer.upload(1002)).toBe(refusal);

    const { from, to } = explained.window;
    const trueUp = { trueup_quantity: shortfall, trueup_from: from, trueup_to: to };
    await customer.correct(1002, { restrictions: trueUp });
    expect(await customer.upload(1003)).toBeNull();
  });
});

describe("a key without the new fields", () => {
  test("keeps the old check against the peak", async () => {
    await using after = await aYearAfter({ seats: 10, peak: 12, now: 3 });
    const { customer } = after;
    await after.renew({ maxHistoricalUsers: 12 });
    const none = {
      previous_user_count: null,
      trueup_quantity: null,
      trueup_from: null,
      trueup_to: null,
      trueup_period_seat_count: null,
    };

    await customer.correct(1002, { restrictions: none });

    expect(await customer.upload(1003)).toBe(priorYear(12, 10));
    expect(await customer.upload(1002)).toBeNull();
  });
});

describe("users who come after a renewal", () => {
  test("leave it in force and show as over: 60 last year, 50 bought, a 51st added", async () => {
    await using after = await aYearAfter({ seats: 60, peak: 60, now: 50 });
    const { customer, emulator } = after;
    await after.renew({ seats: 50 });
    await customer.upload(1002);

    await emulator.control.put("/users", { active: 51 });

    const { body } = await emulator.graphql(
      "{ currentLicense { id usersInLicenseCount billableUsersCount usersOverLicenseCount } }",
    );
    expect(body.data.currentLicense).toEqual({
      id: "gid://gitlab/License/1002",
      usersInLicenseCount: 50,
      billableUsersCount: 51,
      usersOverLicenseCount: 1,
    });
  });
});

describe("a trial that is renewed", () => {
  test.each([
    { how: "is paid for from then on", order: {}, trial: false, blockChangesAt: "2026-07-15" },
    {
      how: "is a trial again if that is asked for",
      order: { trial: true },
      trial: true,
      blockChangesAt: null,
    },
  ])("$how", async ({ order, trial, blockChangesAt }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql } = emulator;
    const { body: sold } = await control.post("/portal/subscriptions", {
      trial: true,
      expiresOn: "2025-07-01",
    });
    await graphql(
      `mutation { gitlabSubscriptionActivate(input: { activationCode: "${sold.activationCode}" }) { errors } }`,
    );

    await control.post(`/portal/subscriptions/${sold.name}/renew`, order);
    await control.post("/clock/advance", { days: 31 });

    const { body } = await graphql("{ currentLicense { trial expiresAt blockChangesAt } }");
    expect(body.data.currentLicense).toEqual({ trial, expiresAt: "2026-07-01", blockChangesAt });
    expect((await control.get(`/portal/subscriptions/${sold.name}`)).body).toMatchObject({ trial });
  });
});
