import { and, count, desc, eq, lt } from "drizzle-orm";
import type { LicenseRecord, LicenseRecords } from "../activation/license-records.ts";
import type { Database } from "./database.ts";
import type { StoredKey, ToRecord } from "./decoded-licenses.ts";
import { licenses } from "./tables.ts";

type Reads = Pick<
  LicenseRecords,
  "history" | "historyLength" | "unreadableRows" | "stored" | "find"
>;

/** What is read of the licenses, but for the one in force. */
export function readLicensesIn({ db }: Pick<Database, "db">, toRecord: ToRecord): Reads {
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
      const stored = db.select().from(licenses).where(eq(licenses.id, row)).get();
      return stored ? toRecord(stored) : null;
    },
  };
}
