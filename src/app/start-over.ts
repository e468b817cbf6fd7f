import { storageProblem } from "../base/storage-problem.ts";
import { type Database, inTransaction } from "../db/database.ts";
import { forgetFact, readFact, writeFact } from "../db/facts.ts";
import { resetDatabase } from "../db/reset.ts";
import type { StandIn } from "../stand-in/stand-in.ts";
import type { ClockStart, KeptClock } from "../time/clock.ts";

interface Parties {
  readonly database: Database;
  readonly clock: KeptClock;
  /** Null if the portal is somebody else's. */
  readonly standIn: Pick<StandIn, "reset" | "resets"> | null;
}

/**
 * Takes instance, clock and stand-in portal back to the state after first start, all of them or none. The clock goes to
 * where it first was, or to where it is to start.
 *
 * No transaction spans two databases. The instance's commit decides: with it goes a note of what the portal owes,
 * which is done at once; where the disk has no room for it, before the portal does anything else; and where the
 * process ends in between, at the next start.
 */
export function startOver({ database, clock, standIn }: Parties, start?: ClockStart) {
  clock.restart(
    (keep) =>
      inTransaction(database, (tx) => {
        resetDatabase(tx);
        keep(tx);
        forgetFact(tx, "portal_restore");
        if (standIn) writeFact(tx, "portal_reset", String(standIn.resets() + 1));
      }),
    start,
  );
  if (!standIn) return;
  try {
    standIn.reset();
    inTransaction(database, (tx) => forgetFact(tx, "portal_reset"));
  } catch (error) {
    // What is still to do is written down.
    if (storageProblem(error) === undefined) throw error;
  }
}

/** Lets the portal do what it owes since a reset. Without a portal of its own here, the note stays. */
export function finishStartingOver({ database, standIn }: Pick<Parties, "database" | "standIn">) {
  const owed = readFact(database, "portal_reset");
  if (owed === undefined || standIn === null) return;
  if (standIn.resets() < Number(owed)) standIn.reset();
  inTransaction(database, (tx) => forgetFact(tx, "portal_reset"));
}
