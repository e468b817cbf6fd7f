export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The value that this share of all values does not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error("Nothing was measured.");
  return value;
}

/** How one server compares with the other, round by round: both had the same weather then. */
export function ratios(those: readonly number[], these: readonly number[]) {
  const perRound = those.map((value, round) => value / (these[round] ?? Number.NaN));
  return { median: median(perRound), least: Math.min(...perRound), most: Math.max(...perRound) };
}
