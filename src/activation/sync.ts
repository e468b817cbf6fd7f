import type { Clock } from "../clock.ts";
import { admitLicense, type Refusal } from "../license/admission.ts";
import type { License } from "../license/license.ts";
import type { LicenseProblem } from "../license/license-problem.ts";
import { err, ok, type Result } from "../result.ts";
import {
  isInForce,
  type LicenseRecord,
  type LicenseRecords,
  type Together,
} from "./license-records.ts";
import type { SeatLinkAnswer } from "./seat-link.ts";

/** What the answer to a report is taken in with. */
export interface SyncPorts {
  readonly licenses: LicenseRecords;
  readonly clock: Clock;
  readonly readLicense: (key: string) => Result<License, LicenseProblem>;
}

/** Why the license of an answer was not stored. */
export type KeyNotTaken =
  | LicenseProblem
  | { readonly kind: "license-refused"; readonly refusals: readonly Refusal[] };

/** What an answer has brought. */
export type Synced =
  | { readonly kind: "no-license-sent" }
  | { readonly kind: "license-unchanged"; readonly license: LicenseRecord }
  | { readonly kind: "license-installed"; readonly license: LicenseRecord };

/**
 * Takes in what the portal has answered to a report, in one atomic step that `together` joins.
 *
 * The key in force only moves its last sync, any other becomes a new row. A key that cannot be stored leaves the
 * licenses as they are, and the rest of the answer counts all the same; an answer without a key moves no last sync.
 * Source: licensing rules, response handling of the seat link, as in production.
 */
export async function takeAnswer(
  { licenseKey: key, futureSubscriptions }: SeatLinkAnswer,
  { licenses, clock, readLicense }: SyncPorts,
  together: (problem: KeyNotTaken | null) => Together,
): Promise<Result<Synced, KeyNotTaken>> {
  const [at, today] = [clock.now(), clock.today()];
  const without = async (problem: KeyNotTaken) => {
    await licenses.replaceFuture(futureSubscriptions, today, together(problem));
    return err(problem);
  };
  if (key === null) {
    await licenses.replaceFuture(futureSubscriptions, today, together(null));
    return ok({ kind: "no-license-sent" });
  }
  const current = await licenses.current(today);
  const license = isInForce(key, current) ? ok(current.license) : readLicense(key);
  if (!license.ok) return without(license.error);
  const installed = await licenses.install(
    { key, license: license.value, at, today, futureSubscriptions },
    (facts) => admitLicense(license.value, facts),
    together(null),
  );
  if (!installed.ok) return without({ kind: "license-refused", refusals: installed.error });
  const { isNew, license: stored } = installed.value;
  return ok({ kind: isNew ? "license-installed" : "license-unchanged", license: stored });
}
