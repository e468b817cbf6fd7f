import { toExplainedRules } from "../../../src/activation/explain-license.ts";
import { verdictText } from "../../../src/activation/explanation-text.ts";
import { explainLicense } from "../../../src/license/explanation.ts";
import type { License } from "../../../src/license/license.ts";
import type { Window } from "../../../src/license/term.ts";
import type { Day } from "../../../src/time/calendar.ts";
import { aLicense, day } from "../license/a-license.ts";

/** One license and what it meets, on the day on which the current term ends, 2025-06-01. */
export interface Scenario {
  /** What the customer did. */
  readonly story: string;
  /** What the key says. */
  readonly license: Partial<License>;
  /** Null if none is in force. */
  readonly current: License | null;
  /** Most users at once, by day. */
  readonly counts: Readonly<Record<string, number>>;
  readonly now: number;
  /** What support documents for it. */
  readonly admitted: boolean;
}

/** The license of the year before. */
export const yearBefore = (seats: number, fields: Partial<License> = {}): License =>
  aLicense({ seats, startsOn: day("2024-06-01"), expiresOn: day("2025-06-01"), ...fields });

/** Pays for seats of the year before. */
export const trueUpOf = (trueUpSeats: number): Partial<License> => ({
  carriesTrueUp: true,
  trueUpSeats,
  trueUpFrom: day("2024-06-01"),
  trueUpTo: day("2025-06-01"),
});

/** Why a scenario's license is admitted or refused. */
export function explained({ license, current, counts, now }: Omit<Scenario, "admitted" | "story">) {
  const key = aLicense(license);
  const within = ({ from, to }: Window) =>
    Object.entries(counts).filter(([on]) => from <= on && on <= to);
  const explanation = explainLicense(key, {
    rules: "today",
    today: key.startsOn,
    current,
    billableUsers: now,
    activeUsers: now,
    historicalMax: (window) => Math.max(0, ...within(window).map(([, count]) => count)),
    daysWith: (count, window) =>
      within(window).flatMap(([on, one]): Day[] => (one === count ? [day(on)] : [])),
  });
  return toExplainedRules(key, explanation);
}

/** The explanation as the command line prints it. */
export const textOf = (scenario: Omit<Scenario, "admitted" | "story">): string =>
  verdictText(explained(scenario)).join("\n");
