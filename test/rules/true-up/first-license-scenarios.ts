import { day } from "../license/a-license.ts";
import { type Scenario, trueUpOf, yearBefore } from "./scenario.ts";

const blocked = { current: yearBefore(100), counts: { "2025-03-01": 130, "2025-05-31": 130 } };

/** The same about first licenses, and about users who come, go and are blocked. */
export const firstLicenseScenarios: Readonly<Record<string, readonly Scenario[]>> = {
  "From the free edition": [
    {
      story:
        "80 contractors and former staff once, trimmed to 20 before the first license. Without a license no count is recorded, so there is no past.",
      license: { seats: 20 },
      current: null,
      counts: {},
      now: 20,
      admitted: true,
    },
    {
      story: "Old counts are there all the same. They go with `users counts clear`.",
      license: { seats: 20 },
      current: null,
      counts: { "2024-12-01": 80 },
      now: 20,
      admitted: false,
    },
  ],
  "After a trial": [
    {
      story:
        "A month of trial with 60 curious users, trimmed to 20. No count is recorded during a trial.",
      license: { seats: 20 },
      current: yearBefore(1000, { trial: true, startsOn: day("2025-05-02") }),
      counts: {},
      now: 20,
      admitted: true,
    },
  ],
  "One user more after the purchase": [
    {
      story:
        "60 users last year, 50 now, 50 bought. The 51st comes later: a license that was taken is never checked again, and shows as 1 over.",
      license: { seats: 50, previousSeats: 60 },
      current: yearBefore(60),
      counts: { "2024-10-01": 60, "2025-05-31": 50 },
      now: 50,
      admitted: true,
    },
  ],
  "Users who are blocked for a day": [
    {
      story:
        "100 seats, 130 users, of whom 30 are blocked on the day of the renewal. The past is what counts.",
      license: { seats: 100, previousSeats: 100 },
      ...blocked,
      now: 100,
      admitted: false,
    },
    {
      story: "With a true-up of 30 the same block matters: the 100 who are left find a seat.",
      license: { seats: 100, previousSeats: 100, ...trueUpOf(30) },
      ...blocked,
      now: 100,
      admitted: true,
    },
    {
      story: "Nobody is blocked: the true-up pays for the past, but 130 users find no seat.",
      license: { seats: 100, previousSeats: 100, ...trueUpOf(30) },
      ...blocked,
      now: 130,
      admitted: false,
    },
  ],
};
