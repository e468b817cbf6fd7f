import { aLicense, day } from "../license/a-license.ts";
import { type Scenario, trueUpOf, yearBefore } from "./scenario.ts";

const overHundred = { current: yearBefore(100), counts: { "2024-11-15": 115, "2025-05-31": 85 } };

/** What support writes down about true-up and the historical maximum, case by case. */
export const scenarios: Readonly<Record<string, readonly Scenario[]>> = {
  "A smaller renewal after a year within its seats": [
    {
      story: "100 seats, never more than 100 users, 50 now. The renewal is for 50.",
      license: { seats: 50, previousSeats: 100 },
      current: yearBefore(100),
      counts: { "2024-09-01": 100, "2025-05-31": 50 },
      now: 50,
      admitted: true,
    },
    {
      story:
        "40 seats bought on 2016-01-28, 36 users at most. The renewal is for 30, and there are 30.",
      license: {
        seats: 30,
        previousSeats: 40,
        startsOn: day("2017-01-28"),
        expiresOn: day("2018-01-28"),
      },
      current: aLicense({
        seats: 40,
        startsOn: day("2016-01-28"),
        expiresOn: day("2017-01-28"),
      }),
      counts: { "2016-07-01": 36, "2017-01-27": 30 },
      now: 30,
      admitted: true,
    },
  ],
  "A smaller renewal after a year above its seats": [
    {
      story:
        "100 seats, 15 users more in between, 30 gone since. The renewal for 85 carries no true-up: 15 seats are owed.",
      license: { seats: 85, previousSeats: 100 },
      ...overHundred,
      now: 85,
      admitted: false,
    },
    {
      story: "The same renewal with a true-up of 15 for the old term.",
      license: { seats: 85, previousSeats: 100, ...trueUpOf(15) },
      ...overHundred,
      now: 85,
      admitted: true,
    },
    {
      story: "Without the fields of a true-up, a license for all 115 is the only way.",
      license: { seats: 115 },
      ...overHundred,
      now: 85,
      admitted: true,
    },
  ],
  "Users who were removed after the purchase": [
    {
      story: "4 seats, 6 users at most, 2 of them removed. The renewal is for 4 again.",
      license: { seats: 4, previousSeats: 4 },
      current: yearBefore(4),
      counts: { "2024-12-01": 6, "2025-05-31": 4 },
      now: 4,
      admitted: false,
    },
    {
      story: "The same with a true-up of 2.",
      license: { seats: 4, previousSeats: 4, ...trueUpOf(2) },
      current: yearBefore(4),
      counts: { "2024-12-01": 6, "2025-05-31": 4 },
      now: 4,
      admitted: true,
    },
  ],
  "Many users for a while": [
    {
      story:
        "5 seats, 20 users at some time, 4 now. A key that names neither the seats before nor a true-up is compared with the 20.",
      license: { seats: 5 },
      current: yearBefore(5),
      counts: { "2024-10-01": 20, "2025-05-31": 4 },
      now: 4,
      admitted: false,
    },
    {
      story: "The key names the 5 seats before, and a true-up of 15.",
      license: { seats: 5, previousSeats: 5, ...trueUpOf(15) },
      current: yearBefore(5),
      counts: { "2024-10-01": 20, "2025-05-31": 4 },
      now: 4,
      admitted: true,
    },
  ],
  "A key without the new fields": [
    {
      story: "10 seats, 12 users at most, 3 now. The key says no more than its 10 seats.",
      license: { seats: 10 },
      current: yearBefore(10),
      counts: { "2025-01-01": 12, "2025-05-31": 3 },
      now: 3,
      admitted: false,
    },
  ],
  "A renewal that was made automatically": [
    {
      story:
        "100 seats, 115 users at most. The portal renewed for 100, and nobody paid for the 15.",
      license: { seats: 100, previousSeats: 100 },
      ...overHundred,
      now: 85,
      admitted: false,
    },
  ],
};
