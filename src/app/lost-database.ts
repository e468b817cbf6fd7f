import { existsSync } from "node:fs";
import type { Log } from "../base/log.ts";
import { type Database, inTransaction } from "../db/database.ts";
import { readFact, writeFact } from "../db/facts.ts";
import type { EventRecords } from "../timeline/recorded.ts";
import type { DataDirectory } from "./data-directory.ts";
import { hasStarted } from "./first-boot.ts";

/** Says that an instance begins anew beside a portal that knows another one. To be asked before its database is made. */
export function tellOfLostInstance({ path }: Pick<DataDirectory, "path">, log: Log) {
  if (existsSync(path("instance.sqlite")) || !existsSync(path("portal.sqlite"))) return;
  log.warn(
    "There is no instance.sqlite beside this portal, which was used before: the instance begins anew, as another one and without a license.",
  );
}

interface Instance {
  readonly database: Database;
  readonly events: () => Promise<EventRecords>;
  readonly log: Log;
}

/**
 * What a stand-in portal has given to a kept instance, if its own database is missing: a second license 1001 would be taken
 * for the first. What was found is kept, since the instance may lose those licenses before the portal has given out more.
 */
export async function numbersOfLostPortal({ database, events, log }: Instance, isNew: boolean) {
  if (isNew && hasStarted(database)) {
    const found = numbersIn(await events());
    inTransaction(database, (tx) => writeFact(tx, "portal_numbers", found));
    log.warn(
      `There is no portal.sqlite beside this instance, which was used before: what the portal had sold is gone, and reports about it are refused. Subscriptions go on after ${found.sale}, licenses after ${found.license}.`,
    );
  }
  return readFact(database, "portal_numbers") ?? { sale: 0, license: 0 };
}

/** The highest numbers that the instance knows. Portals of others number as they like: theirs may be too large. */
function numbersIn(events: EventRecords) {
  const known = [...events.untold(new Set()), ...events.after(0)].map(({ event }) => event);
  const licenses = known.flatMap((event) =>
    event.kind === "license" && event.license ? [event.license] : [],
  );
  const names = [
    ...licenses.map(({ subscriptionName }) => subscriptionName),
    ...known.map((event) => (event.kind === "portal" ? event.subject : null)),
  ];
  const highest = (numbers: readonly number[]) =>
    numbers.reduce((one, other) => (other > one && other < 1e8 ? other : one), 0);
  return {
    sale: highest(names.map((name) => Number(/^A-S(\d+)$/.exec(name ?? "")?.[1] ?? 0))),
    license: highest(licenses.map(({ number }) => number ?? 0)),
  };
}
