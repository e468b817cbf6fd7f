import { count, desc, eq } from "drizzle-orm";
import type { LicenseRecords } from "../activation/license-records.ts";
import type { RuleYear } from "../license/seat-rules.ts";
import { currentRecordIn } from "./current-record.ts";
import { type Database, inTransaction } from "./database.ts";
import { decoderOf, type ReadLicense } from "./decoded-licenses.ts";
import { factsIn, installLicense, readFuture } from "./install-license.ts";
import { removeLicenses, removeRow } from "./remove-licenses.ts";
import { licenses } from "./tables.ts";
import { readDaysWith } from "./user-records.ts";

export function licenseRecordsIn(
  database: Database,
  read: ReadLicense,
  rules: RuleYear = "today",
): LicenseRecords {
  const { db } = database;
  const { toRecord, remember } = decoderOf(read);
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
    futureSubscriptions: async () => readFuture(database),
    consider: async (today, ask) =>
      ask({
        ...factsIn(database, { before: current(today), rules, today }),
        daysWith: (count, window) => readDaysWith(database, count, window),
      }),
    remove: async (number, today) =>
      inTransaction(database, () =>
        removeLicenses(database, number, { toRecord, before: current(today) }),
      ),
    removeRow: async (row, today) =>
      inTransaction(database, () => removeRow(database, row, { toRecord, before: current(today) })),
    async install(arrival, admit) {
      const installed = inTransaction(database, () =>
        installLicense(database, { arrival, before: current(arrival.today), rules }, admit),
      );
      if (installed.ok) remember(installed.value.license);
      return installed;
    },
  };
}
