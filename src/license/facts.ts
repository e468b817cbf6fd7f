import type { Day } from "../time/calendar.ts";
import type { License } from "./license.ts";
import type { RuleYear } from "./seat-rules.ts";
import type { Window } from "./term.ts";

/** What an instance knows when a license is about to be installed. */
export interface Facts {
  /** The year whose rules about seats are applied. */
  readonly rules: RuleYear;
  readonly today: Day;
  /** The license in force so far. */
  readonly current: License | null;
  /** Counted under the plan of the license in force so far. */
  readonly billableUsers: number;
  /** Counted without regard to any plan. */
  readonly activeUsers: number;
  /** The most users at once in a window; 0 where nothing was recorded. */
  historicalMax(window: Window): number;
}
