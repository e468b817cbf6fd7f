import { request } from "undici";
import type { AsItCame } from "./as-it-came.ts";

/** What a GraphQL endpoint answered. */
interface GraphqlAnswer {
  readonly status: number;
  readonly body: AsItCame;
}

export interface GraphqlClient {
  (query: string, variables?: Record<string, unknown>): Promise<GraphqlAnswer>;
  /** The same endpoint for another caller; null sends no token. */
  readonly as: (token: string | null) => GraphqlClient;
  readonly activate: (activationCode: string) => Promise<GraphqlAnswer>;
}

const activation = `mutation($code: String!) {
  gitlabSubscriptionActivate(input: {activationCode: $code}) {
    errors
    license { id plan startsAt lastSync }
    futureSubscriptions { plan }
  }
}`;

export function graphqlClient(url: string, token: string | null): GraphqlClient {
  const send = async (query: string, variables?: Record<string, unknown>) => {
    const response = await request(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token && { "private-token": token }) },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.statusCode, body: (await response.body.json()) as AsItCame };
  };
  return Object.assign(send, {
    as: (other: string | null) => graphqlClient(url, other),
    activate: async (activationCode: string) => {
      const { status, body } = await send(activation, { code: activationCode });
      return { status, body: body.data?.gitlabSubscriptionActivate ?? body };
    },
  });
}
