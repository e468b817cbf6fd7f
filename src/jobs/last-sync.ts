import type { Instant } from "../time/calendar.ts";
import type { LastReport } from "./job-records.ts";

/** Why the last exchange with the portal failed; null if it did not. A license that came later, by an activation, has made up for a failure. */
export const syncFailure = (syncedAt: Instant | null, attempt: LastReport | null): string | null =>
  attempt === null || attempt.at < (syncedAt ?? attempt.at) ? null : attempt.error;
