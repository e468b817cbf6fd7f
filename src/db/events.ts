import type BetterSqlite from "better-sqlite3";
import { asc } from "drizzle-orm";
import type { Tx } from "../base/tx.ts";
import type { Instant } from "../time/calendar.ts";
import type { Entry, EventRecords, Recorded } from "../timeline/recorded.ts";
import { type Database, databaseOf, preparedIn } from "./database.ts";
import { eventIn, instantIn } from "./event-shape.ts";
import { type ReadLicense, storedLicensesIn, type ToRecord } from "./stored-licenses.ts";
import { events, licenses } from "./tables.ts";

/** As many as 90 years of days have. */
const keptEvents = 100_000;

/** How many more there may be before the oldest are dropped: at every event, that would cost as much as the event. */
const dropEvery = 1_000;

/** Writes an event down. */
export function recordEvent(tx: Tx, at: Instant, event: Recorded) {
  const database = databaseOf(tx);
  const { lastInsertRowid } = preparedIn(database, adding).run(at, JSON.stringify(event));
  const id = Number(lastInsertRowid);
  if (id % dropEvery === 0) preparedIn(database, dropping).run(id - keptEvents);
}

const adding = (raw: BetterSqlite.Database) =>
  raw.prepare<[Instant, string]>("INSERT INTO events (at, event) VALUES (?, ?)");

const dropping = (raw: BetterSqlite.Database) =>
  raw.prepare<[number]>("DELETE FROM events WHERE id <= ?");

/** What the clock showed when the last event was written down; undefined if there is none. */
export const lastEventAt = (database: Database): Instant | undefined =>
  instantIn(preparedIn(database, latest).get());

const latest = (raw: BetterSqlite.Database) =>
  raw.prepare<[], Instant>("SELECT at FROM events ORDER BY id DESC LIMIT 1").pluck();

export function eventRecordsIn(database: Database, read: ReadLicense): EventRecords {
  const { toRecord } = storedLicensesIn(database, read);
  return {
    all() {
      const rows = database.db.select().from(events).orderBy(asc(events.id)).all();
      let latest = 0 as Instant;
      const entries = rows.map(({ id, at, event }): Entry => {
        latest = instantIn(at) ?? latest;
        return { id, at: latest, event: eventIn(event) ?? { kind: "unreadable", row: id } };
      });
      return [...untold(database, entries, toRecord), ...entries];
    },
  };
}

/** Licenses that are stored and of which no event tells: an earlier version stored them, or the event was dropped. */
function untold({ db }: Database, entries: readonly Entry[], toRecord: ToRecord): Entry[] {
  const told = new Set(entries.map(({ event }) => installedRow(event)));
  return db
    .select()
    .from(licenses)
    .orderBy(asc(licenses.id))
    .all()
    .filter(({ id }) => !told.has(id))
    .map(toRecord)
    .filter((record) => record !== null)
    .map(({ row, license, createdAt: at }, index, all) => ({
      id: index - all.length,
      at,
      event: { kind: "license", action: "installed", row, license, origin: earlier },
    }));
}

const earlier = { by: "earlier-version" } as const;

const installedRow = (event: Recorded): number | undefined =>
  event.kind === "license" && event.action === "installed" ? event.row : undefined;
