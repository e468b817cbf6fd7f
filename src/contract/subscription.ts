import { z } from "zod";
import { Count, DayText, wholeNumber } from "./shapes.ts";

const Plan = z.enum(["starter", "premium", "ultimate"]).meta({ id: "Plan" });
const Kind = z.enum(["cloud", "offline", "legacy"]);
const Seats = wholeNumber(1).nullable().describe("Null is unlimited.");
const length = { error: "must have 1 to 255 characters" };
const Text = z.string().min(1, length).max(255, length);

const NextTerm = z
  .strictObject({ plan: Plan, seats: Seats, startsOn: DayText, expiresOn: DayText })
  .meta({ id: "NextTerm", description: "A term to sell that follows another." });

const CloudLicensing = z.enum(["yes", "no", "offline"]).nullable();
const flag = z.boolean();

export const FeatureChange = z
  .strictObject({
    cloudLicensing: CloudLicensing.optional().describe(
      "Which licenses it yields: null is undecided, and yields license files, as no does.",
    ),
    operationalMetrics: flag.optional().describe("Whether operational metrics are asked for."),
    seatReconciliation: flag.optional().describe("Whether seats are reconciled each quarter."),
    autoRenew: flag.optional().describe("Whether it renews automatically."),
  })
  .meta({ id: "FeatureChange", description: "What is left out stays as it is." });

const Features = z
  .object({
    cloudLicensing: CloudLicensing.describe(
      "Null is undecided. `yes` by itself once a code is used.",
    ),
    operationalMetrics: flag,
    seatReconciliation: flag,
    autoRenew: flag,
  })
  .meta({ id: "Features" });

const Deployment = z.enum(["self-managed", "hosted"]);

export const Order = z
  .strictObject({
    plan: Plan.optional().describe("premium unless said."),
    seats: Seats.optional().describe("10 unless said; null is unlimited."),
    startsOn: DayText.optional().describe("Today unless said."),
    expiresOn: DayText.optional().describe("A year after startsOn unless said."),
    company: Text.optional().describe("Company of the licensee."),
    email: Text.optional().describe("Address of the licensee."),
    name: Text.optional().describe("Name of the licensee."),
    kind: Kind.optional().describe(
      "cloud unless said; a legacy subscription has no activation code.",
    ),
    deployment: Deployment.optional().describe(
      "self-managed unless said; a hosted subscription belongs to a group of the hosted product.",
    ),
    features: FeatureChange.optional().describe(
      "Its features; cloudLicensing is what kind says unless said.",
    ),
    activationCode: z
      .string()
      .regex(/^[A-Za-z0-9_]{24}$/, { error: "must be 24 letters, digits or underscores" })
      .optional()
      .describe("Its activation code; drawn unless said."),
    trial: z.boolean().optional().describe("Whether it is a trial."),
    futureTerms: z
      .array(NextTerm)
      .max(100, { error: "must hold at most 100 terms" })
      .optional()
      .describe("Terms that follow, in order."),
  })
  .meta({
    id: "Order",
    description: "What is to be sold. Days are `2025-06-01`; what is left out is filled in.",
  });
export type Order = z.output<typeof Order>;

export const AddedSeats = z
  .strictObject({
    seats: wholeNumber(-(2 ** 31))
      .refine((seats) => seats !== 0, { error: "must not be 0" })
      .describe("A difference: a negative number takes seats away."),
  })
  .meta({ id: "AddedSeats" });

export const GroupLink = z
  .strictObject({
    group: z.string().min(1, length).max(255, length).describe("Path of the group."),
  })
  .meta({ id: "GroupLink" });

export const Upgrade = z.strictObject({ plan: Plan }).meta({ id: "Upgrade" });

export const Reconciliation = z
  .strictObject({
    nextReconciliationDate: DayText.nullable().describe(
      "When users will be compared with seats; null clears it.",
    ),
    displayAlertFrom: DayText.nullable().describe(
      "From when on administrators are told of it; null clears it.",
    ),
  })
  .meta({ id: "Reconciliation" });
export type Reconciliation = z.infer<typeof Reconciliation>;

export const RenewalOrder = z
  .strictObject({
    seats: Seats.optional().describe("As before unless said; null is unlimited."),
    plan: Plan.optional().describe("As before unless said."),
    years: wholeNumber(1, 100).optional().describe("1 unless said."),
    maxHistoricalUsers: Count.optional().describe(
      "The most users at once in the term that ends. A true-up is priced from it into the key; without it the key carries none.",
    ),
    auto: z.boolean().optional().describe("Whether it was renewed automatically."),
    trial: z.boolean().optional().describe("Whether it is a trial, also after one."),
  })
  .meta({
    id: "RenewalOrder",
    description: "How a subscription goes on; what is left out stays as it is.",
  });
export type RenewalOrder = z.infer<typeof RenewalOrder>;

const FutureTerm = z
  .object({
    plan: Plan,
    seats: Seats,
    startsOn: z.string(),
    expiresOn: z.string(),
    trial: z.boolean(),
  })
  .meta({ id: "FutureTerm", description: "A term that follows another." });

export const InstanceActivation = z
  .object({
    activatedAt: z.string().nullable().describe("Null if a version did not note it."),
    instanceIdentifier: z.string().describe("The instance's own UUID."),
    hostname: z.string().nullable().describe("Null if the instance did not say."),
    gitlabVersion: z.string().nullable(),
  })
  .meta({ id: "InstanceActivation", description: "An instance that has used a code." });

export const Subscription = z
  .object({
    name: z.string().meta({ example: "A-S00000042" }),
    number: z.int(),
    deployment: Deployment,
    activationCode: z
      .string()
      .nullable()
      .describe("Null for one that was given none, as legacy and hosted ones."),
    plan: Plan,
    seats: Seats,
    startsOn: z.string(),
    expiresOn: z.string(),
    futureTerms: z.array(FutureTerm).describe("What was sold for later."),
    company: z.string(),
    email: z.string(),
    kind: Kind.nullable().describe("Of the licenses that it yields; null for a hosted one."),
    features: Features,
    group: z
      .object({ id: z.int(), name: z.string() })
      .nullable()
      .describe("The group of the hosted product that it belongs to; null for none."),
    version: z.int().describe("How often it was saved."),
    trial: z.boolean(),
    state: z
      .enum(["active", "cancelled", "expired"])
      .describe("One that has not started is active, one between two terms expired."),
    cloudLicensing: z.boolean().describe("Whether the code was ever used."),
    licenseNumber: z.int().nullable().describe("Number of the key issued last."),
    nextReconciliationDate: z
      .string()
      .nullable()
      .describe("What every report is answered, as displayAlertFrom."),
    displayAlertFrom: z.string().nullable(),
  })
  .meta({ id: "Subscription", description: "What was sold." });
export type Subscription = z.infer<typeof Subscription>;
