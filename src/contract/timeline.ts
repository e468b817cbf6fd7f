import { z } from "zod";
import { JobName } from "./job.ts";
import { wholeNumberInQuery } from "./shapes.ts";
import { TransportFailure } from "./transport-failure.ts";

const common = {
  place: z.string().meta({
    description: "Where it stands: `before` asks for what stands before it.",
    example: "12",
  }),
  at: z.string().describe("On the emulator's clock."),
  text: z.string().describe("What happened, for people."),
  cause: z.string().describe("Why it did, for people."),
};

const MetFault = z
  .object({ id: z.string(), name: z.string().meta({ example: "status 503" }) })
  .nullable()
  .describe("The fault that made it fail; null if none did.");

const Transport = TransportFailure.omit({ ms: true })
  .meta({
    id: "FailedConnection",
    description: "A connection that was not made, or broke. How long that took is in the traffic.",
  })
  .nullable()
  .describe("Where the connection to the portal has failed; null if it was not that.");

/** A job ran. */
const JobEvent = z.object({
  kind: z.literal("job"),
  ...common,
  job: JobName,
  outcome: z.enum(["done", "skipped", "failed", "dead"]),
  detail: z.string(),
  gist: z.string().meta({
    description: "The detail without what is true of one day or attempt alone.",
    example: "Recorded 8 billable users.",
  }),
  trigger: z.enum(["daily", "activation", "manual"]),
  report: z.int().nullable().describe("Null for a job that sends no report."),
  attempt: z.int().nullable().describe("The first is 1, the others are retries."),
  error: z.string().nullable().describe("Null if nothing was wrong."),
  fault: MetFault,
  transport: Transport,
});

/** A license came or went. */
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
    "console",
  ]),
  row: z.int().describe("Database id."),
  number: z.int().nullable(),
  plan: z
    .string()
    .nullable()
    .describe("Null, as what follows, if the key of a removed license could not be read."),
  seats: z.int().nullable(),
  startsOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
  subscription: z.string().nullable(),
});

/** What the portal has announced has changed, and no license with it. */
const AnnouncementEvent = z.object({
  kind: z.literal("announcement"),
  ...common,
  startsOn: z
    .array(z.string().nullable())
    .readonly()
    .describe(
      "When each of the later subscriptions starts that the portal announces from then on; null where it has sent no day. Empty if it announces none any more.",
    ),
});

/** A license that somebody asked for or handed in was not stored. */
const RefusalEvent = z.object({
  kind: z.literal("refusal"),
  ...common,
  by: z.enum(["person", "environment", "rest", "form", "first-start", "console"]),
  reason: z.string().meta({ example: "malformed-code" }),
  detail: z.string(),
  fault: MetFault,
  transport: Transport,
});

/** A fault was armed, has hit a request, or was removed. */
const FaultEvent = z.object({
  kind: z.literal("fault"),
  ...common,
  action: z.enum(["armed", "struck", "removed"]),
  id: z.string(),
  fault: z.string().meta({ example: "status 503" }),
  endpoint: z.string(),
  times: z
    .union([z.int(), z.literal("standing")])
    .describe("How many requests it is meant for still."),
  request: z.string().nullable().meta({
    description: "Whom it struck.",
    example: "POST /api/v1/seat_links",
  }),
});

/** Something happened at the portal. */
const PortalEvent = z.object({
  kind: z.literal("portal"),
  ...common,
  action: z.string().meta({ example: "renewed" }),
  subject: z.string().meta({ example: "A-S00000002" }),
  by: z.string().nullable().meta({
    description: "Who did it: null for the owner, and for what the portal does of itself.",
    example: "staff@understudy.test",
  }),
});

/** The clock was moved, stopped or started. */
const ClockEvent = z.object({
  kind: z.literal("clock"),
  ...common,
  from: z.string(),
  to: z.string(),
  running: z.boolean(),
  by: z
    .enum(["person", "start", "stop", "machine"])
    .describe(
      "`start` if a start of the emulator set it, `stop` if the emulator ended while it was moved, `machine` if the machine's clock was set back: by it, this one would show `from`.",
    ),
  wanted: z
    .string()
    .nullable()
    .describe("Where it was to be moved, if the emulator ended on the way; else null."),
  passedOver: z
    .boolean()
    .describe("Whether the jobs on the way were passed over, because it was too far."),
});

/** The emulator was started on a directory on which it had run before. */
const StartEvent = z.object({ kind: z.literal("start"), ...common });

/** The disk, or somebody else, has changed what was written down. */
const UnreadableEvent = z.object({
  kind: z.literal("unreadable"),
  ...common,
  row: z.int().meta({ description: "Of the table of events in `instance.sqlite`." }),
});

/** The days, or what was done to licenses, have changed how the instance stands. */
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
      "told",
      "nobody-told",
    ])
    .describe("What changes by itself: it follows from the licenses and the days."),
  gist: z.string().meta({
    description: "The text without how many days were left then.",
    example: "License 1001 expires soon, on 2026-06-01.",
  }),
  row: z.int().nullable().describe("Null if no license is in force."),
  number: z.int().nullable(),
});

export const TimelineEvent = z
  .discriminatedUnion("kind", [
    JobEvent,
    LicenseEvent,
    RefusalEvent,
    FaultEvent,
    PortalEvent,
    ClockEvent,
    StartEvent,
    UnreadableEvent,
    AnnouncementEvent,
    NoticeEvent,
  ])
  .meta({ id: "TimelineEvent", description: "What has happened, and why." });
export type TimelineEvent = z.infer<typeof TimelineEvent>;

const eventKinds = TimelineEvent.options.map(({ shape }) => shape.kind.value);

const EventKind = z.enum(eventKinds).meta({ id: "EventKind" });

/** One kind, or several. */
const WantedKinds = z.union([EventKind, z.array(EventKind)], {
  error: `must be one of ${eventKinds.join(", ")}, or several of them.`,
});

const bound = (description: string) =>
  z.string().optional().meta({ description, example: "2025-06-01" });

export const TimelineWanted = z
  .strictObject({
    from: bound("A day, which begins at 00:00 in the time zone, or an instant."),
    to: bound("A day, with which it ends, or an instant, which is within."),
    kind: WantedKinds.optional().describe("Events of this kind; several are named one by one."),
    limit: wholeNumberInQuery(1, Number.MAX_SAFE_INTEGER)
      .optional()
      .describe(
        "The newest of them; at most 10,000 at once, which is also what is shown unless said.",
      ),
    before: z
      .string()
      .regex(/^-?\d{1,15}(?:\.\d{1,9})?$/, { error: "must be the place of an event." })
      .optional()
      .meta({
        description: "Those that stand before this place, which the first of another answer has.",
        example: "12",
      }),
  })
  .meta({ id: "TimelineWanted", description: "Which events are wanted: all unless said." });
export type TimelineWanted = z.output<typeof TimelineWanted>;
