import type { RecordableHistogram } from "node:perf_hooks";
import type { Read } from "./license-api.ts";

/** What readers were told, judged. Times in milliseconds. */
export interface Verdicts {
  readonly reads: number;
  readonly withoutLicense: number;
  /** Told a license that is none of those that were activated. */
  readonly mixed: number;
  /** Told one of them, but not at its time. */
  readonly stale: number;
  readonly failed: number;
  /** The first answer that was not right, in words; null if all were. */
  readonly firstWrong: string | null;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface ReplacementReport {
  readonly readers: number;
  readonly replacements: number;
  readonly seconds: number;
  readonly atRest: Verdicts;
  readonly during: Verdicts;
}

/** Whether every answer was right. */
export const isGapless = ({ atRest, during }: ReplacementReport): boolean =>
  atRest.firstWrong === null && during.firstWrong === null;

type Wrong = "withoutLicense" | "mixed" | "stale" | "failed";

interface Expected {
  /** What may have been in force between question and answer. */
  readonly inForce: readonly (string | undefined)[];
  readonly known: ReadonlySet<string | undefined>;
}

/** Counts right and wrong answers. */
export function verdictsOn(nanoseconds: RecordableHistogram) {
  const counts: Record<Wrong, number> = { withoutLicense: 0, mixed: 0, stale: 0, failed: 0 };
  let firstWrong: string | null = null;
  const milliseconds = (percentile: number) =>
    Math.round(nanoseconds.percentile(percentile) / 1e4) / 100;
  return {
    judge(read: Read, expected: Expected) {
      const wrong = wrongIn(read, expected);
      if (wrong === null) return;
      counts[wrong] += 1;
      firstWrong ??= `${wrong}: ${JSON.stringify(read)}, where one of these was in force: ${expected.inForce.join(" ")}`;
    },
    told: (): Verdicts => ({
      reads: nanoseconds.count,
      ...counts,
      firstWrong,
      p50Ms: milliseconds(50),
      p99Ms: milliseconds(99),
    }),
  };
}

function wrongIn(read: Read, { inForce, known }: Expected): Wrong | null {
  if ("failure" in read) return "failed";
  if (read.license === null) return "withoutLicense";
  if (inForce.includes(read.license)) return null;
  return known.has(read.license) ? "stale" : "mixed";
}
