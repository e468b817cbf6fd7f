import { z } from "zod";
import { transportPhases } from "../base/transport-failure.ts";
import { jobNames } from "../jobs/schedule.ts";
import { parseDay } from "../time/day.ts";
import type { Recorded } from "../timeline/recorded.ts";

const text = z.string();
const orNull = z.string().nullable();
const instant = z.number().min(-8.64e15).max(8.64e15);
const day = z.string().refine((value) => parseDay(value) !== undefined);
const dayOrNull = day.nullable().default(null);
const numberOrNull = z.number().nullable().default(null);

/** As much of a license as the timeline works with. */
const License = z.looseObject({
  number: numberOrNull,
  plan: text,
  seats: numberOrNull,
  startsOn: day,
  expiresOn: dayOrNull,
  notifyAdminsOn: dayOrNull,
  notifyUsersOn: dayOrNull,
  blockChangesOn: dayOrNull,
  subscriptionName: orNull.default(null),
});
const trigger = z.enum(["daily", "activation", "manual"]);
const activator = ["person", "environment", "rest", "form", "first-start", "console"] as const;

const announced = z.array(day.nullable());

const LicenseEvent = z.discriminatedUnion("action", [
  z.object({
    kind: z.literal("license"),
    action: z.literal("installed"),
    row: z.int(),
    license: License,
    origin: z.discriminatedUnion("by", [
      z.object({ by: z.enum([...activator, "earlier-version"]) }),
      z.object({ by: z.literal("report"), report: z.int(), trigger }),
    ]),
    announced: announced.optional(),
  }),
  z.object({
    kind: z.literal("license"),
    action: z.literal("removed"),
    row: z.int(),
    license: License.nullable(),
    by: z.enum(["mutation", "rest", "page", "console"]),
    announced: announced.optional(),
  }),
]);

const transport = z
  .object({
    host: text,
    address: orNull,
    phase: z.enum(transportPhases),
    code: text,
  })
  .optional();

const Event = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("job"),
    job: z.enum(jobNames),
    outcome: z.enum(["done", "skipped", "failed", "dead"]),
    detail: text,
    gist: text.optional(),
    trigger,
    report: z.object({ id: z.int(), attempt: z.int() }).nullable(),
    error: orNull,
    transport,
  }),
  LicenseEvent,
  z.object({ kind: z.literal("announcement"), announced, isEarlier: z.boolean() }),
  z.object({
    kind: z.literal("refusal"),
    by: z.enum(activator),
    reason: text,
    detail: text,
    transport,
  }),
  z.object({
    kind: z.literal("fault"),
    action: z.enum(["armed", "struck", "removed"]),
    id: text,
    fault: text,
    endpoint: text,
    times: z.union([z.number(), z.literal("standing")]),
    request: orNull,
    asked: orNull,
  }),
  z.object({
    kind: z.literal("portal"),
    action: text,
    subject: text,
    detail: text,
    by: orNull.default(null),
  }),
  z.object({
    kind: z.literal("clock"),
    from: instant,
    to: instant,
    running: z.boolean(),
    by: z.enum(["person", "start", "stop", "machine"]),
    wanted: instant.optional(),
  }),
  z.object({ kind: z.literal("start"), hasRunOn: z.boolean() }),
]);

/** An event as it was written down; undefined for one that is damaged. */
export function eventIn(written: unknown): Recorded | undefined {
  try {
    const event = Event.safeParse(JSON.parse(String(written)));
    return event.success ? (event.data as unknown as Recorded) : undefined;
  } catch {
    return undefined;
  }
}
