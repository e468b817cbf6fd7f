import { createHash } from "node:crypto";
import type { InferSelectModel } from "drizzle-orm";
import { eq } from "drizzle-orm";
import type { LicenseRecord } from "../activation/license-records.ts";
import type { Result } from "../base/result.ts";
import type { License } from "../license/license.ts";
import type { LicenseProblem } from "../license/license-problem.ts";
import type { ReadingKeys } from "../license/reading-keys.ts";
import type { Instant } from "../time/calendar.ts";
import { type Database, inTransaction } from "./database.ts";
import { readSetting, writeSetting } from "./settings.ts";
import { licenses } from "./tables.ts";

export type ReadLicense = (key: string) => Result<License, LicenseProblem>;

/** What a record is made of. */
export type StoredKey = Pick<
  InferSelectModel<typeof licenses>,
  "id" | "key" | "createdAt" | "syncedAt"
>;

export type ToRecord = (row: StoredKey) => LicenseRecord | null;

interface Decoder {
  readonly toRecord: ToRecord;
  /** Spares the decoding of what was decoded before it was stored. */
  readonly remember: (record: LicenseRecord) => void;
}

/** More than the selection rule and the longest page look at, with room to spare. */
const keptDecoded = 1_000;

/**
 * Turns rows into records; null for a key that cannot be read.
 *
 * Decoding costs an RSA operation and the key of a row never changes, so the newest are remembered.
 */
export function decoderOf(read: ReadLicense): Decoder {
  const decoded = new Map<number, { key: string; license: License | null }>();
  const keep = (id: number, key: string, license: License | null) => {
    decoded.set(id, { key, license });
    const oldest = decoded.size > keptDecoded ? decoded.keys().next().value : undefined;
    if (oldest !== undefined) decoded.delete(oldest);
  };
  const decode = ({ id, key }: StoredKey): License | null => {
    const known = decoded.get(id);
    // A reset starts the ids over, so an id alone does not say which key was decoded.
    if (known?.key === key) return known.license;
    const fresh = read(key);
    const license = fresh.ok ? fresh.value : null;
    keep(id, key, license);
    return license;
  };
  const toRecord: ToRecord = (row) => {
    const license = decode(row);
    return (
      license && {
        row: row.id,
        key: row.key,
        license,
        createdAt: row.createdAt as Instant,
        syncedAt: row.syncedAt as Instant | null,
      }
    );
  };
  return { toRecord, remember: ({ row, key, license }) => keep(row, key, license) };
}

/** Decodes every row again if the keys that licenses are read with are not those of the last start. */
export function decodeAgain(database: Database, read: ReadLicense, keys: ReadingKeys) {
  const readingKeys = fingerprintOf(keys);
  if (readSetting(database, "reading_keys") === readingKeys) return;
  const { db } = database;
  inTransaction(database, () => {
    for (const row of db.select().from(licenses).all()) {
      const license = read(row.key);
      const columns = decodedColumns(license.ok ? license.value : null);
      db.update(licenses).set(columns).where(eq(licenses.id, row.id)).run();
    }
    writeSetting(database, "reading_keys", readingKeys);
  });
}

/** What is kept of a license beside its key, for lists and look-ups. */
export const decodedColumns = (license: License | null) => ({
  readable: license !== null,
  number: license?.number ?? null,
  startsOn: license?.startsOn ?? null,
  expiresOn: license?.expiresOn ?? null,
});

/** Changes with the keys, and with what `decodedColumns` keeps. */
function fingerprintOf({ main, fallback }: ReadingKeys): string {
  const hash = createHash("sha256").update("number starts_on expires_on");
  for (const key of [main, ...fallback]) hash.update(key.export({ type: "spki", format: "der" }));
  return hash.digest("hex");
}
