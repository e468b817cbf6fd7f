import { z } from "zod";
import { mostExchanges } from "../base/kept-traffic.ts";
import { wholeNumberInQuery } from "./shapes.ts";
import { TransportFailure } from "./transport-failure.ts";

const Headers = z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional());

export const Hop = z.enum(["portal", "instance", "hosted", "portal-page"]);

/** What is known of an exchange at a glance. */
const common = {
  id: z.int(),
  hop: Hop,
  at: z.string().describe("On the emulator's clock."),
  ms: z.number(),
  operations: z
    .array(z.string())
    .describe("What it asks for over GraphQL: names of its operations, and of their first fields."),
  variables: z
    .unknown()
    .describe(
      "Variables of the GraphQL request, long ones cut short, a list of them for a batch; null without any.",
    ),
  errors: z
    .array(z.string())
    .describe("The first errors that the answer tells of, at most 3, each cut short."),
  subscription: z.string().nullable().meta({
    description:
      "The subscription whose activation code or license key was sent; null if none of the stand-in portal's was.",
    example: "A-S00000002",
  }),
};

export const ExchangeLine = z
  .object({
    ...common,
    method: z.string(),
    url: z.string(),
    status: z.int().nullable().describe("Null if there is no response."),
    error: z.string().nullable().describe("Why there is no response."),
    cause: TransportFailure.nullable().describe(
      "Where the network has failed; null if it has not.",
    ),
  })
  .meta({
    id: "ExchangeLine",
    description: "An exchange without headers and bodies, secrets masked.",
  });
export type ExchangeLine = z.output<typeof ExchangeLine>;

export const Exchange = z
  .object({
    ...common,
    request: z.object({ method: z.string(), url: z.string(), headers: Headers, body: z.string() }),
    response: z.object({ status: z.int(), headers: Headers, body: z.string() }).nullable(),
    error: z.string().nullable().describe("Why there is no response."),
    cause: TransportFailure.nullable().describe(
      "Where the network has failed; null if it has not.",
    ),
  })
  .meta({ id: "Exchange", description: "A request and what came of it, secrets masked." });

export const ExchangesMeant = z
  .strictObject({
    hop: Hop.optional().describe(
      "`portal`: from the instance to the portal; `instance`: from clients to the instance; `portal-page`: from browsers to the pages of the portal, without what the pages say; `hosted`: from the portal to the hosted product. All unless said.",
    ),
    operation: z.string().optional().meta({
      description:
        "Those that ask for it over GraphQL: the name of an operation, or of a field that is asked for first.",
      example: "cloudActivationActivate",
    }),
    status: wholeNumberInQuery(100, 599).optional().describe("Those answered so."),
    subscription: z.string().optional().meta({
      description:
        "Those in which the activation code or a license key of a subscription was sent.",
      example: "A-S00000002",
    }),
    since: z
      .string()
      .regex(/^(?:\d{1,15}|\d{4}-\d{2}-\d{2}(?:T\S{1,40})?)$/, {
        error:
          "must be the id of an exchange, a day such as 2025-06-01, or an instant such as 2025-06-01T12:00:00Z",
      })
      .optional()
      .meta({
        description:
          "Those after the exchange of an id, such as 17; or from an instant, or a day's 00:00, on.",
        example: "2025-06-01",
      }),
  })
  .meta({ id: "ExchangesMeant" });

export const TrafficWanted = ExchangesMeant.extend({
  limit: wholeNumberInQuery(1, mostExchanges).optional().describe("Only the newest ones."),
}).meta({ id: "TrafficWanted" });

/** How long a request may wait for an exchange. */
const mostSeconds = 300;

export const TrafficAwaited = ExchangesMeant.extend({
  count: wholeNumberInQuery(1, mostExchanges)
    .default(1)
    .describe("How many are waited for; 1 unless said."),
  seconds: wholeNumberInQuery(1, mostSeconds)
    .default(30)
    .describe("How long they are waited for, by the machine's clock; 30 unless said."),
}).meta({ id: "TrafficAwaited" });
