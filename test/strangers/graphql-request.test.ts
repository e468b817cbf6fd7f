import { GraphQLClient } from "graphql-request";
import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../support/emulator-on.ts";
import { receivedBy } from "./received.ts";
import {
  activated,
  activatedAt,
  activateSubscription,
  getCurrentLicense,
  inputFor,
  loaded,
  notAvailable,
  pageQueries,
} from "./subscription-page.ts";

interface Answer {
  readonly data: object;
}

const clientOf = ({ ready }: TestEmulator, token = ready.tokens.admin) =>
  new GraphQLClient(`${ready.instance.url}/api/graphql`, { headers: { "private-token": token } });

describe("graphql-request", () => {
  test("activates a code", async () => {
    await using emulator = await emulatorOn(activatedAt);
    const variables = inputFor(emulator.ready.activationCode);

    expect(await clientOf(emulator).request(activateSubscription, variables)).toEqual(activated);
  });

  test("loads the page with one request", async () => {
    await using emulator = await emulatorOn(activatedAt);
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await emulator.control.delete("/traffic");

    const results = await clientOf(emulator).batchRequests<[Answer, ...Answer[]]>(
      pageQueries.map((document) => ({ document })),
    );

    expect(results.map(({ data }) => data)).toEqual(loaded);
    expect(await receivedBy(emulator)).toEqual([
      {
        method: "POST",
        operation: ["getCurrentLicense", "getPastLicenseHistory", "getFutureLicenseHistory"],
      },
    ]);
  });

  test("throws that a user may not activate", async () => {
    await using emulator = await emulatorOn(activatedAt);
    const variables = inputFor(emulator.ready.activationCode);

    const asked = clientOf(emulator, emulator.ready.tokens.user).request(
      activateSubscription,
      variables,
    );

    await expect(asked).rejects.toMatchObject({
      response: {
        status: 200,
        errors: [{ message: notAvailable, path: ["gitlabSubscriptionActivate"] }],
        data: { gitlabSubscriptionActivate: null },
      },
    });
  });

  test("throws that nobody holds its token", async () => {
    await using emulator = await emulatorOn(activatedAt);

    const asked = clientOf(emulator, "glpat-nobodys").request(getCurrentLicense);

    await expect(asked).rejects.toMatchObject({
      response: { status: 401, errors: [{ message: "Invalid token" }] },
    });
  });
});
