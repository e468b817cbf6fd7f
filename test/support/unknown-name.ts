import type { TransportFailure } from "../../src/base/transport-failure.ts";

/** That the portal's name is known to nobody, as it is told of. */
export const unknownName = {
  host: "customers.understudy.test",
  address: null,
  phase: "dns",
  code: "ENOTFOUND",
  ms: 3,
} as const satisfies TransportFailure;
