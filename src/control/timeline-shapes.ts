import { z } from "@hono/zod-openapi";
import { type EventKind, eventKinds } from "../timeline/timeline-event.ts";

const EventKindShape = z.enum(eventKinds as readonly [EventKind, ...EventKind[]]);

/** One kind, or several. */
export const WantedKinds = z.union([EventKindShape, z.array(EventKindShape)], {
  error: `must be one of ${eventKinds.join(", ")}, or several of them.`,
});

const told = {
  at: z.string().openapi({ description: "On the emulator's clock." }),
  text: z.string().openapi({ description: "What happened, for people." }),
  cause: z.string().openapi({ description: "Why it did, for people." }),
};

const JobEvent = z.object({
  kind: z.literal("job"),
  ...told,
  job: z.enum(["historical-data", "measurement", "seat-link", "service-token"]),
  outcome: z.enum(["done", "skipped", "failed", "dead"]),
  detail: z.string(),
  trigger: z.enum(["daily", "activation", "manual"]),
  report: z.int().nullable().openapi({ description: "Null for a job that sends no report." }),
  attempt: z.int().nullable().openapi({ description: "The first is 1, the others are retries." }),
  error: z.string().nullable().openapi({ description: "Null if nothing was wrong." }),
});

const LicenseEvent = z.object({
  kind: z.literal("license"),
  ...told,
  action: z.enum(["installed", "removed"]),
  by: z.enum([
    "person",
    "environment",
    "report",
    "rest",
    "form",
    "first-start",
    "earlier-version",
    "mutation",
    "page",
  ]),
  row: z.int().openapi({ description: "Database id." }),
  number: z.int().nullable(),
  plan: z.string().nullable().openapi({
    description: "Null, as what follows, if the key of a removed license could not be read.",
  }),
  seats: z.int().nullable(),
  startsOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
  subscription: z.string().nullable(),
});

const RefusalEvent = z.object({
  kind: z.literal("refusal"),
  ...told,
  by: z.enum(["person", "environment", "rest", "form", "first-start"]),
  reason: z.string().openapi({ example: "malformed-code" }),
  detail: z.string(),
});

const FaultEvent = z.object({
  kind: z.literal("fault"),
  ...told,
  action: z.enum(["armed", "struck", "removed"]),
  id: z.string(),
  fault: z.string().openapi({ example: "status 503" }),
  endpoint: z.string(),
  request: z.string().nullable().openapi({
    description: "Whom it struck.",
    example: "POST /api/v1/seat_links",
  }),
});

const PortalEvent = z.object({
  kind: z.literal("portal"),
  ...told,
  action: z.string().openapi({ example: "renewed" }),
  subject: z.string().openapi({ example: "A-S00000002" }),
});

const ClockEvent = z.object({
  kind: z.literal("clock"),
  ...told,
  from: z.string(),
  to: z.string(),
  running: z.boolean(),
});

const StartEvent = z.object({ kind: z.literal("start"), ...told });

const NoticeEvent = z.object({
  kind: z.literal("notice"),
  ...told,
  notice: z
    .enum([
      "in-force",
      "none-in-force",
      "not-in-force",
      "expires-soon",
      "expired",
      "changes-blocked",
      "grace-over",
      "changes-allowed",
    ])
    .openapi({
      description: "What changes by itself: it follows from the licenses and the days.",
    }),
  row: z.int().nullable().openapi({ description: "Null if no license is in force." }),
  number: z.int().nullable(),
});

export const TimelineEventShape = z
  .discriminatedUnion("kind", [
    JobEvent,
    LicenseEvent,
    RefusalEvent,
    FaultEvent,
    PortalEvent,
    ClockEvent,
    StartEvent,
    NoticeEvent,
  ])
  .openapi("TimelineEvent");
