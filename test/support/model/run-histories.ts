import fc from "fast-check";
import { aFolder } from "../a-folder.ts";
import { seedIn } from "../effort.ts";
import { historiesOf } from "./commands.ts";
import { type Model, modelOn } from "./model.ts";
import { type ModelledEmulator, modelledEmulator } from "./modelled-emulator.ts";

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
export async function runHistories({ histories, steps }: Effort): Promise<void> {
  await using inMemory = emulatorsInTurn();
  const play = async (onDisk: boolean, commands: Histories, real: ModelledEmulator) => {
    await fc.asyncModelRun(() => ({ model: modelOn(onDisk, real), real }), commands);
  };
  await fc.assert(
    fc.asyncProperty(onDisks, historiesOf(steps), async (onDisk, commands) => {
      if (!onDisk) return inMemory.lend((real) => play(onDisk, commands, real));
      await using folder = await aFolder();
      await using real = await modelledEmulator(folder.path);
      await play(onDisk, commands, real);
    }),
    { numRuns: histories, ...seedIn("HISTORIES_SEED") },
  );
}

type Histories = Parameters<typeof fc.asyncModelRun<Model, ModelledEmulator, false, Model>>[1];

/** So many histories are played to one emulator in memory, as a reset leaves it: a start costs several times as much. */
const historiesOfOne = 25;

/** Lends an emulator to one history after the other. One to which a history has failed is lent no more. */
function emulatorsInTurn() {
  let idle: { readonly real: ModelledEmulator; lent: number } | undefined;
  return {
    async lend(play: (real: ModelledEmulator) => Promise<void>) {
      const one = idle ?? { real: await modelledEmulator(undefined), lent: 0 };
      idle = undefined;
      await using lent = new AsyncDisposableStack();
      lent.use(one.real);
      await play(one.real);
      one.lent += 1;
      if (one.lent >= historiesOfOne) return;
      await one.real.reset();
      idle = one;
      lent.move();
    },
    [Symbol.asyncDispose]: async () => await idle?.real[Symbol.asyncDispose](),
  };
}

/** Most emulators are in memory; the others are started again and again. */
const onDisks = fc.oneof(
  { arbitrary: fc.constant(false), weight: 11 },
  { arbitrary: fc.constant(true), weight: 1 },
);
