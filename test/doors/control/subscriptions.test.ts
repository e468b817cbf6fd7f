import { describe, expect, test } from "vitest";
import { aSubscription } from "../../support/a-subscription.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

const code = expect.stringMatching(/^[A-Za-z0-9]{24}$/);

/** What an order of `{}` is on 1 June 2025. */
const sold = aSubscription({
  name: "A-S00000002",
  number: 2,
  activationCode: code,
});

const term = (startsOn: string, expiresOn: string) => ({
  plan: "ultimate",
  seats: 20,
  startsOn,
  expiresOn,
});

describe("selling a subscription", () => {
  test.each([
    { order: undefined, differs: {} },
    { order: {}, differs: {} },
    { order: { plan: "starter" }, differs: { plan: "starter" } },
    { order: { plan: "ultimate", seats: 1 }, differs: { plan: "ultimate", seats: 1 } },
    { order: { seats: null }, differs: { seats: null } },
    { order: { seats: 2_147_483_647 }, differs: { seats: 2_147_483_647 } },
    {
      order: { startsOn: "2024-02-29" },
      differs: { startsOn: "2024-02-29", expiresOn: "2025-02-28", state: "expired" },
    },
    {
      order: { startsOn: "2030-01-01", expiresOn: "2030-01-02" },
      differs: { startsOn: "2030-01-01", expiresOn: "2030-01-02" },
    },
    {
      order: { company: "Übergrößen & <b>Söhne</b>", email: "a@b.example", name: "日本" },
      differs: { company: "Übergrößen & <b>Söhne</b>", email: "a@b.example" },
    },
    {
      order: { kind: "offline", trial: true },
      differs: {
        kind: "offline",
        features: { ...sold.features, cloudLicensing: "offline" },
        trial: true,
        licenseNumber: 1001,
      },
    },
    {
      order: { kind: "legacy" },
      differs: {
        kind: "legacy",
        features: { ...sold.features, cloudLicensing: "no" },
        activationCode: null,
        licenseNumber: 1001,
      },
    },
    { order: { futureTerms: [] }, differs: {} },
    {
      order: { futureTerms: [term("2026-06-01", "2027-06-01")] },
      differs: { futureTerms: [{ ...term("2026-06-01", "2027-06-01"), trial: false }] },
    },
  ])("on the order $order", async ({ order, differs }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const answer = await emulator.control.post("/portal/subscriptions", order);

    expect(answer).toEqual({ status: 201, body: { ...sold, ...differs } });
  });

  test("shows the term in force once a future term has started", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body } = await emulator.control.post("/portal/subscriptions", {
      futureTerms: [term("2026-06-01", "2027-06-01")],
    });

    await emulator.control.put("/clock", { now: "2026-06-01" });

    expect((await emulator.control.get(`/portal/subscriptions/${body.name}`)).body).toEqual({
      ...body,
      ...term("2026-06-01", "2027-06-01"),
      futureTerms: [],
    });
  });

  test.each([
    {
      why: "a term that overlaps the one before",
      order: { futureTerms: [term("2026-05-31", "2027-06-01")] },
      code: "overlapping-terms",
    },
    {
      why: "terms out of order",
      order: {
        futureTerms: [term("2027-06-01", "2028-06-01"), term("2026-06-01", "2027-06-01")],
      },
      code: "overlapping-terms",
    },
    {
      why: "a term that ends on its first day",
      order: { startsOn: "2025-06-01", expiresOn: "2025-06-01" },
      code: "term-without-days",
    },
    {
      why: "a term that ends before it starts",
      order: { expiresOn: "2025-05-31" },
      code: "term-without-days",
    },
    {
      why: "a term that ends too late for a key",
      order: { expiresOn: "9999-12-31" },
      code: "term-too-late",
    },
  ])("is refused with $why", async ({ order, code: refusal }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const before = await emulator.control.get("/state");

    expect(await emulator.control.post("/portal/subscriptions", order)).toEqual({
      status: 400,
      body: { error: { code: refusal, message: expect.stringMatching(/\.$/) } },
    });
    expect(await emulator.control.get("/state")).toEqual(before);
  });
});

describe("sold subscriptions", () => {
  test("are listed oldest first, the ready line's before all", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const second = await emulator.control.post("/portal/subscriptions", { company: "Second" });
    const third = await emulator.control.post("/portal/subscriptions", { kind: "legacy" });

    const { status, body } = await emulator.control.get("/portal/subscriptions");

    expect({ status, body }).toEqual({
      status: 200,
      body: [
        {
          ...sold,
          name: "A-S00000001",
          number: 1,
          activationCode: emulator.ready.activationCode,
        },
        second.body,
        third.body,
      ],
    });
  });

  test("show whether their code was used, and the number of their license", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body } = await emulator.control.post("/portal/subscriptions");

    await emulator.graphql.activate(body.activationCode);

    expect(await emulator.control.get(`/portal/subscriptions/${body.name}`)).toEqual({
      status: 200,
      body: { ...body, cloudLicensing: true, licenseNumber: 1001 },
    });
  });

  test.each([
    "A-S00000002",
    "A-S1",
    "A-S000000001",
    "a-s00000001",
    "1",
    "A-S",
    "A-SNaN",
    "A-S00000001%20",
    "%ZZ",
    "..%2F..%2Fstate",
  ])("that nobody bought are not found: %s", async (name) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await emulator.control.get(`/portal/subscriptions/${name}`)).toEqual({
      status: 404,
      body: { error: { code: "subscription-not-found", message: expect.any(String) } },
    });
  });
});
