import { and, desc, eq, type InferSelectModel, inArray, isNull } from "drizzle-orm";
import type { LicenseRecord, Removal } from "../activation/license-records.ts";
import type { Removing } from "../activation/origin.ts";
import type { Database } from "./database.ts";
import type { ToRecord } from "./decoded-licenses.ts";
import { recordEvent } from "./events.ts";
import { futureSubscriptions, licenses } from "./tables.ts";

interface Reading {
  readonly toRecord: ToRecord;
  /** What is in force before anything is removed. */
  readonly before: LicenseRecord | null;
  readonly removing: Removing;
}

/** Removes every row that carries a license number, or else the one row of that id without a number. Runs inside a transaction. */
export function removeLicenses(
  database: Database,
  number: number,
  reading: Reading,
): Removal | null {
  const { db } = database;
  const carrying = db.select().from(licenses).where(eq(licenses.number, number));
  const numbered = carrying.orderBy(desc(licenses.id)).all();
  const byRow = and(eq(licenses.id, number), isNull(licenses.number));
  const rows = numbered.length > 0 ? numbered : db.select().from(licenses).where(byRow).all();
  return removeRows(database, rows, reading);
}

/** Removes one row, whatever number it carries. Runs inside a transaction. */
export function removeRow(database: Database, row: number, reading: Reading): Removal | null {
  const rows = database.db.select().from(licenses).where(eq(licenses.id, row)).all();
  return removeRows(database, rows, reading);
}

/** The newest row comes first. Removing the license in force clears the future subscriptions. */
function removeRows(
  database: Database,
  rows: readonly InferSelectModel<typeof licenses>[],
  { toRecord, before, removing: { at, by } }: Reading,
): Removal | null {
  const [newest] = rows;
  if (!newest) return null;
  const { db } = database;
  const ids = rows.map(({ id }) => id);
  db.delete(licenses).where(inArray(licenses.id, ids)).run();
  if (before && ids.includes(before.row)) db.delete(futureSubscriptions).run();
  for (const row of rows.toReversed()) {
    const license = toRecord(row)?.license ?? null;
    recordEvent(database, at, { kind: "license", action: "removed", row: row.id, license, by });
  }
  return { newest: toRecord(newest) };
}
