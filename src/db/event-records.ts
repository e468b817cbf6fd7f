import type BetterSqlite from "better-sqlite3";
import type { Instant } from "../time/calendar.ts";
import type { Entry, EventRecords } from "../timeline/recorded.ts";
import { type Database, preparedIn } from "./database.ts";
import { eventIn } from "./event-shape.ts";
import { isInstant } from "./fact-shapes.ts";
import { announcedIn } from "./license-records.ts";
import {
  licensesVersionOf,
  type ReadLicense,
  type StoredKey,
  storedLicensesIn,
  type ToRecord,
} from "./stored-licenses.ts";

/** Reads what was written down; the shapes of that take their time to load. */
export function eventRecordsIn(database: Database, read: ReadLicense): EventRecords {
  const licensesBut = untoldLicensesIn(database, read);
  let known: { readonly from: string; readonly licenses: unknown; entries: readonly Entry[] } = {
    from: "",
    licenses: null,
    entries: [],
  };
  return {
    life: () => database.life,
    first: () => preparedIn(database, firstId).get() ?? null,
    *after(id) {
      const toEntry = entryReader(preparedIn(database, latestBy).get(id));
      for (const row of preparedIn(database, laterThan).iterate(id)) yield toEntry(row);
    },
    of: (ids) => preparedIn(database, withIds).all(JSON.stringify(ids)).map(entryReader(undefined)),
    untold({ rows, announced: isAnnounced }) {
      const licenses = licensesBut(rows);
      const announced = isAnnounced ? [] : announcedIn(database);
      const last = licenses.at(-1)?.at;
      const at = announced.length > 0 ? (last ?? preparedIn(database, firstAt).get()) : undefined;
      const from = JSON.stringify([announced, at]);
      if (known.licenses !== licenses || known.from !== from) {
        const event = { kind: "announcement", announced, isEarlier: true } as const;
        const entries = numbered([...licenses, ...(isInstant(at) ? [{ at, event }] : [])]);
        known = { from, licenses, entries };
      }
      return known.entries;
    },
  };
}

/** Gives the licenses that are stored but for some rows, and the same list as long as it is the same. */
function untoldLicensesIn(database: Database, read: ReadLicense) {
  const { toRecord } = storedLicensesIn(database, read);
  let known: UntoldLicenses | null = null;
  return (told: ReadonlySet<number>): readonly Unnumbered[] => {
    const version = `${licensesVersionOf(database)}/${told.size}`;
    if (known?.told === told && known.version === version) return known.licenses;
    const stored = preparedIn(database, licenseIds).all();
    const rows = JSON.stringify(stored.filter((row) => !told.has(row)));
    // Reading a license takes its time, and what is stored does not change.
    const licenses =
      known?.rows === rows
        ? known.licenses
        : licensesOf(preparedIn(database, licensesWithIds).all(rows), toRecord);
    known = { told, version, rows, licenses };
    return licenses;
  };
}

/** Licenses that no entry tells of, and from what that follows. */
interface UntoldLicenses {
  readonly told: ReadonlySet<number>;
  readonly version: string;
  readonly rows: string;
  readonly licenses: readonly Unnumbered[];
}

const firstId = (raw: BetterSqlite.Database) =>
  raw.prepare<[], number | null>("SELECT min(id) FROM events").pluck();

interface EventRow {
  readonly id: number;
  readonly at: number;
  readonly event: string;
}

const laterThan = (raw: BetterSqlite.Database) =>
  raw.prepare<[number], EventRow>("SELECT id, at, event FROM events WHERE id > ? ORDER BY id");

const withIds = (raw: BetterSqlite.Database) =>
  raw.prepare<[string], EventRow>(
    "SELECT id, at, event FROM events WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
  );

const licenseIds = (raw: BetterSqlite.Database) =>
  raw.prepare<[], number>("SELECT id FROM licenses ORDER BY id").pluck();

const licensesWithIds = (raw: BetterSqlite.Database) =>
  raw.prepare<[string], StoredKey>(
    `SELECT id, key, created_at AS createdAt, synced_at AS syncedAt FROM licenses
     WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
  );

const firstAt = (raw: BetterSqlite.Database) =>
  raw
    .prepare<[], number>("SELECT at FROM events WHERE typeof(at) = 'integer' ORDER BY id LIMIT 1")
    .pluck();

type Unnumbered = Omit<Entry, "id">;

const numbered = (entries: readonly Unnumbered[]): readonly Entry[] =>
  entries.map((entry, index) => ({ id: index - entries.length, ...entry }));

const licensesOf = (rows: readonly StoredKey[], toRecord: ToRecord): readonly Unnumbered[] =>
  rows
    .map(toRecord)
    .filter((record) => record !== null)
    .map(({ row, license, createdAt: at }) => ({
      at,
      event: { kind: "license", action: "installed", row, license, origin: earlier },
    }));

const earlier = { by: "earlier-version" } as const;

/** Reads one event after the other. One that does not say when it was has happened when the one before it did. */
function entryReader(before: number | undefined) {
  let latest = isInstant(before) ? before : (0 as Instant);
  return ({ id, at, event }: EventRow): Entry => {
    if (isInstant(at)) latest = at;
    return { id, at: latest, event: eventIn(event) ?? { kind: "unreadable", row: id } };
  };
}

const latestBy = (raw: BetterSqlite.Database) =>
  raw
    .prepare<[number], number>(
      "SELECT at FROM events WHERE id <= ? AND typeof(at) = 'integer' ORDER BY id DESC LIMIT 1",
    )
    .pluck();
