import type BetterSqlite from "better-sqlite3";
import type { Tx } from "../base/tx.ts";
import type { Instant } from "../time/calendar.ts";
import type { Recorded } from "../timeline/recorded.ts";
import { type Database, databaseOf, preparedIn } from "./database.ts";
import { isInstant } from "./fact-shapes.ts";

/** As many as 90 years of days have. */
const keptEvents = 100_000;

/** How many more there may be before the oldest are dropped: at every event, that would cost as much as the event. */
const dropEvery = 1_000;

/** Writes an event down. */
export function recordEvent(tx: Tx, at: Instant, event: Recorded) {
  const database = databaseOf(tx);
  const { lastInsertRowid } = preparedIn(database, adding).run(at, writtenDown(event));
  const id = Number(lastInsertRowid);
  if (id % dropEvery === 0) preparedIn(database, dropping).run(id - keptEvents);
}

/** Without how long a phase of a connection took by the machine's clock: the same story is written down the same. */
const writtenDown = (event: Recorded): string =>
  "transport" in event && event.transport
    ? JSON.stringify(event, (name, value) => (name === "ms" ? undefined : value))
    : JSON.stringify(event);

const adding = (raw: BetterSqlite.Database) =>
  raw.prepare<[Instant, string]>("INSERT INTO events (at, event) VALUES (?, ?)");

const dropping = (raw: BetterSqlite.Database) =>
  raw.prepare<[number]>("DELETE FROM events WHERE id <= ?");

/** What the clock showed when the last event was written down; undefined if there is none. */
export function lastEventAt(database: Database): Instant | undefined {
  const at = preparedIn(database, latest).get();
  return isInstant(at) ? at : undefined;
}

const latest = (raw: BetterSqlite.Database) =>
  raw.prepare<[], Instant>("SELECT at FROM events ORDER BY id DESC LIMIT 1").pluck();
