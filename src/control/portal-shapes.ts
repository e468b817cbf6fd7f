import { z } from "@hono/zod-openapi";
import { Count, DayText, wholeNumber } from "./shapes.ts";

const Plan = z.enum(["starter", "premium", "ultimate"]);
const Seats = wholeNumber(1).nullable().openapi({ description: "Null is unlimited." });
const length = { error: "must have 1 to 255 characters" };
const Text = z.string().min(1, length).max(255, length);

export const Order = z
  .strictObject({
    plan: Plan.optional().openapi({ description: "premium unless said." }),
    seats: Seats.optional().openapi({ description: "10 unless said; null is unlimited." }),
    startsOn: DayText.optional().openapi({ description: "Today unless said." }),
    expiresOn: DayText.optional().openapi({ description: "A year after startsOn unless said." }),
    company: Text.optional(),
    email: Text.optional(),
    name: Text.optional().openapi({ description: "Name of the licensee." }),
    kind: z.enum(["cloud", "offline", "legacy"]).optional(),
    trial: z.boolean().optional(),
    futureTerms: z
      .array(z.strictObject({ plan: Plan, seats: Seats, startsOn: DayText, expiresOn: DayText }))
      .max(100, { error: "must hold at most 100 terms" })
      .optional(),
  })
  .openapi("Order");
export type Order = z.infer<typeof Order>;

export const AddedSeats = z
  .strictObject({
    seats: wholeNumber(-(2 ** 31))
      .refine((seats) => seats !== 0, { error: "must not be 0" })
      .openapi({ description: "A difference: a negative number takes seats away." }),
  })
  .openapi("AddedSeats");
export type AddedSeats = z.infer<typeof AddedSeats>;

export const Upgrade = z.strictObject({ plan: Plan }).openapi("Upgrade");
export type Upgrade = z.infer<typeof Upgrade>;

export const Reconciliation = z
  .strictObject({
    nextReconciliationDate: DayText.nullable().openapi({
      description: "When users will be compared with seats; null clears it.",
    }),
    displayAlertFrom: DayText.nullable().openapi({
      description: "From when on administrators are told of it; null clears it.",
    }),
  })
  .openapi("Reconciliation");
export type Reconciliation = z.infer<typeof Reconciliation>;

export const RenewalOrder = z
  .strictObject({
    seats: Seats.optional().openapi({ description: "As before unless said; null is unlimited." }),
    plan: Plan.optional().openapi({ description: "As before unless said." }),
    years: wholeNumber(1, 100).optional().openapi({ description: "1 unless said." }),
    maxHistoricalUsers: Count.optional().openapi({
      description:
        "The most users at once in the term that ends. A true-up is priced from it into the key; without it the key carries none.",
    }),
    auto: z.boolean().optional().openapi({ description: "Whether it was renewed automatically." }),
  })
  .openapi("RenewalOrder");
export type RenewalOrder = z.infer<typeof RenewalOrder>;

export const Subscription = z
  .object({
    name: z.string().openapi({ example: "A-S00000042" }),
    number: z.int(),
    activationCode: z
      .string()
      .nullable()
      .openapi({ description: "Null for a legacy subscription." }),
    plan: Plan,
    seats: Seats,
    startsOn: z.string(),
    expiresOn: z.string(),
    futureTerms: z
      .array(
        z
          .object({ plan: Plan, seats: Seats, startsOn: z.string(), expiresOn: z.string() })
          .readonly(),
      )
      .readonly()
      .openapi({ description: "What was sold for later." }),
    company: z.string(),
    email: z.string(),
    kind: z.enum(["cloud", "offline", "legacy"]),
    trial: z.boolean(),
    state: z.enum(["active", "cancelled", "expired"]),
    cloudLicensing: z.boolean().openapi({ description: "Whether the code was ever used." }),
    licenseNumber: z.int().nullable().openapi({ description: "Number of the key issued last." }),
    nextReconciliationDate: z
      .string()
      .nullable()
      .openapi({ description: "What every report is answered, as displayAlertFrom." }),
    displayAlertFrom: z.string().nullable(),
  })
  .openapi("Subscription");
export type Subscription = z.infer<typeof Subscription>;
