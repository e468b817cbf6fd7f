import { z } from "zod";
import { maxLicenseBytes } from "../base/file-limits.ts";
import { ruleYears } from "../license/seat-rules.ts";
import { windowReasons } from "../license/term.ts";

const Remedy = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("more-seats"), seats: z.int(), enough: z.int() }),
    z.object({
      kind: z.literal("true-up"),
      trueUpSeats: z.int(),
      enough: z.int(),
      previousSeats: z.int().nullable(),
      from: z.string(),
      to: z.string(),
      seats: z.int().nullable(),
    }),
    z.object({ kind: z.literal("name-previous-seats"), previousSeats: z.int() }),
    z.object({ kind: z.literal("later-expiry"), after: z.string() }),
  ])
  .meta({
    id: "Remedy",
    description:
      "A change that lets the license pass. `enough` is the least that does, `seats` of a true-up what the license needs besides.",
  });

export const JudgedWindow = z.object({
  from: z.string(),
  to: z.string(),
  reason: z
    .enum(windowReasons)
    .describe(
      "Why these days: the term of the license in force, which may have no end; around a year before, as none is in force; the year up to its start, by the rules of earlier years; named by the license's true-up.",
    ),
});

const account = {
  rules: z.enum(ruleYears),
  verdict: z.enum(["admitted", "refused"]),
  rule: z.enum([
    "cloud-license",
    "users-limit",
    "true-up",
    "available-seats",
    "expiry",
    "license-key",
  ]),
  messages: z.array(z.string()).describe("In the product's words."),
  tellsOthers: z
    .boolean()
    .describe(
      "Whether the messages tell of other users than those that decided, a defect of the rules of 2018 and 2017.",
    ),
  window: JudgedWindow.extend({ days: z.int() })
    .nullable()
    .describe("The days that were looked at, both ends included."),
  historicalMax: z.int().nullable().describe("The most users at once in them."),
  peakDays: z.array(z.string()).describe("The days with that many users."),
  usersNow: z.int().nullable(),
  steps: z
    .array(z.object({ question: z.string(), formula: z.string(), holds: z.boolean() }))
    .describe("What was compared; the last decided."),
  remedies: z.array(Remedy),
};

/** By the rules of other years. */
const Account = z.object(account).meta({ id: "Account" });

export const Explanation = z
  .object({
    license: z
      .object({
        number: z.int().nullable(),
        plan: z.string(),
        cloud: z.boolean(),
        seats: z.int().nullable(),
        most: z.int().nullable().describe("Its seats with the tolerance; null is unlimited."),
        previousSeats: z.int().nullable(),
        trueUpSeats: z.int().nullable(),
        startsOn: z.string(),
        expiresOn: z.string().nullable(),
      })
      .nullable()
      .describe("Null if there is none to be read in the text."),
    today: z.string().describe("The day on which it was judged."),
    ...account,
    problems: z.array(z.string()).describe("Why no license can be read."),
    otherYears: z.array(Account),
    inWords: z
      .object({
        past: z.string().describe("What was counted in which days, and why in these."),
        compared: z.array(z.string()).describe("Each comparison, and what followed from it."),
        remedies: z.array(z.string()).describe("What each remedy changes of the license."),
      })
      .nullable()
      .describe("Parts of the text; null if no license can be read."),
    text: z.string().describe("The same for people."),
  })
  .meta({ id: "Explanation" });
export type Explanation = z.infer<typeof Explanation>;

export const LicenseText = z.strictObject({
  license: z
    .string()
    .max(maxLicenseBytes, { error: `must have at most ${maxLicenseBytes} characters` })
    .describe("The text of the license file."),
});

export const LicenseInfo = z
  .object({
    today: z.string(),
    activeUsers: z.int().describe("Every active human, whoever takes a seat."),
    historicalMax: z.int().describe("Highest daily count in the term of the license."),
    seats: z.int().nullable().describe("Null is unlimited."),
    startsOn: z.string(),
    expiresOn: z.string().nullable(),
    email: z.string().nullable(),
  })
  .meta({ id: "LicenseInfo" });
