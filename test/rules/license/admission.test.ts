import { describe, expect, test } from "vitest";
import { err, ok } from "../../../src/base/result.ts";
import { admitLicense } from "../../../src/license/admission.ts";
import { billableUsers } from "../../../src/license/billable-users.ts";
import { aLicense, day } from "./a-license.ts";
import { factsOf } from "./facts.ts";

const exceededNow = (users: number, seats: number) =>
  err([{ kind: "seats-exceeded", when: "now", users, seats, rules: "today" }]);
const exceededBefore = (users: number, seats: number) =>
  err([{ kind: "seats-exceeded", when: "before", users, seats, rules: "today" }]);
const admitted = ok(undefined);

describe("a first license", () => {
  test.each([
    { seats: null, peak: 900, now: 500, answer: admitted },
    { seats: 9, peak: 8, now: 9, answer: admitted },
    { seats: 9, peak: 9, now: 0, answer: admitted },
    { seats: 9, peak: 10, now: 0, answer: exceededBefore(10, 9) },
    { seats: 10, peak: 11, now: 0, answer: admitted },
    { seats: 10, peak: 12, now: 0, answer: exceededBefore(12, 10) },
    { seats: 10, peak: 0, now: 50, answer: admitted },
    { seats: 100, peak: 110, now: 0, answer: admitted },
    { seats: 100, peak: 111, now: 0, answer: exceededBefore(111, 100) },
    { seats: 250, peak: 286, now: 0, answer: exceededBefore(286, 250) },
    { seats: 0, peak: 1, now: 0, answer: exceededBefore(1, 0) },
  ])(
    "for $seats seats after $peak users, now $now, is admitted: $answer.ok",
    ({ seats, peak, now, answer }) => {
      expect(admitLicense(aLicense({ seats }), factsOf({ peak, now }))).toEqual(answer);
    },
  );
});

const renewals = [
  { seats: 9, previousSeats: 1, peak: 0, now: 4, answer: admitted },
  { seats: 9, previousSeats: 1, peak: 0, now: 9, answer: admitted },
  { seats: 9, previousSeats: 1, peak: 0, now: 10, answer: exceededNow(10, 9) },
  { seats: 9, previousSeats: 1, peak: 0, now: 14, answer: exceededNow(14, 9) },
  { seats: 9, previousSeats: 0, peak: 0, now: 14, answer: exceededNow(14, 9) },
  { seats: 9, previousSeats: 7, peak: 2, now: 4, answer: admitted },
  { seats: 9, previousSeats: 7, peak: 2, now: 9, answer: admitted },
  { seats: 9, previousSeats: 7, peak: 7, now: 14, answer: exceededNow(14, 9) },
  { seats: 9, previousSeats: 7, peak: 8, now: 9, answer: admitted },
  { seats: 9, previousSeats: 7, peak: 8, now: 14, answer: admitted },
  { seats: 9, previousSeats: 7, peak: 10, now: 0, answer: exceededBefore(10, 9) },
  { seats: 10, previousSeats: 10, peak: 0, now: 11, answer: admitted },
  { seats: 10, previousSeats: 10, peak: 0, now: 12, answer: exceededNow(12, 10) },
  { seats: 10, previousSeats: 15, peak: 15, now: 0, answer: admitted },
  { seats: null, previousSeats: 1, peak: 0, now: 2, answer: admitted },
];

describe("a renewal", () => {
  test.each(renewals)(
    "for $seats seats instead of $previousSeats after $peak users, now $now, is admitted: $answer.ok",
    ({ peak, now, answer, ...license }) => {
      expect(admitLicense(aLicense(license), factsOf({ peak, now }))).toEqual(answer);
    },
  );
});

describe("a renewal without a current license", () => {
  const yearBefore = { current: null, peakOn: "2024-06-01" };

  test.each(renewals)(
    "for $seats seats instead of $previousSeats after $peak users a year before, now $now, is admitted: $answer.ok",
    ({ peak, now, answer, ...license }) => {
      const facts = factsOf({ ...yearBefore, peak, now });

      expect(admitLicense(aLicense(license), facts)).toEqual(answer);
    },
  );
});

