import { z } from "zod";
import { Mail } from "./mail.ts";
import type { ReadonlyDeep } from "./operations.ts";

/** What is told of as it happens, by its kind: when, and with what. */
const streamedEvents = {
  mail: {
    data: Mail,
    told: "The stand-in portal has written a mail, or an SMTP server has answered about one.",
  },
  "mailbox-cleared": { data: z.object({}), told: "All mails are forgotten." },
} as const satisfies Record<string, { readonly data: z.ZodObject; readonly told: string }>;

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
    .map(([kind, { told }]) => `\`${kind}\`: ${told}`)
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
