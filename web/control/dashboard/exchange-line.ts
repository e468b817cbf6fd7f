import type { Exchange } from "../../../src/package/verbs.ts";

/** What a list shows of an exchange. */
export interface ExchangeLine
  extends Pick<Exchange, "id" | "hop" | "at" | "ms" | "operations" | "error" | "cause"> {
  readonly method: string;
  readonly url: string;
  /** Null if there is no response. */
  readonly status: number | null;
  /** Variables of the GraphQL request, secrets masked. */
  readonly variables: unknown;
  /** The first errors that the answer tells of. */
  readonly errors: readonly string[];
  readonly subscription: string | null;
}

export const lineOf = ({
  id,
  hop,
  at,
  ms,
  operations,
  error,
  cause,
  request,
  response,
}: Exchange): ExchangeLine => ({
  id,
  hop,
  at,
  ms,
  operations,
  error,
  cause,
  method: request.method,
  url: request.url,
  status: response?.status ?? null,
  variables: null,
  errors: [],
  subscription: null,
});
