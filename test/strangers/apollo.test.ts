import { ApolloClient, InMemoryCache } from "@apollo/client";
import { BatchHttpLink } from "@apollo/client/link/batch-http";
import { parse } from "graphql";
import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../support/emulator-on.ts";
import { receivedBy } from "./received.ts";
import {
  activated,
  activatedAt,
  activateSubscription,
  inputFor,
  loaded,
  notAvailable,
  pageQueries,
} from "./subscription-page.ts";

/** The client that the product's subscription page is made with. */
function apolloOf({ ready }: TestEmulator, token = ready.tokens.admin) {
  const client = new ApolloClient({
    link: new BatchHttpLink({
      uri: `${ready.instance.url}/api/graphql`,
      headers: { "private-token": token },
    }),
    cache: new InMemoryCache(),
  });
  return {
    activate: () =>
      client.mutate({
        mutation: parse(activateSubscription),
        variables: inputFor(ready.activationCode),
        errorPolicy: "all",
      }),
    load: () =>
      Promise.all(
        pageQueries.map((query) => client.query({ query: parse(query), errorPolicy: "all" })),
      ),
  };
}

describe("Apollo Client with its batch link", () => {
  test("activates a code in a batch of one", async () => {
    await using emulator = await emulatorOn(activatedAt);

    const { data, error } = await apolloOf(emulator).activate();

    expect({ data, error }).toEqual({ data: activated, error: undefined });
    expect(await receivedBy(emulator)).toEqual([
      { method: "POST", operation: ["activateSubscription"] },
    ]);
  });

  test("loads the page with one request", async () => {
    await using emulator = await emulatorOn(activatedAt);
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await emulator.control.delete("/traffic");

    const results = await apolloOf(emulator).load();

    expect(results.map(({ data }) => data)).toEqual(loaded);
    expect(await receivedBy(emulator)).toEqual([
      {
        method: "POST",
        operation: ["getCurrentLicense", "getPastLicenseHistory", "getFutureLicenseHistory"],
      },
    ]);
  });

  test("is told that a user may not activate", async () => {
    await using emulator = await emulatorOn(activatedAt);

    const { error } = await apolloOf(emulator, emulator.ready.tokens.user).activate();

    expect(error).toMatchObject({
      name: "CombinedGraphQLErrors",
      errors: [{ message: notAvailable, path: ["gitlabSubscriptionActivate"] }],
    });
  });

  test("is told for each query that a user may not read", async () => {
    await using emulator = await emulatorOn(activatedAt);

    const results = await apolloOf(emulator, emulator.ready.tokens.user).load();

    expect(results.map(({ error }) => error?.message)).toEqual(Array(3).fill(notAvailable));
  });

  test("is told by status that nobody holds its token", async () => {
    await using emulator = await emulatorOn(activatedAt);

    const [current] = await apolloOf(emulator, "glpat-nobodys").load();

    expect(current?.error).toMatchObject({
      name: "ServerError",
      statusCode: 401,
      bodyText: '{"errors":[{"message":"Invalid token"}]}',
    });
  });
});
