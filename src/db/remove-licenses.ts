import { and, desc, eq, type InferSelectModel, inArray, isNull } from "drizzle-orm";
import type { LicenseRecord, Removal } from "../activation/license-records.ts";
import type { Database } from "./database.ts";
import type { ToRecord } from "./decoded-licenses.ts";
import { futureSubscriptions, licenses } from "./tables.ts";

interface Reading {
  readonly toRecord: ToRecord;
  /** What is in force before anything is removed. */
  readonly before: LicenseRecord | null;
}

/** Removes every row that carries a license number, or else the one row of that id without a number. Runs inside a transaction. */
export function removeLicenses({ db }: Tables, number: number, reading: Reading): Removal | null {
  const carrying = db.select().from(licenses).where(eq(licenses.number, number));
  const numbered = carrying.orderBy(desc(licenses.id)).all();
  const byRow = and(eq(licenses.id, number), isNull(licenses.number));
  const rows = numbered.length > 0 ? numbered : db.select().from(licenses).where(byRow).all();
  return removeRows({ db }, rows, reading);
}

/** Removes one row, whatever number it carries. Runs inside a transaction. */
export function removeRow({ db }: Tables, row: number, reading: Reading): Removal | null {
  const rows = db.select().from(licenses).where(eq(licenses.id, row)).all();
  return removeRows({ db }, rows, reading);
}

type Tables = Pick<Database, "db">;

/** The newest row comes first. Removing the license in force clears the future subscriptions. */
function removeRows(
  { db }: Tables,
  rows: readonly InferSelectModel<typeof licenses>[],
  { toRecord, before }: Reading,
): Removal | null {
  const [newest] = rows;
  if (!newest) return null;
  const ids = rows.map(({ id }) => id);
  db.delete(licenses).where(inArray(licenses.id, ids)).run();
  if (before && ids.includes(before.row)) db.delete(futureSubscriptions).run();
  return { newest: toRecord(newest) };
}
