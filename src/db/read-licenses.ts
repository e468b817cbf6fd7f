import type BetterSqlite from "better-sqlite3";
import { and, count, desc, eq, lt } from "drizzle-orm";
import type { LicenseRecord, LicenseRecords } from "../activation/license-records.ts";
import type { Database } from "./database.ts";
import type { StoredKey, ToRecord } from "./decoded-licenses.ts";
import { preparedIn } from "./prepared.ts";
import { licenses } from "./tables.ts";

type Reads = Pick<
  LicenseRecords,
  "history" | "historyLength" | "unreadableRows" | "stored" | "find"
>;

/** What is read of the licenses, but for the one in force. */
export function readLicensesIn(database: Database, toRecord: ToRecord): Reads {
  const { db } = database;
  const isReadable = eq(licenses.readable, true);
  const toRecords = (rows: readonly StoredKey[]): LicenseRecord[] =>
    rows.map(toRecord).filter((record) => record !== null);
  return {
    history: async ({ offset, limit }) =>
      toRecords(
        db
          .select()
          .from(licenses)
          .where(isReadable)
          .orderBy(
            desc(licenses.startsOn),
            desc(licenses.createdAt),
            desc(licenses.expiresOn),
            desc(licenses.id),
          )
          .limit(limit)
          .offset(offset)
          .all(),
      ),
    unreadableRows: async () =>
      db
        .select({ id: licenses.id })
        .from(licenses)
        .where(eq(licenses.readable, false))
        .orderBy(desc(licenses.id))
        .all()
        .map(({ id }) => id),
    historyLength: async () =>
      db.select({ rows: count() }).from(licenses).where(isReadable).get()?.rows ?? 0,
    stored: async ({ before, limit }) =>
      toRecords(
        db
          .select()
          .from(licenses)
          .where(and(isReadable, lt(licenses.id, before)))
          .orderBy(desc(licenses.id))
          .limit(limit)
          .all(),
      ),
    async find(row) {
      const stored = preparedIn(database, rowNumbered).get(row);
      return stored ? toRecord(stored) : null;
    },
  };
}

const rowNumbered = (raw: BetterSqlite.Database) =>
  raw.prepare<[number], StoredKey>(
    "SELECT id, key, created_at AS createdAt, synced_at AS syncedAt FROM licenses WHERE id = ?",
  );
