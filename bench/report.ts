import type { Round } from "./load.ts";
import { median, ratios } from "./statistics.ts";

/** Three significant digits: what comes after them changes with every run. */
export const figure = (value: number): string =>
  value.toLocaleString("en-US", { maximumSignificantDigits: 3 });

/** Columns under their headings: the first to the left, figures to the right. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? "").length)),
  );
  return lines
    .map((line) =>
      widths
        .map((width, column) => {
          const cell = line[column] ?? "";
          return column === 0 ? cell.padEnd(width) : cell.padStart(width);
        })
        .join("   ")
        .trimEnd(),
    )
    .map((line) => `   ${line}`)
    .join("\n");
}

/** The median of the ratios of all rounds, and how far they spread. */
export function ratioText(those: readonly number[], these: readonly number[]): string {
  const ratio = ratios(those, these);
  return `${figure(ratio.median)} (${figure(ratio.least)} to ${figure(ratio.most)})`;
}

/** The medians of some rounds, in the order of a round's facts. */
export const roundsRow = (name: string, rounds: readonly Round[]): readonly string[] => [
  name,
  figure(median(rounds.map(({ perSecond }) => perSecond))),
  figure(median(rounds.map(({ p50Ms }) => p50Ms))),
  figure(median(rounds.map(({ p99Ms }) => p99Ms))),
  figure(median(rounds.map(({ cpuMicroseconds }) => cpuMicroseconds))),
];
