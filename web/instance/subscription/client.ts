import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, Observable } from "@apollo/client";
import { BatchHttpLink } from "@apollo/client/link/batch-http";
import { type Exchange, exchangeOf, noAnswer } from "./exchange.ts";
import { isSince, type Settings } from "./settings.ts";

declare global {
  interface Window {
    /** Suites of the product wait until it is 0. */
    pendingApolloRequests: number;
  }
}

export interface Client {
  readonly apollo: ApolloClient;
  /** What was answered last to the operation of a name. */
  readonly exchangeOf: (operationName: string) => Exchange | null;
  /** Sends what has no GraphQL: sync and removal, without a body, as the product's Axios does. */
  readonly send: (method: "POST" | "DELETE", path: string) => Promise<Exchange>;
}

const uri = "/api/graphql";

/** From this version on the page sends each operation in a request of its own. When that changed is not known: a guess. */
const firstUnbatched = "19.0";

export function clientFor({ csrfToken, gitlabVersion }: Settings): Client {
  const exchanges = new Map<string, Exchange>();
  const headers = {
    "X-CSRF-Token": csrfToken,
    "x-gitlab-version": gitlabVersion,
    // As the Apollo of the product's page, which does not send its version either.
    accept: "*/*",
  };
  window.pendingApolloRequests = 0;

  const watched: typeof fetch = async (input, init) => {
    const keep = (exchange: Exchange) => {
      for (const name of operationsIn(init?.body)) exchanges.set(name, exchange);
    };
    try {
      const response = await fetch(input, init);
      keep(await exchangeOf(response));
      return response;
    } catch (error) {
      keep(noAnswer(error));
      throw error;
    }
  };

  const options = { uri, headers, fetch: watched, credentials: "same-origin" as const };
  return {
    apollo: new ApolloClient({
      link: counted.concat(
        isSince(firstUnbatched, gitlabVersion)
          ? new HttpLink(options)
          : new BatchHttpLink({ ...options, batchInterval: 10, batchMax: 10 }),
      ),
      // Rows may share the number of their license, and are shown as they come.
      cache: new InMemoryCache({
        typePolicies: {
          CurrentLicense: { keyFields: false },
          LicenseHistoryEntry: { keyFields: false },
        },
      }),
      devtools: { enabled: false },
      enhancedClientAwareness: { transport: false },
    }),
    exchangeOf: (operationName) => exchanges.get(operationName) ?? null,
    async send(method, path) {
      try {
        const response = await fetch(path, {
          method,
          headers: {
            "X-CSRF-Token": csrfToken,
            "X-Requested-With": "XMLHttpRequest",
            accept: "application/json, text/plain, */*",
          },
          credentials: "same-origin",
        });
        return await exchangeOf(response);
      } catch (error) {
        return noAnswer(error);
      }
    },
  };
}

/** Counts an operation from the moment on at which it is asked for, also while it waits for the others of its batch. */
const counted = new ApolloLink(
  (operation, forward) =>
    new Observable((observer) => {
      window.pendingApolloRequests += 1;
      const answer = forward(operation).subscribe(observer);
      answer.add(() => {
        window.pendingApolloRequests -= 1;
      });
      return answer;
    }),
);

/** Whether a request without GraphQL has done what it was sent for. */
export const isDone = ({ status, isSessionOver }: Exchange): boolean =>
  status !== null && status >= 200 && status < 300 && !isSessionOver;

function operationsIn(body: RequestInit["body"]): readonly string[] {
  if (typeof body !== "string") return [];
  const sent: unknown = JSON.parse(body);
  return (Array.isArray(sent) ? sent : [sent]).map(({ operationName }) => String(operationName));
}
