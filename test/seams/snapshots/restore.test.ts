import { describe, expect, test } from "vitest";
import { emulatorWithSnapshots, shown, used } from "./a-state.ts";

const given = { now: "2025-06-01T12:00:00Z", frozen: "true" };

describe("a snapshot", () => {
  test("brings back everything as it was", async () => {
    await using emulator = await emulatorWithSnapshots(given);
    await used(emulator);
    const before = await shown(emulator);
    const snapshot = emulator.snapshots.save();

    const { body: sold } = await emulator.control.post("/portal/subscriptions", { seats: 7 });
    await emulator.control.post("/portal/subscriptions/A-S00000001/reissue-code");
    await emulator.control.post(`/portal/subscriptions/${sold.name}/cancel`);
    await emulator.control.delete("/mailbox");
    await emulator.control.delete("/user-counts");
    await emulator.control.delete("/faults");
    await emulator.control.post("/clock/advance", { days: 400 });
    const restored = await emulator.snapshots.restore(snapshot);

    expect(restored).toEqual({ ok: true, value: undefined });
    expect(await shown(emulator)).toEqual(before);
    expect(emulator.snapshots.save()).toEqual(snapshot);
  });
});
