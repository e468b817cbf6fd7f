import { createHash } from "node:crypto";
import type { InferSelectModel } from "drizzle-orm";
import { eq } from "drizzle-orm";
import type { LicenseRecord } from "../activation/license-records.ts";
import type { Instant } from "../calendar.ts";
import type { License } from "../license/license.ts";
import type { LicenseProblem } from "../license/license-problem.ts";
import type { ReadingKeys } from "../license/reading-keys.ts";
import type { Result } from "../result.ts";
import { type Database, inTransaction } from "./database.ts";
import { readSetting, writeSetting } from "./settings.ts";
import { licenses } from "./tables.ts";

export type ReadLicense = (key: string) => Result<License, LicenseProblem>;

type LicenseRow = InferSelectModel<typeof licenses>;

export type ToRecord = (row: LicenseRow) => LicenseRecord | null;

/** More than the selection rule and the longest page look at, with room to spare. */
const keptDecoded = 1_000;

/**
 * Turns rows into records; null for a key that cannot be read.
 *
 * Decoding costs an RSA operation and the key of a row never changes, so the newest are remembered.
 */
export function decoderOf(read: ReadLicense): ToRecord {
  const decoded = new Map<number, { key: string; license: License | null }>();
  const decode = ({ id, key }: LicenseRow): License | null => {
    const known = decoded.get(id);
    // A reset starts the ids over, so an id alone does not say which key was decoded.
    if (known?.key === key) return known.license;
    const fresh = read(key);
    const license = fresh.ok ? fresh.value : null;
    decoded.set(id, { key, license });
    const oldest = decoded.size > keptDecoded ? decoded.keys().next().value : undefined;
    if (oldest !== undefined) decoded.delete(oldest);
    return license;
  };
  return (row) => {
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
}

/** Decodes every row again if the keys that licenses are read with are not those of the last start. */
export function decodeAgain(database: Database, read: ReadLicense, keys: ReadingKeys) {
  const readingKeys = fingerprintOf(keys);
  if (readSetting(database, "reading_keys") === readingKeys) return;
  const { db } = database;
  inTransaction(database, () => {
    for (const row of db.select().from(licenses).all()) {
      const license = read(row.key);
      const columns = license.ok
        ? { readable: true, startsOn: license.value.startsOn, expiresOn: license.value.expiresOn }
        : { readable: false, startsOn: null, expiresOn: null };
      db.update(licenses).set(columns).where(eq(licenses.id, row.id)).run();
    }
    writeSetting(database, "reading_keys", readingKeys);
  });
}

function fingerprintOf({ main, fallback }: ReadingKeys): string {
  const hash = createHash("sha256");
  for (const key of [main, ...fallback]) hash.update(key.export({ type: "spki", format: "der" }));
  return hash.digest("hex");
}
