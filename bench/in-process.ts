import { startEmulator } from "../src/package/start-emulator.ts";

/** How long each start took. */
export type StartsMs = readonly number[];

// A program of its own, as a suite is: starts emulators one after the other, and prints how long each start took.
const starts: number[] = [];
for (let left = Number(process.argv[2]); left > 0; left -= 1) {
  const startedAt = performance.now();
  const emulator = await startEmulator();
  starts.push(performance.now() - startedAt);
  await emulator[Symbol.asyncDispose]();
}
process.stdout.write(`${JSON.stringify(starts satisfies StartsMs)}\n`);
