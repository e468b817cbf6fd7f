import { z } from "@hono/zod-openapi";
import { listOf, wholeNumber } from "./shapes.ts";

const orStanding = ', or "standing"';
const times = z
  .union([wholeNumber(1, 1_000_000, orStanding), z.literal("standing")], {
    error: `must be a whole number from 1 to 1000000${orStanding}`,
  })
  .default(1)
  .openapi({ description: "How many requests it befalls." });
/** What any server may suffer, the instance too. */
const anywhere = {
  endpoint: z.enum(["activate", "seat-links", "any-portal", "graphql"]).default("activate"),
  times,
};
/** What the portal can answer to an activation and to a report. */
const inAnswer = {
  endpoint: z.enum(["activate", "seat-links", "any-portal"]).default("activate"),
  times,
};
/** What it can answer to an activation alone. */
const inActivation = { endpoint: z.enum(["activate", "any-portal"]).default("activate"), times };

const GraphqlError = z.strictObject({
  message: z.string(),
  extensions: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .optional(),
});

/** Every kind with its own fields, where it may befall whom, and those that all share. */
const faultWith = <Shared extends z.ZodRawShape>(shared: Shared) =>
  z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("status"),
      status: wholeNumber(200, 599),
      retryAfter: wholeNumber(0, Number.MAX_SAFE_INTEGER)
        .optional()
        .openapi({ description: "Seconds." }),
      body: z.string().optional(),
      ...anywhere,
      ...shared,
    }),
    z.strictObject({
      kind: z.literal("delay"),
      ms: wholeNumber(0),
      ...anywhere,
      ...shared,
    }),
    z.strictObject({
      kind: z.literal("drop-connection"),
      when: z.enum(["before", "after"]).default("before"),
      ...anywhere,
      ...shared,
    }),
    z.strictObject({
      kind: z.enum(["truncated", "html", "broken-json", "empty", "silence"]),
      ...anywhere,
      ...shared,
    }),
    z.strictObject({
      kind: z.literal("graphql-errors"),
      errors: listOf(GraphqlError, "error").readonly().optional(),
      ...inActivation,
      ...shared,
    }),
    z.strictObject({
      kind: z.literal("errors"),
      errors: listOf(z.string(), "error").readonly(),
      ...inAnswer,
      ...shared,
    }),
    z.strictObject({
      kind: z.enum([
        "foreign-key",
        "expired-license",
        "legacy-license",
        "future-license",
        "invalid-key",
        "no-license",
        "no-future-subscriptions",
      ]),
      ...inAnswer,
      ...shared,
    }),
    z.strictObject({ kind: z.literal("no-errors-key"), ...inActivation, ...shared }),
  ]);

export const Fault = faultWith({}).openapi("Fault");
export type Fault = z.infer<typeof Fault>;

export const ArmedFault = faultWith({ id: z.string() }).openapi("ArmedFault");
export type ArmedFault = z.infer<typeof ArmedFault>;

/** One that befalls the portal. */
export type PortalFault =
  | (Extract<Fault, { kind: Anywhere }> & {
      readonly endpoint: "activate" | "seat-links" | "any-portal";
    })
  | Exclude<Fault, { kind: Anywhere }>;

/** One that befalls the instance. */
export type InstanceFault = Extract<Fault, { kind: Anywhere }> & { readonly endpoint: "graphql" };

type Anywhere =
  | "status"
  | "delay"
  | "drop-connection"
  | "truncated"
  | "html"
  | "broken-json"
  | "empty"
  | "silence";
