import { describe, expect, test } from "vitest";
import { startEmulator } from "../../../src/package/start-emulator.ts";

const onNoon = () => startEmulator({ now: "2025-06-01T12:00:00Z", frozen: true });

describe("putting an instance into a state", () => {
  test("answers the steps, and what is known of the end of its license then", async () => {
    await using emulator = await onNoon();

    const put = await emulator.putInto("changes-blocked");

    const known = { to: ["administrators", "users"], remainingDays: 0 };
    expect(put).toEqual({
      did: [
        { step: "sold", subscription: "A-S00000002", detail: expect.any(String) },
        { step: "activated", subscription: "A-S00000002", detail: expect.any(String) },
        {
          step: "clock-moved",
          now: "2026-06-15T00:00:00Z",
          jobs: expect.any(Number),
          detail: expect.any(String),
        },
      ],
      now: "2026-06-15T00:00:00Z",
      notices: [
        {
          ...known,
          notice: "expired",
          since: "2026-06-01",
          message: "The license expired 14 days ago, on 2026-06-01.",
        },
        {
          ...known,
          notice: "changes-blocked",
          since: "2026-06-15",
          message: "The license has blocked changes since 2026-06-15.",
        },
      ],
      blockChanges: true,
    });
    expect(await emulator.currentLicense()).toMatchObject({ expiresAt: "2026-06-01" });
  });

  test("is refused with the control API's reasons", async () => {
    await using emulator = await startEmulator({ silentMode: true });
    const broken: string = "broken";

    await expect(emulator.putInto("expired")).rejects.toMatchObject({
      name: "EmulatorError",
      code: "activation-refused",
    });
    await expect(emulator.putInto(broken as "expired")).rejects.toMatchObject({
      code: "invalid-body",
      message: expect.stringContaining("expires-in-15-days"),
    });
  });
});

describe("jobs", () => {
  test("to come are listed, and reports that wait", async () => {
    await using emulator = await onNoon();
    await emulator.fault({ kind: "status", status: 503, endpoint: "seat-links" });
    await emulator.activate();

    const jobs = await emulator.jobs();

    expect(jobs.map(({ job, state, lastError }) => [job, state, lastError])).toEqual([
      ["historical-data", "scheduled", null],
      ["measurement", "scheduled", null],
      ["seat-link", "scheduled", null],
      ["service-token", "scheduled", null],
      ["seat-link", "retrying", expect.any(String)],
    ]);
  });

  test("a report is sent when it is asked for", async () => {
    await using emulator = await onNoon();
    await emulator.activate();

    expect(await emulator.sync()).toEqual({
      job: "seat-link",
      at: "2025-06-01T12:00:00Z",
      outcome: "done",
      detail: expect.any(String),
    });
  });

  test("a report that there is nothing for is passed over, as the other jobs are, and says why", async () => {
    await using emulator = await onNoon();

    expect(await emulator.sync()).toEqual({
      job: "seat-link",
      at: "2025-06-01T12:00:00Z",
      outcome: "skipped",
      detail: expect.stringContaining("Nothing is reported: "),
    });
  });
});
