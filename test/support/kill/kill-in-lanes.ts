import { aFolder } from "../a-folder.ts";
import { drawsOf } from "./draws.ts";
import { type Killed, killAgainAndAgain } from "./kill-again-and-again.ts";

interface Lanes {
  readonly seed: number;
  readonly kills: number;
  /** How many emulators are killed beside each other, each on a data directory of its own. */
  readonly lanes: number;
}

/** Kills emulators so many times in all. */
export async function killInLanes({ seed, kills, lanes }: Lanes): Promise<Killed> {
  await using compiled = await aFolder();
  const killed = await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      await using data = await aFolder();
      const share = Math.floor((kills + lane) / lanes);
      const draws = drawsOf(seed, `lane ${lane}`);
      return killAgainAndAgain({ draws, kills: share, data: data.path, compiled: compiled.path });
    }),
  );
  const sum = (of: (one: Killed) => number) => killed.reduce((total, one) => total + of(one), 0);
  return {
    starts: killed.flatMap(({ starts }) => starts),
    answered: sum(({ answered }) => answered),
    unanswered: sum(({ unanswered }) => unanswered),
    resets: sum(({ resets }) => resets),
  };
}
