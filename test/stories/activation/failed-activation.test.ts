import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

const unreadable =
  "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.";
const noJson = "The subscription portal answered with something other than JSON";

/** Everything that an activation could have changed. */
async function stored(emulator: TestEmulator) {
  const { body } = await emulator.control.get("/state");
  const future = "{ subscriptionFutureEntries { nodes { plan } } }";
  return {
    currentLicense: body.currentLicense,
    licenses: body.licenses,
    future: (await emulator.graphql(future)).body.data,
  };
}

/** A licensed instance with a future subscription, and a code for another license. */
async function licensedEmulator() {
  const emulator = await emulatorOn("2025-06-01");
  const futureTerms = [
    { plan: "ultimate", seats: 20, startsOn: "2026-06-01", expiresOn: "2027-06-01" },
  ];
  const { body: first } = await emulator.control.post("/portal/subscriptions", { futureTerms });
  await emulator.graphql.activate(first.activationCode);
  const { body: second } = await emulator.control.post("/portal/subscriptions", { seats: 30 });
  return { emulator, code: second.activationCode as string };
}

describe("a portal that misbehaves while a license is in force", () => {
  test.each([
    { fault: { kind: "status", status: 500 }, error: "CONNECTIVITY_ERROR" },
    { fault: { kind: "status", status: 403 }, error: "CONNECTIVITY_ERROR" },
    { fault: { kind: "status", status: 402 }, error: "CONNECTIVITY_ERROR" },
    { fault: { kind: "status", status: 422 }, error: "CONNECTIVITY_ERROR" },
    { fault: { kind: "status", status: 429, retryAfter: 5 }, error: "CONNECTIVITY_ERROR" },
    { fault: { kind: "status", status: 302 }, error: "CONNECTIVITY_ERROR" },
    { fault: { kind: "drop-connection", when: "before" }, error: "CONNECTIVITY_ERROR" },
    { fault: { kind: "drop-connection", when: "after" }, error: "CONNECTIVITY_ERROR" },
    { fault: { kind: "status", status: 500, endpoint: "any-portal" }, error: "CONNECTIVITY_ERROR" },
    {
      fault: { kind: "truncated" },
      error: "The subscription portal answered with broken JSON",
    },
    {
      fault: { kind: "broken-json" },
      error: "The subscription portal answered with broken JSON",
    },
    { fault: { kind: "html" }, error: noJson },
    { fault: { kind: "empty" }, error: "The subscription portal answered with an empty body" },
    {
      fault: { kind: "graphql-errors", errors: [{ message: "Field is gone" }] },
      error: "The subscription portal refused the request: Field is gone",
    },
    {
      fault: { kind: "errors", errors: ["without cloud compatible subscription"] },
      error: "without cloud compatible subscription",
    },
    { fault: { kind: "foreign-key" }, error: unreadable },
    { fault: { kind: "expired-license" }, error: "This license has already expired." },
  ])(
    "with $fault is answered with its sentence, and nothing is stored",
    async ({ fault, error }) => {
      const { emulator, code } = await licensedEmulator();
      await using _ = emulator;
      await emulator.control.post("/faults", fault);
      const before = await stored(emulator);

      const { status, body } = await emulator.graphql.activate(code);

      expect({ status, ...body }).toEqual({
        status: 200,
        errors: [error],
        license: null,
        futureSubscriptions: [],
      });
      expect(await stored(emulator)).toEqual(before);
    },
  );

  test("for longer than the instance waits is a connectivity error", async () => {
    const timeouts = { lookupMs: 500, connectMs: 500, readMs: 100, totalMs: 200 };
    await using emulator = await emulatorOn("2025-06-01", {}, { timeouts });
    await emulator.control.post("/faults", { kind: "delay", ms: 60_000 });

    const { body } = await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    expect(body.errors).toEqual(["CONNECTIVITY_ERROR"]);
  });

  test("once does not hinder the next attempt, and a lost answer ends in one row", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const code = emulator.ready.activationCode ?? "";
    await emulator.control.post("/faults", { kind: "drop-connection", when: "after" });
    await emulator.graphql.activate(code);

    const { body } = await emulator.graphql.activate(code);

    expect(body.errors).toEqual([]);
    expect((await stored(emulator)).licenses).toHaveLength(1);
  });
});

describe("a portal that answers with other licenses than usual", () => {
  test.each([
    { fault: { kind: "legacy-license" }, type: "legacy_license" },
    { fault: { kind: "no-errors-key" }, type: "online_cloud" },
  ])("such as $fault.kind is taken at its word", async ({ fault, type }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", fault);

    const { body } = await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    expect(body.errors).toEqual([]);
    const { body: current } = await emulator.graphql("{ currentLicense { type } }");
    expect(current.data.currentLicense).toEqual({ type });
  });
});

describe("a code that the portal does not know", () => {
  test("is refused in the portal's words", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await emulator.graphql.activate("00112233aaaassssddddffff");

    expect(body).toEqual({
      errors: ["invalid activation code"],
      license: null,
      futureSubscriptions: [],
    });
  });
});

describe("a text that is no code", () => {
  const portalExchanges = async ({ control }: TestEmulator) =>
    (await control.get("/traffic?hop=portal")).body;

  test.each(["", "23CharactersAreTooFew01", "25CharactersAreTooManyOnes", "x".repeat(10_000)])(
    "such as %j is refused without asking the portal",
    async (code) => {
      await using emulator = await emulatorOn("2025-06-01");

      const { body } = await emulator.graphql.activate(code);

      expect(body.errors).toEqual([
        "The activation code should be a 24-character alphanumeric string",
      ]);
      expect(await portalExchanges(emulator)).toEqual([]);
    },
  );

  test("goes to the portal where the check is left to it", async () => {
    await using emulator = await emulatorOn("2025-06-01", { activationCodeCheck: "portal" });

    const { body } = await emulator.graphql.activate("activation_code");

    expect(body.errors).toEqual(["invalid activation code"]);
    expect(await portalExchanges(emulator)).toHaveLength(1);
  });
});

describe("a code of a subscription that has ended", () => {
  test("brings an expired license, which is refused", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/clock/advance", { days: 365 });

    const { body } = await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    expect(body.errors).toEqual(["This license has already expired."]);
  });
});
