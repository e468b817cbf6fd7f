import { z } from "zod";
import { wholeNumberInQuery } from "./shapes.ts";
import { TransportFailure } from "./transport-failure.ts";

const Headers = z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional());

export const Hop = z.enum(["portal", "instance", "hosted", "portal-page"]);

export const Exchange = z
  .object({
    id: z.int(),
    hop: Hop,
    at: z.string().describe("On the emulator's clock."),
    ms: z.number(),
    operations: z
      .array(z.string())
      .describe(
        "What it asks for over GraphQL: names of its operations, and of their first fields.",
      ),
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
  })
  .meta({ id: "ExchangesMeant" });

export const TrafficWanted = ExchangesMeant.extend({
  limit: wholeNumberInQuery(1, 1_000).optional().describe("Only the newest ones."),
}).meta({ id: "TrafficWanted" });