describe("the users of the term before", () => {
  test.each([
    { peakOn: "2024-06-14", answer: admitted },
    { peakOn: "2024-06-15", answer: exceededBefore(12, 10) },
    { peakOn: "2024-06-16", answer: exceededBefore(12, 10) },
    { peakOn: "2025-06-14", answer: exceededBefore(12, 10) },
    { peakOn: "2025-06-15", answer: exceededBefore(12, 10) },
    { peakOn: "2025-06-16", answer: admitted },
  ])(
    "at once on $peakOn may be 12, with a current license to 2025-06-15: $answer.ok",
    ({ peakOn, answer }) => {
      expect(admitLicense(aLicense({ seats: 10 }), factsOf({ peakOn, peak: 12 }))).toEqual(answer);
    },
  );

  test.each([
    { peakOn: "2024-05-31", answer: admitted },
    { peakOn: "2024-06-01", answer: exceededBefore(10, 9) },
    { peakOn: "2025-06-01", answer: exceededBefore(10, 9) },
    { peakOn: "2025-06-02", answer: admitted },
  ])("at once on $peakOn may be 10, for a team license that never ends: $answer.ok", (row) => {
    const endless = aLicense({ seats: 9, expiresOn: null });
    const facts = factsOf({ current: null, peakOn: row.peakOn, peak: 10 });

    expect(admitLicense(endless, facts)).toEqual(row.answer);
  });
});

describe("a guest and a reporter", () => {
  const users = { active: 2, guests: 1, withoutMembership: 0, bots: 0, blocked: 0, pinned: null };

  test.each([
    { plan: "starter", seats: 1, answer: exceededNow(2, 1) },
    { plan: "premium", seats: 1, answer: exceededNow(2, 1) },
    { plan: "ultimate", seats: 1, answer: admitted },
    { plan: "premium", seats: null, answer: admitted },
  ])("under $plan may renew for $seats: $answer.ok", ({ plan, seats, answer }) => {
    const renewal = aLicense({ seats, previousSeats: 1 });

    expect(admitLicense(renewal, factsOf({ now: billableUsers(users, plan) }))).toEqual(answer);
  });
});

describe("a license after reconciliation", () => {
  test.each([
    { now: 10, cloud: false, answer: admitted },
    { now: 11, cloud: false, answer: admitted },
    { now: 12, cloud: false, answer: exceededNow(12, 10) },
    { now: 12, cloud: true, answer: admitted },
  ])(
    "for 10 seats after 100 users, now $now, cloud $cloud, is admitted: $answer.ok",
    ({ now, cloud, answer }) => {
      const license = aLicense({ seats: 10, reconciliationCompleted: true, cloud });

      expect(admitLicense(license, factsOf({ peak: 100, now }))).toEqual(answer);
    },
  );
});

describe("a license after reconciliation without a limit on seats", () => {
  test("is admitted, however many users there are", () => {
    const license = aLicense({ seats: null, reconciliationCompleted: true });

    expect(admitLicense(license, factsOf({ peak: 100, now: 500 }))).toEqual(admitted);
  });
});

describe("a cloud license for too few seats", () => {
  test.each([false, true])("is admitted, offline %s", (offlineCloud) => {
    const license = aLicense({ seats: 10, cloud: true, offlineCloud });

    expect(admitLicense(license, factsOf({ peak: 900, now: 500 }))).toEqual(admitted);
  });
});

describe("a license that ends", () => {
  const expired = err([{ kind: "license-expired" }]);
  const cancellation = { cloud: true, generatedFromCancellation: true };

  test.each([
    { expiresOn: "2025-05-31", license: {}, answer: expired },
    { expiresOn: "2025-06-01", license: {}, answer: expired },
    { expiresOn: "2025-06-02", license: {}, answer: admitted },
    { expiresOn: "2025-05-31", license: { cloud: true }, answer: expired },
    { expiresOn: "2025-05-31", license: cancellation, answer: admitted },
    { expiresOn: "2025-05-31", license: { ...cancellation, offlineCloud: true }, answer: expired },
  ])(
    "on $expiresOn, with $license, today 2025-06-01, is admitted: $answer.ok",
    ({ expiresOn, license, answer }) => {
      const ending = aLicense({
        ...license,
        startsOn: day("2024-06-01"),
        expiresOn: day(expiresOn),
      });

      expect(admitLicense(ending, factsOf({}))).toEqual(answer);
    },
  );

  test("too early, with too few seats, is refused for both, seats first", () => {
    const license = aLicense({
      seats: 9,
      startsOn: day("2024-06-01"),
      expiresOn: day("2025-05-31"),
    });

    expect(admitLicense(license, factsOf({ peak: 10 }))).toEqual(
      err([
        { kind: "seats-exceeded", when: "before", users: 10, seats: 9, rules: "today" },
        { kind: "license-expired" },
      ]),
    );
  });
});
