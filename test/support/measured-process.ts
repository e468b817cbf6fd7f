import { usualLimits } from "../../src/listener/limits.ts";
import { emulatorOn } from "./emulator-on.ts";

// Run by `measuredEmulator`, with --expose-gc: an emulator that tells how much memory it holds.
const emulator = await emulatorOn(
  "2025-06-01",
  {},
  { limits: { ...usualLimits, headerMs: 5_000 } },
);
process.on("message", () => {
  global.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  process.send?.(heapUsed + arrayBuffers);
});
process.send?.(emulator.ready);
