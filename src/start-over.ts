import type { Database } from "./db/database.ts";
import { inTransaction } from "./db/database.ts";
import { resetDatabase } from "./db/reset.ts";
import { forgetSetting, readSetting, writeSetting } from "./db/settings.ts";
import type { KeptClock } from "./kept-clock.ts";
import type { StandIn } from "./portal/stand-in/stand-in.ts";

interface Parties {
  readonly database: Database;
  readonly clock: KeptClock;
  /** Null if the portal is somebody else's. */
  readonly standIn: Pick<StandIn, "reset" | "resets"> | null;
}

/**
 * Takes instance, clock and stand-in portal back to the state after first start, all of them or none.
 *
 * No transaction spans two databases: the portal's commits within the instance's. What is under way is written down
 * before, so that the next start can finish it for a process that was killed between the two commits.
 */
export function startOver({ database, clock, standIn }: Parties) {
  if (standIn) writeSetting(database, "portal_reset", String(standIn.resets() + 1));
  clock.restart((keep) =>
    inTransaction(database, () => {
      resetDatabase(database);
      keep();
      forgetSetting(database, "portal_reset");
      standIn?.reset();
    }),
  );
}

/** Finishes what `startOver` has begun before the process ended, if the portal has started over. */
export function finishStartingOver(parties: Parties) {
  const { database, standIn } = parties;
  const underWay = readSetting(database, "portal_reset");
  if (underWay === undefined || standIn === null) return;
  if (standIn.resets() >= Number(underWay)) startOver(parties);
  else forgetSetting(database, "portal_reset");
}
