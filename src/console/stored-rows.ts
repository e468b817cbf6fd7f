import type { StoredRow } from "../activation/license-records.ts";
import type { ConsoleInstance } from "./console-instance.ts";
import type { LicenseAtHand, Licenses } from "./values.ts";

/** A license that is stored. */
export const ofRow = ({ key, license, row, createdAt, syncedAt }: StoredRow): LicenseAtHand => ({
  key,
  license,
  row: { row, createdAt, syncedAt },
  isRemoved: false,
  errors: [],
});

type Stored = Pick<ConsoleInstance, "licenses">;

const atOnce = 100;

async function* rowsIn({ licenses }: Stored): AsyncGenerator<StoredRow> {
  for (let after = 0; ; ) {
    const rows = await licenses.rows({ after, limit: atOnce });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.row;
  }
}

/** Every license, first stored first, also those whose keys cannot be read. */
export const allLicenses = (instance: Stored): Licenses => ({
  is: "relation",
  count: async () =>
    (await instance.licenses.historyLength()) + (await instance.licenses.unreadableRows()).length,
  async *each() {
    for await (const row of rowsIn(instance)) yield ofRow(row);
  },
});

/** The license that was stored last; null if there is none. */
export async function lastLicense({ licenses }: Stored): Promise<LicenseAtHand | null> {
  const [readable] = await licenses.stored({ before: Number.MAX_SAFE_INTEGER, limit: 1 });
  const [unreadable = 0] = await licenses.unreadableRows();
  return oneAt(Math.max(readable?.row ?? 0, unreadable), { licenses });
}

async function oneAt(row: number, { licenses }: Stored): Promise<LicenseAtHand | null> {
  const [found] = await licenses.rows({ after: row - 1, limit: 1 });
  return found?.row === row ? ofRow(found) : null;
}

/**
 * The license with a database id, as Rails finds it; if no row has that id, the latest stored that carries it as the portal's
 * license number, which is what the handbook has customers type. Source: support handbook, moving a customer.
 */
export async function findLicense(id: number, instance: Stored): Promise<LicenseAtHand | null> {
  const found = await oneAt(id, instance);
  if (found) return found;
  let numbered: LicenseAtHand | null = null;
  for await (const row of rowsIn(instance)) {
    if (row.license?.number === id) numbered = ofRow(row);
  }
  return numbered;
}
