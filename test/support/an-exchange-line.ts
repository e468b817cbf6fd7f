import type { ExchangeLine } from "../../src/package/verbs.ts";

/** An exchange with the portal that was answered well, as a line of the traffic. */
export const anExchangeLine = (its: Partial<ExchangeLine> = {}): ExchangeLine => ({
  id: 1,
  hop: "portal",
  at: "2025-06-01T12:00:00Z",
  ms: 3,
  operations: [],
  variables: null,
  errors: [],
  subscription: null,
  method: "POST",
  url: "https://customers.understudy.test/graphql",
  status: 200,
  error: null,
  cause: null,
  ...its,
});
