export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** What other programs add to a cost is in it least. */
export const least = (values: readonly number[]): number => Math.min(...values);

/** The value that this share of all values does not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error("Nothing was measured.");
  return value;
}

/** How one compares with another, and how far the rounds spread: in each of them both had the same weather. */
export interface Ratio {
  readonly value: number;
  readonly least: number;
  readonly most: number;
}

/** Of what the machine's other work makes smaller, such as requests per second: the median of the rounds. */
export function medianRatio(those: readonly number[], these: readonly number[]): Ratio {
  const perRound = ratios(those, these);
  return { value: median(perRound), ...spread(perRound) };
}

/** Of costs, to which the machine's other work only adds: the least of all rounds to the least of all. */
export const leastRatio = (those: readonly number[], these: readonly number[]): Ratio => ({
  value: least(those) / least(these),
  ...spread(ratios(those, these)),
});

const ratios = (those: readonly number[], these: readonly number[]) =>
  those.map((value, round) => value / (these[round] ?? Number.NaN));

const spread = (values: readonly number[]) => ({
  least: Math.min(...values),
  most: Math.max(...values),
});
