import { existsSync } from "node:fs";
import type { Log } from "../base/log.ts";
import { storageProblem } from "../base/storage-problem.ts";
import { type Database, inTransaction } from "../db/database.ts";
import type { FactOf } from "../db/fact-shapes.ts";
import { readFact, writeFact } from "../db/facts.ts";
import type { StandIn } from "../stand-in/stand-in.ts";
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

type Numbers = FactOf<"portal_numbers">;

interface Instance {
  readonly database: Database;
  readonly events: () => Promise<EventRecords>;
  readonly log: Log;
}

/**
 * What a stand-in portal has given to a kept instance, whose own database is missing or older: a second license 1001 would be
 * taken for the first. `sold` is the last subscription of the portal's database. What was found is kept, since the instance may
 * lose those licenses before the portal has given out more.
 */
export async function numbersOfLostPortal(
  { database, events, log }: Instance,
  sold: number,
): Promise<Numbers> {
  const kept = readFact(database, "portal_numbers") ?? { sale: 0, license: 0 };
  if (!hasStarted(database) || (sold > 0 && sold >= kept.sale)) return kept;
  const known = sold === 0 ? numbersIn(await events()) : kept;
  const numbers = {
    sale: Math.max(known.sale, kept.sale),
    license: Math.max(known.license, kept.license),
  };
  inTransaction(database, (tx) => writeFact(tx, "portal_numbers", numbers));
  const lost =
    sold === 0
      ? "There is no portal.sqlite beside this instance, which was used before: what the portal had sold is gone"
      : "The portal.sqlite beside this instance is an older one: what the portal had sold since is gone";
  log.warn(
    `${lost}, and reports about it are refused. Subscriptions go on after ${numbers.sale}, licenses after ${numbers.license}.`,
  );
  return numbers;
}

interface Parties {
  readonly database: Database;
  /** Null if the portal is somebody else's. */
  readonly standIn: Pick<StandIn, "lastNumbers"> | null;
}

/** Keeps what a stand-in portal has given out by now. What has no room is kept at the next start. */
export function keepPortalNumbers({ database, standIn }: Parties) {
  try {
    const kept = readFact(database, "portal_numbers");
    const given = standIn?.lastNumbers();
    if (!given || (kept?.sale === given.sale && kept.license === given.license)) return;
    inTransaction(database, (tx) => writeFact(tx, "portal_numbers", given));
  } catch (error) {
    if (storageProblem(error) === undefined) throw error;
  }
}

/** The highest numbers that the instance knows. Portals of others number as they like: theirs may be too large. */
function numbersIn(events: EventRecords): Numbers {
  const known = [...events.untold({ rows: new Set(), announced: true }), ...events.after(0)].map(
    ({ event }) => event,
  );
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
