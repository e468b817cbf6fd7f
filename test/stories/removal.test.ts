import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../support/emulator-on.ts";

const terms = [{ plan: "ultimate", seats: 9, startsOn: "2028-01-01", expiresOn: "2029-01-01" }];

/** Sells a subscription and activates its code; the license's global id. */
async function activate({ control, graphql }: TestEmulator, order: Record<string, unknown> = {}) {
  const { body } = await control.post("/portal/subscriptions", order);
  return (await graphql.activate(body.activationCode)).body.license.id as string;
}

async function destroy({ graphql }: TestEmulator, id: string) {
  const { body } = await graphql(
    'mutation($id: LicenseID!) { licenseDestroy(input: {id: $id, clientMutationId: "x"}) { clientMutationId errors license { id } currentLicense { id } } }',
    { id },
  );
  return body.data.licenseDestroy;
}

async function left({ graphql }: TestEmulator) {
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
  test.each(["cloud", "offline"])(
    "removes a license of kind %s, with its future subscriptions",
    async (kind) => {
      await using emulator = await emulatorOn("2025-06-01");
      const id = await activate(emulator, { kind, plan: "ultimate", futureTerms: terms });

      const payload = await destroy(emulator, id);

      expect(payload).toEqual({
        clientMutationId: "x",
        errors: [],
        license: { id },
        currentLicense: null,
      });
      expect(await left(emulator)).toEqual({ current: null, history: [], future: 0 });
    },
  );

  test("removes a legacy license too", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", { kind: "legacy-license" });
    const id = await activate(emulator);

    expect(await destroy(emulator, id)).toMatchObject({ errors: [], license: { id } });
    expect((await left(emulator)).history).toEqual([]);
  });

  test("removes a legacy license by REST too", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", { kind: "legacy-license" });
    await activate(emulator);

    const { status } = await fetch(`${emulator.ready.instance.url}/api/v4/license/1`, {
      method: "DELETE",
      headers: { "private-token": emulator.ready.tokens.admin },
    });

    expect({ status, history: (await left(emulator)).history }).toEqual({
      status: 204,
      history: [],
    });
  });

  test("removes the last one after it has expired, which leaves none", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const id = await activate(emulator);
    await emulator.control.post("/clock/advance", { days: 400 });
    const before = await left(emulator);

    await destroy(emulator, id);

    expect(before.current).toBe(id);
    expect(await left(emulator)).toEqual({ current: null, history: [], future: 0 });
  });

  test("falls back on the license that the selection rule picks next, and says so", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const [first, second] = [await activate(emulator), await activate(emulator)];

    const payload = await destroy(emulator, second);

    expect(payload.currentLicense).toEqual({ id: first });
    expect(await left(emulator)).toEqual({ current: first, history: [first], future: 0 });
  });

  test("falls back on an expired one, if no other has started", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const expired = await activate(emulator, { expiresOn: "2025-06-02" });
    await emulator.control.post("/clock/advance", { days: 5 });
    await activate(emulator, { startsOn: "2025-12-01" });
    const current = await activate(emulator);

    expect((await destroy(emulator, current)).currentLicense).toEqual({ id: expired });
  });
});

describe("destroying another license", () => {
  test("leaves the one in force and the future subscriptions", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const past = await activate(emulator);
    const current = await activate(emulator, { futureTerms: terms });

    await destroy(emulator, past);

    expect(await left(emulator)).toEqual({ current, history: [current], future: 1 });
  });

  test("removes one that has not started", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const current = await activate(emulator);
    const later = await activate(emulator, { startsOn: "2025-12-01" });

    const payload = await destroy(emulator, later);

    expect(payload).toMatchObject({ license: { id: later }, currentLicense: { id: current } });
  });
});

describe("a removed license", () => {
  test("comes back with its code, as a row of its own", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const code = emulator.ready.activationCode ?? "";
    await emulator.graphql.activate(code);
    await destroy(emulator, "gid://gitlab/License/1001");

    const { body } = await emulator.graphql.activate(code);

    expect(body).toMatchObject({ errors: [], license: { id: "gid://gitlab/License/1001" } });
    expect((await emulator.control.get("/state")).body.currentLicense.row).toBe(2);
  });
});

describe("whoever may not change licenses", () => {
  test.each(["user", "readApi", "anonymous"] as const)("(%s) removes none", async (caller) => {
    await using emulator = await emulatorOn("2025-06-01");
    const id = await activate(emulator);
    const token = caller === "anonymous" ? null : emulator.ready.tokens[caller];

    const { body } = await emulator.graphql.as(token)(
      `mutation { licenseDestroy(input: {id: "${id}"}) { errors } }`,
    );

    expect(body.data).toEqual({ licenseDestroy: null });
    expect((await left(emulator)).history).toEqual([id]);
  });
});
