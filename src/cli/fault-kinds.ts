import { Argument, Option } from "commander";
import { wholeNumber, wholeNumberFrom } from "./whole-number.ts";

/** How one kind of fault is told to the command line. */
export interface FaultKind {
  readonly kind: string;
  readonly summary: string;
  /** The field that the argument fills, if there is one. */
  readonly argument?: {
    readonly field: string;
    readonly of: Argument;
    readonly toField?: (value: unknown) => unknown;
  };
  /** Named after the fields that they fill. */
  readonly options?: readonly Option[];
  /** The requests that it can befall. */
  readonly endpoints: readonly string[];
  readonly example: string;
}

const inActivation = ["activate", "any-portal"];
const inAnswer = ["activate", "seat-links", "any-portal"];
const anywhere = [...inAnswer, "graphql"];

const bare = (kind: string, endpoints: readonly string[], summary: string) => ({
  kind,
  endpoints,
  summary,
  example: `understudy fault ${kind}`,
});

/** Every kind of fault, in the order in which the help lists them. */
export const faultKinds: readonly FaultKind[] = [
  {
    kind: "status",
    endpoints: anywhere,
    summary: "Answer with an HTTP status, without doing the work.",
    argument: {
      field: "status",
      of: new Argument("<status>", "200 to 599").argParser(wholeNumberFrom(200, 599)),
    },
    options: [
      new Option("--retry-after <seconds>", "send Retry-After").argParser(wholeNumber),
      new Option("--body <text>", "body of the answer"),
    ],
    example: "understudy fault status 503 --retry-after 60",
  },
  {
    kind: "delay",
    endpoints: anywhere,
    summary: "Work, but late.",
    argument: { field: "ms", of: new Argument("<ms>", "milliseconds").argParser(wholeNumber) },
    example: "understudy fault delay 25000",
  },
  {
    kind: "drop-connection",
    endpoints: anywhere,
    summary: "Close the socket.",
    options: [
      new Option("--when <when>", "before the work, unless said, or after it").choices([
        "before",
        "after",
      ]),
    ],
    example: "understudy fault drop-connection --when after",
  },
  bare("truncated", anywhere, "Answer 200 with a JSON that breaks off."),
  bare("html", anywhere, "Answer 200 with a page."),
  bare("broken-json", anywhere, "Answer 200 with broken JSON."),
  bare("empty", anywhere, "Answer 200 with nothing."),
  bare("silence", anywhere, "Take the request, and never answer."),
  {
    kind: "graphql-errors",
    endpoints: inActivation,
    summary: "Answer 200 with top-level errors and null data.",
    argument: {
      field: "errors",
      of: new Argument("[message...]", "their messages; one of its own unless said"),
      toField: (messages) =>
        Array.isArray(messages) && messages.length > 0
          ? messages.map((message: unknown) => ({ message }))
          : undefined,
    },
    example: 'understudy fault graphql-errors "Field is not known"',
  },
  {
    kind: "errors",
    endpoints: inAnswer,
    summary: "Refuse with these errors: an activation in its payload, a report with 422.",
    argument: { field: "errors", of: new Argument("<message...>", "the errors") },
    example: 'understudy fault errors "This code was used before." "Ask your seller."',
  },
  bare(
    "foreign-key",
    inAnswer,
    "Send a license signed with a key that the instance does not know.",
  ),
  bare("expired-license", inAnswer, "Send an expired license."),
  bare("legacy-license", inAnswer, "Send a legacy license."),
  bare("future-license", inAnswer, "Send a license that starts later."),
  bare("invalid-key", inAnswer, "Send a license that is none."),
  bare("no-license", inAnswer, "Leave out the license."),
  bare("no-future-subscriptions", inAnswer, "Leave out the list of what is to come."),
  bare("no-errors-key", inActivation, "Leave out the list of errors."),
];
