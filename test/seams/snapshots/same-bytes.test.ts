import { expect, test } from "vitest";
import { emulatorWithSnapshots, used } from "./a-state.ts";

test("one seed and one story give the same bytes, whatever the ports, in memory and in a data directory", async () => {
  const files = [];
  for (const settings of [{}, {}]) {
    await using emulator = await emulatorWithSnapshots({
      now: "2025-06-01T12:00:00Z",
      frozen: "true",
      seed: "7",
      ...settings,
    });
    await used(emulator);
    files.push(emulator.snapshots.toFile(emulator.snapshots.save()));
  }

  const [one, other] = files;
  expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true);
});
