import { z } from "@hono/zod-openapi";

const common = {
  at: z.string().openapi({ description: "On the emulator's clock." }),
  text: z.string().openapi({ description: "What happened, for people." }),
  cause: z.string().openapi({ description: "Why it did, for people." }),
};

const MetFault = z
  .object({ id: z.string(), name: z.string().openapi({ example: "status 503" }) })
  .nullable()
  .openapi({ description: "The fault that made it fail; null if none did." });

const JobEvent = z.object({
  kind: z.literal("job"),
  ...common,
  job: z.enum(["historical-data", "measurement", "seat-link", "service-token"]),
  outcome: z.enum(["done", "skipped", "failed", "dead"]),
  detail: z.string(),
  gist: z.string().openapi({
    description: "The detail without what is true of one day or attempt alone.",
    example: "Recorded 8 billable users.",
  }),
  trigger: z.enum(["daily", "activation", "manual"]),
  report: z.int().nullable().openapi({ description: "Null for a job that sends no report." }),
  attempt: z.int().nullable().openapi({ description: "The first is 1, the others are retries." }),
  error: z.string().nullable().openapi({ description: "Null if nothing was wrong." }),
  fault: MetFault,
});

const LicenseEvent = z.object({
  kind: z.literal("license"),
  ...common,
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
  ...common,
  by: z.enum(["person", "environment", "rest", "form", "first-start"]),
  reason: z.string().openapi({ example: "malformed-code" }),
  detail: z.string(),
  fault: MetFault,
});

const FaultEvent = z.object({
  kind: z.literal("fault"),
  ...common,
  action: z.enum(["armed", "struck", "removed"]),
  id: z.string(),
  fault: z.string().openapi({ example: "status 503" }),
  endpoint: z.string(),
  times: z
    .union([z.int(), z.literal("standing")])
    .openapi({ description: "How many requests it is meant for still." }),
  request: z.string().nullable().openapi({
    description: "Whom it struck.",
    example: "POST /api/v1/seat_links",
  }),
});

const PortalEvent = z.object({
  kind: z.literal("portal"),
  ...common,
  action: z.string().openapi({ example: "renewed" }),
  subject: z.string().openapi({ example: "A-S00000002" }),
});

const ClockEvent = z.object({
  kind: z.literal("clock"),
  ...common,
  from: z.string(),
  to: z.string(),
  running: z.boolean(),
  by: z.enum(["person", "start", "stop"]).openapi({
    description:
      "`start` if a start of the emulator set it, `stop` if the emulator ended while it was moved.",
  }),
  wanted: z.string().nullable().openapi({
    description: "Where it was to be moved, if the emulator ended on the way; else null.",
  }),
  passedOver: z.boolean().openapi({
    description: "Whether the jobs on the way were passed over, because it was too far.",
  }),
});

const StartEvent = z.object({ kind: z.literal("start"), ...common });

const NoticeEvent = z.object({
  kind: z.literal("notice"),
  ...common,
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
  gist: z.string().openapi({
    description: "The text without how many days were left then.",
    example: "License 1001 expires soon, on 2026-06-01.",
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

const eventKinds = TimelineEventShape.options.map(({ shape }) => shape.kind.value);

const EventKind = z.enum(eventKinds);

/** One kind, or several. */
export const WantedKinds = z.union([EventKind, z.array(EventKind)], {
  error: `must be one of ${eventKinds.join(", ")}, or several of them.`,
});
