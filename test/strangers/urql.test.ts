import { Client, cacheExchange, fetchExchange } from "@urql/core";
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

interface Choices {
  readonly token?: string;
  readonly preferGetMethod?: boolean;
}

function urqlOf({ ready }: TestEmulator, choices: Choices = {}) {
  const { token = ready.tokens.admin, preferGetMethod = false } = choices;
  const client = new Client({
    url: `${ready.instance.url}/api/graphql`,
    exchanges: [cacheExchange, fetchExchange],
    fetchOptions: { headers: { authorization: `Bearer ${token}` } },
    preferGetMethod,
  });
  return {
    activate: () =>
      client.mutation(activateSubscription, inputFor(ready.activationCode)).toPromise(),
    load: () => Promise.all(pageQueries.map((query) => client.query(query, {}).toPromise())),
  };
}

describe("urql", () => {
  test("activates a code", async () => {
    await using emulator = await emulatorOn(activatedAt);

    const { data, error } = await urqlOf(emulator).activate();

    expect({ data, error }).toEqual({ data: activated, error: undefined });
  });

  test.each([
    { method: "POST", preferGetMethod: false },
    { method: "GET", preferGetMethod: true },
  ])("loads the page by $method", async ({ method, preferGetMethod }) => {
    await using emulator = await emulatorOn(activatedAt);
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await emulator.control.delete("/traffic");

    const results = await urqlOf(emulator, { preferGetMethod }).load();

    expect(results.map(({ data }) => data)).toEqual(loaded);
    expect(await receivedBy(emulator)).toEqual([
      { method, operation: "getCurrentLicense" },
      { method, operation: "getPastLicenseHistory" },
      { method, operation: "getFutureLicenseHistory" },
    ]);
  });

  test("is told that a user may not activate", async () => {
    await using emulator = await emulatorOn(activatedAt);

    const { error } = await urqlOf(emulator, { token: emulator.ready.tokens.user }).activate();

    expect(error?.graphQLErrors).toMatchObject([
      { message: notAvailable, path: ["gitlabSubscriptionActivate"] },
    ]);
  });

  test("is told for each query that a user may not read", async () => {
    await using emulator = await emulatorOn(activatedAt);

    const results = await urqlOf(emulator, { token: emulator.ready.tokens.user }).load();

    expect(results.map(({ error }) => error?.message)).toEqual(
      Array(3).fill(`[GraphQL] ${notAvailable}`),
    );
  });

  test("is told what is wrong with a document", async () => {
    await using emulator = await emulatorOn(activatedAt);
    const variables = inputFor(null);

    const { error } = await new Client({
      url: `${emulator.ready.instance.url}/api/graphql`,
      exchanges: [fetchExchange],
    }).mutation(activateSubscription, variables);

    expect(error?.graphQLErrors.map(({ message }) => message)).toEqual([
      "Variable $gitlabSubscriptionActivateInput of type GitlabSubscriptionActivateInput! was provided invalid value for activationCode (Expected value to not be null)",
    ]);
  });
});
