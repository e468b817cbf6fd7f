import { z } from "zod";
import { transportPhases } from "../base/transport-failure.ts";

/** Why a request of the instance had no answer, as far as the network goes. */
export const TransportFailure = z
  .object({
    host: z.string().meta({
      description: "What was to be reached: a proxy, if that was not.",
      example: "customers.understudy.test",
    }),
    address: z.string().nullable().meta({
      description: "Where it was dialed; null if no address was known.",
      example: "203.0.113.10",
    }),
    phase: z.enum(transportPhases),
    code: z.string().meta({ example: "SELF_SIGNED_CERT_IN_CHAIN" }),
    ms: z.number().describe("How long that phase took, by the machine's clock."),
  })
  .meta({ id: "TransportFailure", description: "A connection that was not made, or broke." });
