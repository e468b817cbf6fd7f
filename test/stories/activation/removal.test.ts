import { describe, expect } from "vitest";
import type { Emulator, Order } from "../../../src/package/start-emulator.ts";
import type { GraphqlClient } from "../../support/graphql-client.ts";
import { testOn } from "../../support/story.ts";

const test = testOn("2025-06-01");

const terms = [
  { plan: "ultimate", seats: 9, startsOn: "2028-01-01", expiresOn: "2029-01-01" },
] as const;

/** Sells a subscription and activates its code; the license's global id. */
async function activate(emulator: Emulator, order?: Order): Promise<string> {
  const { activationCode } = await emulator.sell(order);
  const { license } = await emulator.activate(activationCode ?? "");
  return license?.id ?? "";
}

async function destroy(graphql: GraphqlClient, id: string) {
  const { body } = await graphql(
    'mutation($id: LicenseID!) { licenseDestroy(input: {id: $id, clientMutationId: "x"}) { clientMutationId errors license { id } currentLicense { id } } }',
    { id },
  );
  return body.data.licenseDestroy;
}

async function left(graphql: GraphqlClient) {
  const { body } = await graphql(
    "{ currentLicense { id } licenseHistoryEntries { nodes { id } } subscriptionFutureEntries { nodes { plan } } }",
  );
  const { currentLicense, licenseHistoryEntries, subscriptionFutureEntries } = body.data;
  return {
    current: currentLicense?.id ?? null,
    history: licenseHistoryEntries.nodes.map(({ id }: { id: string }) => id),
    future: subscriptionFutureEntries.nodes.length,
  };
}

describe("destroying the license in force", () => {
  test.for(["cloud", "offline"] as const)(
    "removes a license of kind %s, with its future subscriptions",
    async (kind, { emulator, graphql }) => {
      const id = await activate(emulator, { kind, plan: "ultimate", futureTerms: terms });

      const payload = await destroy(graphql, id);

      expect(payload).toEqual({
        clientMutationId: "x",
        errors: [],
        license: { id },
        currentLicense: null,
      });
      expect(await left(graphql)).toEqual({ current: null, history: [], future: 0 });
    },
  );

  test("removes a legacy license too", async ({ emulator, graphql }) => {
    await emulator.fault({ kind: "legacy-license" });
    const id = await activate(emulator);

    expect(await destroy(graphql, id)).toMatchObject({ errors: [], license: { id } });
    expect((await left(graphql)).history).toEqual([]);
  });

  test("removes a legacy license by REST too", async ({ emulator, graphql }) => {
    await emulator.fault({ kind: "legacy-license" });
    await activate(emulator);

    const { status } = await fetch(`${emulator.instance.url}/api/v4/license/1`, {
      method: "DELETE",
      headers: { "private-token": emulator.tokens.admin },
    });

    expect({ status, history: (await left(graphql)).history }).toEqual({
      status: 204,
      history: [],
    });
  });

  test("removes the last one after it has expired, which leaves none", async ({
    emulator,
    graphql,
  }) => {
    const id = await activate(emulator);
    await emulator.clock.advance({ days: 400 });
    const before = await left(graphql);

    await destroy(graphql, id);

    expect(before.current).toBe(id);
    expect(await left(graphql)).toEqual({ current: null, history: [], future: 0 });
  });

  test("falls back on the license that the selection rule picks next, and says so", async ({
    emulator,
    graphql,
  }) => {
    const [first, second] = [await activate(emulator), await activate(emulator)];

    const payload = await destroy(graphql, second);

    expect(payload.currentLicense).toEqual({ id: first });
    expect(await left(graphql)).toEqual({ current: first, history: [first], future: 0 });
  });

  test("falls back on an expired one, if no other has started", async ({ emulator, graphql }) => {
    const expired = await activate(emulator, { expiresOn: "2025-06-02" });
    await emulator.clock.advance({ days: 5 });
    await activate(emulator, { startsOn: "2025-12-01" });
    const current = await activate(emulator);

    expect((await destroy(graphql, current)).currentLicense).toEqual({ id: expired });
  });
});

describe("destroying another license", () => {
  test("leaves the one in force and the future subscriptions", async ({ emulator, graphql }) => {
    const past = await activate(emulator);
    const current = await activate(emulator, { futureTerms: terms });

    await destroy(graphql, past);

    expect(await left(graphql)).toEqual({ current, history: [current], future: 1 });
  });

  test("removes one that has not started", async ({ emulator, graphql }) => {
    const current = await activate(emulator);
    const later = await activate(emulator, { startsOn: "2025-12-01" });

    const payload = await destroy(graphql, later);

    expect(payload).toMatchObject({ license: { id: later }, currentLicense: { id: current } });
  });
});

describe("a removed license", () => {
  test("comes back with its code, as a row of its own", async ({ emulator, graphql, control }) => {
    const code = emulator.activationCode ?? "";
    await graphql.activate(code);
    await destroy(graphql, "gid://gitlab/License/1001");

    const { body } = await graphql.activate(code);

    expect(body).toMatchObject({ errors: [], license: { id: "gid://gitlab/License/1001" } });
    expect((await control.get("/state")).body.currentLicense.row).toBe(2);
  });
});

describe("whoever may not change licenses", () => {
  test.for(["user", "readApi", "anonymous"] as const)(
    "(%s) removes none",
    async (caller, { emulator, graphql }) => {
      const id = await activate(emulator);
      const token = caller === "anonymous" ? null : emulator.tokens[caller];

      const { body } = await graphql.as(token)(
        `mutation { licenseDestroy(input: {id: "${id}"}) { errors } }`,
      );

      expect(body.data).toEqual({ licenseDestroy: null });
      expect((await left(graphql)).history).toEqual([id]);
    },
  );
});
