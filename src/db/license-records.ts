import { asc, count, desc, eq } from "drizzle-orm";
import type { LicenseRecords } from "../activation/license-records.ts";
import { currentRecordIn } from "./current-record.ts";
import { type Database, inTransaction } from "./database.ts";
import { decoderOf, type ReadLicense } from "./decoded-licenses.ts";
import { installLicense } from "./install-license.ts";
import { futureSubscriptions, licenses } from "./tables.ts";

export function licenseRecordsIn(database: Database, read: ReadLicense): LicenseRecords {
  const { db } = database;
  const toRecord = decoderOf(read);
  const current = currentRecordIn(database, toRecord);
  return {
    current: async (today) => current(today),
    history: async ({ offset, limit }) =>
      db
        .select()
        .from(licenses)
        .where(eq(licenses.readable, true))
        .orderBy(
          desc(licenses.startsOn),
          desc(licenses.createdAt),
          desc(licenses.expiresOn),
          desc(licenses.id),
        )
        .limit(limit)
        .offset(offset)
        .all()
        .map(toRecord)
        .filter((record) => record !== null),
    historyLength: async () =>
      db.select({ rows: count() }).from(licenses).where(eq(licenses.readable, true)).get()?.rows ??
      0,
    futureSubscriptions: async () =>
      db
        .select()
        .from(futureSubscriptions)
        .orderBy(asc(futureSubscriptions.position))
        .all()
        .map(({ position: _position, ...entry }) => entry),
    install: async (arrival, admit) =>
      inTransaction(database, () =>
        installLicense(database, { arrival, before: current(arrival.today) }, admit),
      ),
  };
}
