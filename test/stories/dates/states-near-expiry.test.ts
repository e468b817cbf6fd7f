import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { endOf } from "../../support/end-of-license.ts";

const noon = "2025-06-01T12:00:00Z";

const paid = { expiresAt: "2026-06-01", blockChangesAt: "2026-06-15", trial: false };
const trial = { expiresAt: "2025-07-01", blockChangesAt: null, trial: true };
const admins = "administrators";
const all = "administrators users";

const states = [
  { state: "active", now: noon, license: paid, notices: [] },
  {
    state: "expires-in-15-days",
    now: "2026-05-17T00:00:00Z",
    license: paid,
    notices: [`expires-soon ${admins}`],
  },
  {
    state: "expires-in-3-days",
    now: "2026-05-29T00:00:00Z",
    license: paid,
    notices: [`expires-soon ${admins}`],
  },
  {
    state: "expires-today",
    now: "2026-06-01T00:00:00Z",
    license: paid,
    notices: [`expired ${admins}`],
    expired: true,
  },
  {
    state: "expired",
    now: "2026-06-02T00:00:00Z",
    license: paid,
    notices: [`expired ${admins}`],
    expired: true,
  },
  {
    state: "changes-blocked",
    now: "2026-06-15T00:00:00Z",
    license: paid,
    notices: [`expired ${all}`, `changes-blocked ${all}`],
    expired: true,
    blockChanges: true,
  },
  {
    state: "grace-over",
    now: "2026-06-16T00:00:00Z",
    license: paid,
    notices: [`expired ${all}`, `changes-blocked ${all}`, `grace-over ${all}`],
    expired: true,
    blockChanges: true,
  },
  { state: "trial", now: noon, license: trial, notices: [] },
  {
    state: "trial-ends-soon",
    now: "2025-06-24T00:00:00Z",
    license: trial,
    notices: [`expires-soon ${all}`],
  },
  {
    state: "trial-expired",
    now: "2025-07-02T00:00:00Z",
    license: trial,
    notices: [`expired ${all}`],
    expired: true,
  },
];

describe("an instance without a license", () => {
  test.each(states)("put into $state is told apart by every API", async ({ state, ...row }) => {
    await using emulator = await emulatorOn(noon);

    const { status } = await emulator.control.put("/state", { state });

    expect(status).toBe(200);
    expect(await endOf(emulator)).toEqual({ expired: false, blockChanges: false, ...row });
  });

  test("comes into a state by a sale, an activation and a clock that is moved", async () => {
    await using emulator = await emulatorOn(noon);

    const { body } = await emulator.control.put("/state", { state: "trial-ends-soon" });

    expect(body).toEqual({
      did: [
        {
          step: "sold",
          subscription: "A-S00000002",
          detail: "Sold A-S00000002, a trial until 2025-07-01.",
        },
        {
          step: "activated",
          subscription: "A-S00000002",
          detail: "Activated the code of A-S00000002.",
        },
        {
          step: "clock-moved",
          now: "2025-06-24T00:00:00Z",
          // The measurement of 23 days, the daily count and the report of 22.
          jobs: 89,
          detail: "Moved the clock to 2025-06-24T00:00:00Z; 89 jobs ran on the way.",
        },
      ],
      state: (await emulator.control.get("/state")).body,
    });
  });

  test("reports every day on the way", async () => {
    await using emulator = await emulatorOn(noon);

    await emulator.control.put("/state", { state: "expired" });

    const { body } = await emulator.control.get("/portal/subscriptions/A-S00000002/reports");
    // One with the activation, and one on each day until that of the expiry.
    expect(body.length).toBeGreaterThan(365);
    expect((await emulator.control.get("/state")).body.userCounts.length).toBeGreaterThan(360);
  });
});
