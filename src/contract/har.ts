import { z } from "zod";
import { type OperationShape, queryUnfit } from "./operation.ts";
import { Hop } from "./traffic.ts";
import { TransportFailure } from "./transport-failure.ts";

const NameAndValue = z.object({ name: z.string(), value: z.string() }).meta({ id: "HarPair" });
const Pairs = z.array(NameAndValue);
const milliseconds = z.number().describe("In milliseconds; -1 where it does not apply.");

const Message = z.object({
  httpVersion: z.string(),
  cookies: Pairs.describe("None: they are secrets."),
  headers: Pairs,
  headersSize: z.number().describe("-1: it is not counted."),
  bodySize: z.number(),
});

const HarEntry = z
  .object({
    startedDateTime: z.string().describe("On the emulator's clock."),
    time: z.number().describe("All of `timings` together, in milliseconds."),
    request: Message.extend({
      method: z.string(),
      url: z.string(),
      queryString: Pairs,
      postData: z.object({ mimeType: z.string(), text: z.string() }).optional(),
    }),
    response: Message.extend({
      status: z.int().describe("0 if none came."),
      statusText: z.string(),
      content: z.object({ size: z.int(), mimeType: z.string(), text: z.string().optional() }),
      redirectURL: z.string(),
      _error: z.string().optional().describe("Why none came."),
    }),
    cache: z.object({}),
    timings: z.object({
      blocked: milliseconds,
      dns: milliseconds,
      connect: milliseconds.describe("TCP, a proxy's tunnel and TLS."),
      ssl: milliseconds.describe("TLS, which is a part of `connect`."),
      send: milliseconds,
      wait: milliseconds,
      receive: milliseconds,
    }),
    serverIPAddress: z.string().optional(),
    _hop: Hop.describe("Between whom it went."),
    _operations: z.array(z.string()).describe("What it asks for over GraphQL."),
    _cause: TransportFailure.nullable().describe(
      "Where the network has failed; null if it has not.",
    ),
  })
  .meta({ id: "HarEntry" });

export const Har = z
  .object({
    log: z.object({
      version: z.literal("1.2"),
      creator: z.object({ name: z.string(), version: z.string() }),
      comment: z.string(),
      entries: z.array(HarEntry),
    }),
  })
  .meta({ id: "Har", description: "HAR 1.2. Fields of our own begin with an underscore." });
export type Har = z.output<typeof Har>;

export const harOperations = {
  "traffic.har": {
    method: "get",
    path: "/traffic.har",
    summary: "Show what went over the wire as a HAR, which browsers import, secrets masked.",
    description:
      "HAR 1.2 of what instance and portal were asked, in the order in which it began, codes, keys, tokens, passwords and cookies masked. Timings tell what each phase of a connection of the instance took.",
    query: z.strictObject({
      hop: Hop.optional().describe("One hop alone; `portal` and `instance` unless said."),
      redactPeople: z
        .union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")])
        .default(false)
        .meta({
          type: "boolean",
          description:
            "`true` puts pseudonyms in place of e-mail addresses, names and companies as well.",
        }),
    }),
    answer: Har,
    answered: "The HAR.",
    refusals: { 400: queryUnfit },
    command: null,
  },
} as const satisfies Record<`${string}.${string}`, OperationShape>;
