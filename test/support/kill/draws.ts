import { seededRandom } from "../../../src/base/random.ts";

/** Numbers that a seed decides. */
export interface Draws {
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  pick<Value>(values: readonly Value[]): Value | undefined;
}

export function drawsOf(seed: number, purpose: string): Draws {
  const random = seededRandom(seed);
  let drawn = 0;
  const below = (end: number) => {
    drawn += 1;
    return random.bytes(`${purpose} ${drawn}`, 4).readUInt32LE() % end;
  };
  return { below, pick: (values) => values[below(values.length || 1)] };
}
