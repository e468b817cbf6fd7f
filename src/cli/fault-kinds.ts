import { Argument, Option } from "commander";
import { wholeNumber } from "./whole-number.ts";

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
  /** Whether it can befall the instance too; the rest is what only a portal can say. */
  readonly anywhere?: true;
  readonly example: string;
}

const bare = (kind: string, summary: string) => ({
  kind,
  summary,
  example: `understudy fault ${kind}`,
});

/** Every kind of fault, in the order in which the help lists them. */
export const faultKinds: readonly FaultKind[] = [
  {
    kind: "status",
    anywhere: true,
    summary: "Answer with an HTTP status, without doing the work.",
    argument: {
      field: "status",
      of: new Argument("<status>", "200 to 599").argParser(wholeNumber),
    },
    options: [
      new Option("--retry-after <seconds>", "send Retry-After").argParser(wholeNumber),
      new Option("--body <text>", "body of the answer"),
    ],
    example: "understudy fault status 503 --retry-after 60",
  },
  {
    kind: "delay",
    anywhere: true,
    summary: "Work, but late.",
    argument: { field: "ms", of: new Argument("<ms>", "milliseconds").argParser(wholeNumber) },
    example: "understudy fault delay 25000",
  },
  {
    kind: "drop-connection",
    anywhere: true,
    summary: "Close the socket.",
    options: [
      new Option("--when <when>", "before the work, unless said, or after it").choices([
        "before",
        "after",
      ]),
    ],
    example: "understudy fault drop-connection --when after",
  },
  { ...bare("truncated", "Answer 200 with a JSON that breaks off."), anywhere: true },
  { ...bare("html", "Answer 200 with a page."), anywhere: true },
  { ...bare("broken-json", "Answer 200 with broken JSON."), anywhere: true },
  { ...bare("empty", "Answer 200 with nothing."), anywhere: true },
  {
    kind: "graphql-errors",
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
    summary: "Answer 200 with these errors in the payload.",
    argument: { field: "errors", of: new Argument("<message...>", "the errors") },
    example: 'understudy fault errors "This code was used before." "Ask your seller."',
  },
  bare("foreign-key", "Send a license signed with a key that the instance does not know."),
  bare("expired-license", "Send an expired license."),
  bare("legacy-license", "Send a legacy license."),
  bare("future-license", "Send a license that starts later."),
  bare("no-errors-key", "Leave out the list of errors."),
];
