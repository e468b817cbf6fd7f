import fc from "fast-check";
import { aFolder } from "../a-folder.ts";
import { seedIn } from "../effort.ts";
import { historiesOf } from "./commands.ts";
import { modelOn } from "./model.ts";
import { modelledEmulator } from "./modelled-emulator.ts";

interface Effort {
  readonly histories: number;
  /** The longest of them. */
  readonly steps: number;
}

/**
 * Plays random histories to emulators and to the model.
 *
 * What fails is made short, and printed with the seed that plays it again: `HISTORIES_SEED=… npx vitest run test/stories/histories`.
 */
export const runHistories = ({ histories, steps }: Effort): Promise<void> =>
  fc.assert(
    fc.asyncProperty(onDisks, historiesOf(steps), async (onDisk, commands) => {
      await using folder = onDisk ? await aFolder() : null;
      await using real = await modelledEmulator(folder?.path);
      await fc.asyncModelRun(() => ({ model: modelOn(onDisk, real), real }), commands);
    }),
    { numRuns: histories, ...seedIn("HISTORIES_SEED") },
  );

/** Most emulators are in memory; the others are started again and again. */
const onDisks = fc.oneof(
  { arbitrary: fc.constant(false), weight: 11 },
  { arbitrary: fc.constant(true), weight: 1 },
);
