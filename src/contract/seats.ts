import { z } from "zod";
import { ruleYears } from "../license/seat-rules.ts";
import { JudgedWindow } from "./explanation.ts";
import { mostSeatCounts, mostSeatTerms } from "./most.ts";
import { freeEdition, type OperationShape } from "./operation.ts";
import { UserCounts } from "./user.ts";

const SeatTerm = z
  .object({
    row: z.int().describe("Database id."),
    number: z.int().nullable().describe("Number at the portal."),
    plan: z.string(),
    cloud: z.boolean().describe("No rule about seats applies to a cloud license."),
    seats: z.int().nullable().describe("Null is unlimited."),
    most: z.int().nullable().describe("The same with the tolerance."),
    startsOn: z.string(),
    expiresOn: z.string().nullable().describe("First day after the term."),
    storedOn: z.string().describe("The day on which the instance has stored it."),
    historicalMax: z.int().describe("The most users at once in its term; 0 if nobody was counted."),
    current: z.boolean().describe("Whether it is in force today."),
  })
  .meta({ id: "SeatTerm", description: "A license, by its term and seats." });

const Seats = z
  .object({
    today: z.string(),
    rules: z.enum(ruleYears).describe("The year whose rules are applied."),
    usersNow: z.int().describe("Users of today, as these rules count them."),
    seats: z
      .int()
      .nullable()
      .describe("Of the license in force; null is unlimited, or that none is in force."),
    tolerance: z
      .object({
        percent: z.int(),
        most: z.int().nullable().describe("Seats in force with the tolerance."),
      })
      .describe("How many more than were bought pass."),
    window: JudgedWindow.nullable().describe(
      "The days whose counts the next license must cover; null if none is in force.",
    ),
    windowInWords: z.string().nullable().describe("Why these days."),
    historicalMax: z.int().nullable().describe("The most users at once in them."),
    peakDays: z.array(z.string()).describe("The days with that many users."),
    counts: UserCounts.describe("Billable users by day, in order."),
    thinned: z
      .boolean()
      .describe(
        `Whether there are more than ${mostSeatCounts} counts: then each stretch of days is told by its highest.`,
      ),
    terms: z
      .array(SeatTerm)
      .describe(`Licenses in the order of the history, at most ${mostSeatTerms}.`),
  })
  .meta({ id: "Seats" });

export const seatOperations = {
  "seats.show": {
    method: "get",
    path: "/seats",
    summary: "Show users, seats and tolerance over time, and what a renewal will be judged by.",
    description:
      "What a chart of the seats is drawn from: users by day, the seats of each license, the tolerance, and the days that decide about the next license with their maximum.",
    answer: Seats,
    answered: "Users and seats over time.",
    refusals: { 409: freeEdition },
    command: null,
  },
} as const satisfies Record<string, OperationShape>;
