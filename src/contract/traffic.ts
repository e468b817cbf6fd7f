import { z } from "zod";
import { transportPhases } from "../base/transport-failure.ts";
import { wholeNumberInQuery } from "./shapes.ts";

const Headers = z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional());

/** Why a request of the instance had no answer, as far as the network goes. */
const TransportFailure = z
  .object({
    host: z.string().describe("What was to be reached: a proxy, if that was not."),
    address: z.string().nullable().describe("Where it was dialed; null if no address was known."),
    phase: z.enum(transportPhases),
    code: z.string().meta({ example: "SELF_SIGNED_CERT_IN_CHAIN" }),
    ms: z.number().describe("How long that phase took."),
  })
  .meta({ id: "TransportFailure", description: "A connection that was not made, or broke." });

const Hop = z.enum(["portal", "instance", "hosted", "portal-page"]);

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
