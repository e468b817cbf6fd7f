import { z } from "@hono/zod-openapi";
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
  .openapi("Remedy", {
    description:
      "A change that lets the license pass. `enough` is the least that does, `seats` of a true-up what the license needs besides.",
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
  messages: z.array(z.string()).openapi({ description: "In the product's words." }),
  tellsOthers: z.boolean().openapi({
    description:
      "Whether the messages tell of other users than those that decided, a defect of the rules of 2018 and 2017.",
  }),
  window: z
    .object({
      from: z.string(),
      to: z.string(),
      days: z.int(),
      reason: z.enum(windowReasons).openapi({
        description:
          "Why these days: the term of the license in force, which may have no end; around a year before, as none is in force; the year up to its start, by the rules of earlier years; named by the license's true-up.",
      }),
    })
    .nullable()
    .openapi({ description: "The days that were looked at, both ends included." }),
  historicalMax: z.int().nullable().openapi({ description: "The most users at once in them." }),
  peakDays: z.array(z.string()).openapi({ description: "The days with that many users." }),
  usersNow: z.int().nullable(),
  steps: z
    .array(z.object({ question: z.string(), formula: z.string(), holds: z.boolean() }))
    .openapi({ description: "What was compared; the last decided." }),
  remedies: z.array(Remedy),
};

export const ExplanationShape = z
  .object({
    license: z
      .object({
        number: z.int().nullable(),
        plan: z.string(),
        cloud: z.boolean(),
        seats: z.int().nullable(),
        previousSeats: z.int().nullable(),
        trueUpSeats: z.int().nullable(),
        startsOn: z.string(),
        expiresOn: z.string().nullable(),
      })
      .nullable()
      .openapi({ description: "Null if there is none to be read in the text." }),
    today: z.string().openapi({ description: "The day on which it was judged." }),
    ...account,
    problems: z.array(z.string()).openapi({ description: "Why no license can be read." }),
    otherYears: z.array(z.object(account)),
    text: z.string().openapi({ description: "The same for people." }),
  })
  .openapi("Explanation");
