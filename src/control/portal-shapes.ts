import { z } from "@hono/zod-openapi";
import { DayText } from "./shapes.ts";

const Plan = z.enum(["starter", "premium", "ultimate"]);
const Seats = z
  .int()
  .min(1)
  .max(2 ** 31 - 1)
  .nullable()
  .openapi({ description: "Null is unlimited." });
const Text = z.string().min(1).max(255);

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
      .max(100)
      .optional(),
  })
  .openapi("Order");
export type Order = z.infer<typeof Order>;

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
    company: z.string(),
    email: z.string(),
    kind: z.enum(["cloud", "offline", "legacy"]),
    trial: z.boolean(),
    state: z.enum(["active"]),
    cloudLicensing: z.boolean().openapi({ description: "Whether the code was ever used." }),
    licenseNumber: z.int().nullable().openapi({ description: "Number of the key issued last." }),
  })
  .openapi("Subscription");
export type Subscription = z.infer<typeof Subscription>;

const aimed = {
  endpoint: z.enum(["activate", "any-portal"]).default("activate"),
  times: z
    .union([z.int().min(1).max(1_000_000), z.literal("standing")], {
      error: 'must be a whole number from 1 to 1000000, or "standing"',
    })
    .default(1)
    .openapi({ description: "How many requests it befalls." }),
};

const GraphqlError = z.strictObject({
  message: z.string(),
  extensions: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .optional(),
});

/** Every kind with its own fields and those that it shares with all others. */
const faultWith = <Shared extends z.ZodRawShape>(shared: Shared) =>
  z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("status"),
      status: z.int().min(200).max(599),
      retryAfter: z.int().min(0).optional().openapi({ description: "Seconds." }),
      body: z.string().optional(),
      ...shared,
    }),
    z.strictObject({
      kind: z.literal("delay"),
      ms: z
        .int()
        .min(0)
        .max(2 ** 31 - 1),
      ...shared,
    }),
    z.strictObject({
      kind: z.literal("drop-connection"),
      when: z.enum(["before", "after"]).default("before"),
      ...shared,
    }),
    z.strictObject({ kind: z.enum(["truncated", "html", "broken-json", "empty"]), ...shared }),
    z.strictObject({
      kind: z.literal("graphql-errors"),
      errors: z.array(GraphqlError).min(1).readonly().optional(),
      ...shared,
    }),
    z.strictObject({
      kind: z.literal("errors"),
      errors: z.array(z.string()).min(1).readonly(),
      ...shared,
    }),
    z.strictObject({
      kind: z.enum([
        "foreign-key",
        "expired-license",
        "legacy-license",
        "future-license",
        "no-errors-key",
      ]),
      ...shared,
    }),
  ]);

export const Fault = faultWith(aimed).openapi("Fault");
export type Fault = z.infer<typeof Fault>;

export const ArmedFault = faultWith({ ...aimed, id: z.string() }).openapi("ArmedFault");
export type ArmedFault = z.infer<typeof ArmedFault>;
