import type { Round } from "./load.ts";
import { least, median, type Ratio } from "./statistics.ts";

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

/** A ratio, and how far the rounds spread. */
export const ratioText = ({ value, least, most }: Ratio): string =>
  `${figure(value)} (${figure(least)} to ${figure(most)})`;

/** The headings of what `roundsRow` gives. */
export const roundsHeadings = ["p50 ms", "p99 ms", "CPU µs each"];

/** What came of some rounds: how many per second, and what each took. */
export const roundsRow = (name: string, rounds: readonly Round[]): readonly string[] => [
  name,
  figure(median(perSecondOf(rounds))),
  figure(median(rounds.map(({ p50Ms }) => p50Ms))),
  figure(median(rounds.map(({ p99Ms }) => p99Ms))),
  figure(least(cpuOf(rounds))),
];

export const perSecondOf = (rounds: readonly Round[]) => rounds.map(({ perSecond }) => perSecond);

export const cpuOf = (rounds: readonly Round[]) =>
  rounds.map(({ cpuMicroseconds }) => cpuMicroseconds);
