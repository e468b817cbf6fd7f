import type { Reconciliation } from "../activation/seat-link.ts";
import type { LastReport } from "../jobs/job-records.ts";
import type { Database } from "./database.ts";
import { forgetSetting, readSetting, writeSetting } from "./settings.ts";

/** What the reports to the portal have left behind, apart from licenses. */
interface Notes {
  readonly last_report: LastReport;
  readonly reconciliation: Reconciliation;
}

/** Null if there is none. */
export function readNote<Name extends keyof Notes>(
  database: Database,
  name: Name,
): Notes[Name] | null {
  const text = readSetting(database, name);
  return text === undefined ? null : JSON.parse(text);
}

/** Null removes it. */
export function writeNote<Name extends keyof Notes>(
  database: Database,
  name: Name,
  note: Notes[Name] | null,
) {
  if (note === null) forgetSetting(database, name);
  else writeSetting(database, name, JSON.stringify(note));
}
