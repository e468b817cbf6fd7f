import { describe, expect, test } from "vitest";
import type { Subscription } from "../../../src/package/verbs.ts";
import { inTime } from "../../../web/control/dashboard/days.ts";
import { isMeant } from "../../../web/control/dashboard/scenarios/is-meant.ts";
import { found } from "../../../web/control/dashboard/subscriptions/find.ts";
import { aSubscription } from "../../support/a-subscription.ts";

const sold = (number: number, other: Partial<Subscription>) =>
  aSubscription({
    name: `A-S0000000${number}`,
    number,
    activationCode: `00112233aaaassssddddfff${number}`,
    email: "ada@example.com",
    ...other,
  });

describe("a subscription", () => {
  const subscriptions = [
    sold(1, { state: "expired" }),
    sold(2, { company: "Größe & Söhne", plan: "ultimate" }),
    sold(3, {
      state: "expired",
      trial: true,
      futureTerms: [
        {
          plan: "premium",
          seats: 20,
          startsOn: "2026-06-01",
          expiresOn: "2027-06-01",
          trial: false,
        },
      ],
    }),
  ];

  test.each([
    ["", [3, 2, 1]],
    ["söhne ULTIMATE", [2]],
    ["expired", [3, 1]],
    ["expired renewed", [3]],
    ["trial", [3]],
    ["aaaassssddddfff2", [2]],
    ["nobody", []],
  ])("is found by %j, the newest first", (wanted, numbers) => {
    expect(found(subscriptions, wanted).map(({ number }) => number)).toEqual(numbers);
  });
});

test.each([
  ["c1", ["C1", "C14"]],
  ["C14", ["C14"]],
  ["generic HIDES", ["C1"]],
])("a scenario is found by its number or its words: %j", (typed, names) => {
  const scenarios = [
    { name: "C1", summary: "A generic text hides it, as in C14.", youWillSee: "That." },
    { name: "C14", summary: "Two licenses.", youWillSee: "As in C1." },
    { name: "expiry", summary: "It ends; see C1.", youWillSee: "The end." },
  ];

  expect(scenarios.filter((one) => isMeant(one, typed)).map(({ name }) => name)).toEqual(names);
});

test("what is to come is told in its largest unit", () => {
  expect([20, 3_600, 2 * 86_400].map(inTime)).toEqual(["at once", "in 1 hour", "in 2 days"]);
});
