import { err, ok, type Result } from "../base/result.ts";
import type { Tx } from "../base/tx.ts";
import type { Refusal } from "../license/admission.ts";
import type { License, LicenseProblem } from "../license/license.ts";
import type { Clock } from "../time/clock.ts";
import { decideArrival, isInForce } from "./installation.ts";
import type { Installed, LicenseRecord, LicenseRecords } from "./license-records.ts";
import type { Origin } from "./origin.ts";
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
  /** The license that was reported is not in force any more, and the answer was about that one. */
  | { readonly kind: "answer-superseded" }
  | { readonly kind: "license-unchanged"; readonly license: LicenseRecord }
  | { readonly kind: "license-installed"; readonly license: LicenseRecord };

interface Taking {
  readonly origin: Origin;
  /** The key that must be in force still, if the answer is to count; null if it counts in any case. */
  readonly about: string | null;
  /** Is done in the same transaction, knowing what it brings. */
  readonly together: (tx: Tx, taken: Result<Synced, KeyNotTaken>) => void;
}

/**
 * Takes in what the portal has answered to a report, in one atomic step.
 *
 * The key in force only moves its last sync, any other becomes a new row. A key that cannot be stored leaves the
 * licenses as they are, and the rest of the answer counts all the same; an answer without a key moves no last sync.
 * Source: licensing rules, response handling of the seat link, as in production.
 *
 * What is in force is compared in the transaction that would store something else: another activation may have come first.
 */
export async function takeAnswer(
  { licenseKey: key, futureSubscriptions }: SeatLinkAnswer,
  { licenses, clock, readLicense }: SyncPorts,
  { origin, about, together }: Taking,
): Promise<Result<Synced, KeyNotTaken>> {
  const [at, today] = [clock.now(), clock.today()];
  const counts = (inForce: LicenseRecord | null) => about === null || inForce?.key === about;
  const without = async (kept: Result<Synced, KeyNotTaken>) => {
    let taken = kept;
    const futureIfItCounts = (inForce: LicenseRecord | null) => {
      if (counts(inForce)) return futureSubscriptions;
      taken = superseded;
      return null;
    };
    await licenses.replaceFuture({ at, today }, futureIfItCounts, (tx) => together(tx, taken));
    return taken;
  };
  if (key === null) return without(ok({ kind: "no-license-sent" }));
  const current = await licenses.current(today);
  const license = isInForce(key, current) ? ok(current.license) : readLicense(key);
  if (!license.ok) return without(license);
  const arrival = { key, license: license.value, at, today, futureSubscriptions, origin };
  const installed = await licenses.install<readonly Refusal[] | "superseded">(
    today,
    (facts) => (counts(facts.inForce) ? decideArrival(arrival, facts) : err("superseded")),
    (tx, stored) => together(tx, ok(syncedWith(stored))),
  );
  if (installed.ok) return ok(syncedWith(installed.value));
  if (installed.error === "superseded") return without(superseded);
  return without(err({ kind: "license-refused", refusals: installed.error }));
}

const superseded = ok<Synced>({ kind: "answer-superseded" });

const syncedWith = ({ isNew, license }: Installed): Synced => ({
  kind: isNew ? "license-installed" : "license-unchanged",
  license,
});
