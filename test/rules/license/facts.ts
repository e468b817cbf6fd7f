import type { Evidence } from "../../../src/license/explanation.ts";
import type { Facts } from "../../../src/license/facts.ts";
import type { RuleYear } from "../../../src/license/seat-rules.ts";
import { aLicense, day } from "./a-license.ts";

const today = "2025-06-01";

/** In force when a new license arrives on 2025-06-01. */
export const currentLicense = aLicense({
  startsOn: day("2024-06-15"),
  expiresOn: day("2025-06-15"),
});

export interface Counts {
  readonly now?: number;
  readonly peak?: number;
  readonly peakOn?: string;
  readonly current?: Facts["current"];
  readonly today?: string;
  readonly rules?: RuleYear;
}

/** What an instance knows that has one record, by default on the first day of the current license. */
export const factsOf = (counts: Counts): Facts => ({
  rules: counts.rules ?? "today",
  today: day(counts.today ?? today),
  current: counts.current === undefined ? currentLicense : counts.current,
  billableUsers: counts.now ?? 0,
  activeUsers: counts.now ?? 0,
  historicalMax({ from, to }) {
    const on = counts.peakOn ?? currentLicense.startsOn;
    return from <= on && on <= to ? (counts.peak ?? 0) : 0;
  },
});

/** The same, with the day of that record. */
export const evidenceOf = (counts: Counts): Evidence => ({
  ...factsOf(counts),
  daysWith: (count) =>
    count === (counts.peak ?? 0) ? [day(counts.peakOn ?? currentLicense.startsOn)] : [],
});
