import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";

const at = (verb: string, name = "A-S00000001") => `/portal/subscriptions/${name}/${verb}`;

const dates = { nextReconciliationDate: "2025-09-01", displayAlertFrom: "2025-08-25" };

/** A body that each verb takes. */
const bodies = {
  "add-seats": { seats: 1 },
  upgrade: { plan: "ultimate" },
  renew: {},
  cancel: {},
  expire: {},
  "reissue-code": {},
  reconciliation: dates,
};

const aTrial = expect.objectContaining({ startsOn: "2026-06-01", trial: true });

describe("a step in the life of a subscription", () => {
  test.each([
    { verb: "add-seats", body: { seats: 5 }, shows: { seats: 15, state: "active" } },
    { verb: "upgrade", body: { plan: "ultimate" }, shows: { plan: "ultimate", seats: 10 } },
    { verb: "upgrade", body: { plan: "starter" }, shows: { plan: "starter", state: "active" } },
    {
      verb: "renew",
      body: { years: 2, seats: 12 },
      shows: {
        expiresOn: "2026-06-01",
        futureTerms: [
          {
            plan: "premium",
            seats: 12,
            startsOn: "2026-06-01",
            expiresOn: "2028-06-01",
            trial: false,
          },
        ],
      },
    },
    { verb: "renew", body: { trial: true }, shows: { trial: false, futureTerms: [aTrial] } },
    { verb: "reconciliation", body: dates, shows: dates },
    {
      verb: "reconciliation",
      body: { ...dates, displayAlertFrom: null },
      shows: { ...dates, displayAlertFrom: null },
    },
    { verb: "cancel", body: {}, shows: { expiresOn: "2025-06-01", state: "cancelled" } },
    { verb: "expire", body: {}, shows: { expiresOn: "2025-06-01", state: "expired" } },
    { verb: "reissue-code", body: {}, shows: { activationCode: expect.any(String) } },
  ])("$verb answers with the subscription, which stays so", async ({ verb, body, shows }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const answer = await emulator.control.post(at(verb), body);

    expect(answer).toMatchObject({ status: 200, body: { name: "A-S00000001", ...shows } });
    expect((await emulator.control.get("/portal/subscriptions")).body).toEqual([answer.body]);
  });

  test.each([
    { verb: "add-seats", body: {}, status: 400, code: "invalid-body" },
    { verb: "add-seats", body: { seats: 0 }, status: 400, code: "invalid-body" },
    { verb: "add-seats", body: { seats: "5" }, status: 400, code: "invalid-body" },
    { verb: "add-seats", body: { seats: 1e12 }, status: 400, code: "invalid-body" },
    { verb: "add-seats", body: { seats: -10 }, status: 400, code: "invalid-seats" },
    { verb: "upgrade", body: {}, status: 400, code: "invalid-body" },
    { verb: "upgrade", body: { plan: "gold" }, status: 400, code: "invalid-body" },
    { verb: "upgrade", body: { plan: "premium" }, status: 409, code: "plan-unchanged" },
    { verb: "reconciliation", body: {}, status: 400, code: "invalid-body" },
    {
      verb: "reconciliation",
      body: { ...dates, displayAlertFrom: "2025-02-30" },
      status: 400,
      code: "invalid-body",
    },
    {
      verb: "reconciliation",
      body: { nextReconciliationDate: "2025-09-01" },
      status: 400,
      code: "invalid-body",
    },
    { verb: "renew", body: { years: 0 }, status: 400, code: "invalid-body" },
    { verb: "renew", body: { years: 1.5 }, status: 400, code: "invalid-body" },
    { verb: "renew", body: { maxHistoricalUsers: -1 }, status: 400, code: "invalid-body" },
    { verb: "renew", body: { maxHistoricalUsers: "115" }, status: 400, code: "invalid-body" },
    { verb: "renew", body: { trueUp: 15 }, status: 400, code: "invalid-body" },
    { verb: "cancel", body: { now: true }, status: 400, code: "invalid-body" },
  ])("$verb with $body is refused", async ({ verb, body, status, code }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const before = await emulator.control.get("/portal/subscriptions");

    expect(await emulator.control.post(at(verb), body)).toEqual({
      status,
      body: { error: { code, message: expect.stringMatching(/.{10,}/) } },
    });

    expect(await emulator.control.get("/portal/subscriptions")).toEqual(before);
  });

  test.each(Object.entries(bodies))(
    "%s needs a subscription that is there, and not cancelled",
    async (verb, body) => {
      await using emulator = await emulatorOn("2025-06-01");
      const unknown = await emulator.control.post(at(verb, "A-S00000009"), body);
      await emulator.control.post(at("cancel"), {});

      const cancelled = await emulator.control.post(at(verb), body);

      expect([unknown, cancelled]).toMatchObject([
        { status: 404, body: { error: { code: "subscription-not-found" } } },
        { status: 409, body: { error: { code: "subscription-cancelled" } } },
      ]);
    },
  );

  test.each(Object.entries(bodies))("%s is for the stand-in portal alone", async (verb, body) => {
    await using emulator = await emulatorOn("2025-06-01", { portalUrl: "http://127.0.0.1:9" });

    expect(await emulator.control.post(at(verb), body)).toMatchObject({
      status: 409,
      body: { error: { code: "no-stand-in-portal" } },
    });
  });
});

test("Neither plan nor seats of a term that has ended are changed", async () => {
  await using emulator = await emulatorOn("2025-06-01");
  await emulator.control.post(at("expire"), {});

  const upgraded = await emulator.control.post(at("upgrade"), { plan: "ultimate" });

  expect(upgraded).toMatchObject({
    status: 409,
    body: { error: { code: "subscription-expired" } },
  });
});

describe("ten who cancel a subscription at once", () => {
  test("are told of one cancellation", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => emulator.control.post(at("cancel"), {})),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)]);
  });
});
