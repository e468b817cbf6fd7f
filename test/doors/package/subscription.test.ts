import { expect } from "vitest";
import { testWith } from "../../../src/package/vitest.ts";

const test = testWith({ now: "2025-06-01", frozen: true });
const name = "A-S00000001";

test("programs take a subscription through its life", async ({ emulator }) => {
  expect(await emulator.addSeats(name, 5)).toMatchObject({ seats: 15, state: "active" });
  expect(await emulator.upgrade(name, "ultimate")).toMatchObject({ plan: "ultimate", seats: 15 });
  const dates = { nextReconciliationDate: "2025-09-01", displayAlertFrom: "2025-08-25" };
  expect(await emulator.setReconciliation(name, dates)).toMatchObject(dates);
  expect(await emulator.renew(name, { seats: 12, maxHistoricalUsers: 17 })).toMatchObject({
    expiresOn: "2026-06-01",
  });
  expect(await emulator.activate()).toMatchObject({
    futureSubscriptions: [{ startsAt: "2026-06-01", usersInLicenseCount: 12 }],
  });
  const { activationCode } = await emulator.reissueCode(name);
  expect(await emulator.activate()).toMatchObject({ errors: ["invalid activation code"] });
  expect(await emulator.activate(activationCode ?? "")).toMatchObject({ errors: [] });
  expect(await emulator.expire(name)).toMatchObject({ state: "expired" });
  expect(await emulator.cancel(name)).toMatchObject({ state: "cancelled" });
});

test("programs are refused as by the control API", async ({ emulator }) => {
  await expect(emulator.addSeats(name, 0)).rejects.toMatchObject({
    code: "invalid-body",
    message: "seats: must not be 0",
  });
  await expect(emulator.renew("A-S00000009")).rejects.toMatchObject({
    code: "subscription-not-found",
  });
  await expect(emulator.addSeats(name, -10)).rejects.toMatchObject({ code: "invalid-seats" });
});
