import type { UserCount } from "./user-records.ts";

/** So many counts at most, in order of days: the first, the last, and of each stretch between the first of its highest. */
export function thinnedCounts(counts: readonly UserCount[], most: number): readonly UserCount[] {
  if (counts.length <= most) return counts;
  const length = Math.ceil((counts.length - 2) / (most - 2));
  const between = counts.slice(1, -1);
  const highest = [];
  for (let from = 0; from < between.length; from += length) {
    const stretch = between.slice(from, from + length);
    highest.push(stretch.reduce((high, one) => (one.count > high.count ? one : high)));
  }
  return [...counts.slice(0, 1), ...highest, ...counts.slice(-1)];
}
