import { z } from "zod";
import { Mail } from "./mail.ts";
import type { ReadonlyDeep } from "./operations.ts";
import { State } from "./state.ts";
import { stateSummaryFields } from "./state-summary.ts";
import { TimelineEvent } from "./timeline.ts";
import { ExchangeLine } from "./traffic.ts";

type SummaryField = (typeof stateSummaryFields)[number];

// Each of these names is a key, and no other.
const summaryMask = Object.fromEntries(stateSummaryFields.map((field) => [field, true])) as {
  [Field in SummaryField]: true;
};

const StateSummary = State.pick(summaryMask);

/** Events that `GET /events` streams, by kind: when each is sent, and its data. */
const streamedEvents = {
  traffic: {
    data: ExchangeLine,
    description:
      "An exchange is over: it, without headers and bodies, which `GET /traffic/{id}` has.",
  },
  "traffic-cleared": { data: z.object({}), description: "All exchanges are forgotten." },
  timeline: {
    data: TimelineEvent,
    description: "Something has happened, as `GET /timeline` tells it.",
  },
  state: {
    data: StateSummary,
    description:
      "The state has changed, within the last tenth of a second: what `GET /state` says, without its lists.",
  },
  missed: {
    data: z.object({}),
    description: "More has happened than is kept: what is shown is to be read again.",
  },
  "started-over": {
    data: z.object({}),
    description:
      "All has begun anew, by a reset, a scenario or a snapshot: what was told before is of a state that is gone.",
  },
  mail: {
    data: Mail,
    description:
      "The stand-in portal has written a mail, or an SMTP server has answered about one.",
  },
  "mailbox-cleared": { data: z.object({}), description: "All mails are forgotten." },
} as const satisfies Record<string, { readonly data: z.ZodType; readonly description: string }>;

export type StreamedKind = keyof typeof streamedEvents;

/** What goes with an event of a kind. */
export type StreamedData<Kind extends StreamedKind> = ReadonlyDeep<
  z.infer<(typeof streamedEvents)[Kind]["data"]>
>;

const Kind = z.enum(Object.keys(streamedEvents) as [StreamedKind, ...StreamedKind[]]);

/** As it stands in the document. */
export const eventStream = {
  path: "/events",
  summary: "Tell what happens, as it happens: server-sent events.",
  description: `Goes on until the client leaves. Each event has a kind, and JSON as its data: ${Object.entries(
    streamedEvents,
  )
    .map(([kind, { description }]) => `\`${kind}\`: ${description}`)
    .join(
      " ",
    )} After a break, \`Last-Event-ID\` or \`after\` has what was missed sent first; where that is not known any more, a \`missed\` comes instead.`,
  query: z.strictObject({
    kind: z
      .union([Kind, z.array(Kind)], {
        error: `must be one of ${Kind.options.join(", ")}, or several of them.`,
      })
      .optional()
      .describe("Events of this kind; several are named one by one."),
    after: z.string().optional().describe("The id of the last event that was seen."),
  }),
} as const;
