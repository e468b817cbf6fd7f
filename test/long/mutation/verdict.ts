import type { Survivor } from "./survivors.ts";

/** A change that was tried, and whether a test noticed. */
export interface Mutant extends Omit<Survivor, "why"> {
  readonly status: string;
}

/** What there is to say of a run. */
export interface Verdict {
  /**
   * Per cent of the changes that a test noticed; a change that keeps the program from running at all does not count. 0
   * if there is none.
   */
  readonly score: number;
  readonly tried: number;
  readonly noticed: number;
  readonly survived: number;
  /** Survivors that nobody has explained. */
  readonly unexplained: readonly Mutant[];
  /** Explanations of what is noticed now, or is not there any more. */
  readonly outdated: readonly Survivor[];
}

/** Compares what came of the mutants with the survivors that are explained. */
export function verdictOn(mutants: readonly Mutant[], explained: readonly Survivor[]): Verdict {
  const alive = mutants.filter(({ status }) => isAlive.has(status));
  const noticed = mutants.filter(({ status }) => isNoticed.has(status)).length;
  const tried = noticed + alive.length;
  const listed = new Set(explained.filter(({ why }) => why !== "").map(changeIn));
  const found = new Set(alive.map(changeIn));
  return {
    score: tried === 0 ? 0 : (noticed / tried) * 100,
    tried,
    noticed,
    survived: alive.length,
    unexplained: alive.filter((mutant) => !listed.has(changeIn(mutant))),
    outdated: explained.filter((survivor) => !found.has(changeIn(survivor))),
  };
}

const isNoticed = new Set(["Killed", "Timeout"]);
const isAlive = new Set(["Survived", "NoCoverage"]);

/** By what it says, not by where it stands: lines move. */
const changeIn = ({ file, was, becomes }: Omit<Survivor, "why">): string =>
  JSON.stringify([file, was, becomes]);
