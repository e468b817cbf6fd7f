import type { Tables } from "../base/database-file.ts";
import { type DatabaseImage, imageOf, putBack, withImage } from "../base/database-image.ts";
import { packageFile } from "../base/package-file.ts";
import type { SecretPlaces } from "../base/secret-places.ts";
import type { Tx } from "../base/tx.ts";
import { type Database, databaseOf, inTransaction } from "./database.ts";
import { type FactName, factShapes } from "./fact-shapes.ts";
import { forgetFact } from "./facts.ts";
import newest from "./newest-schema.json" with { type: "json" };

/** How an instance's database came to its tables. */
export const instanceTables: Tables = {
  migrationsFolder: packageFile("src/db/migrations"),
  newest,
};

/** Facts of the emulator that runs, and not of the state that it is in. */
const ofEmulator = [
  "clock",
  "clock_move",
  "first_clock",
  "first_boot",
  "has_started",
  "ready_tokens",
  "portal_reset",
  "portal_restore",
  "portal_numbers",
  // Which settings differ depends on how it was started.
  "instance_settings",
] as const satisfies readonly FactName[];

const apart = { settings: ofEmulator };

/** Where the secrets of an instance are. */
export const instanceSecrets: SecretPlaces = {
  tables: ["access_tokens"],
  emptied: {},
  licenseKeys: ["SELECT key FROM licenses ORDER BY id", "SELECT license_key FROM jobs ORDER BY id"],
  activationCodes: [],
  tokens: ["SELECT json_extract(value, '$.token') FROM settings WHERE name = 'service_token'"],
  tokenDigests: [],
};

/** What an instance holds, with all that was asked to be written by now. */
export const instanceImage = (database: Database): DatabaseImage =>
  inTransaction(database, () => imageOf(database.raw, instanceTables, apart));

/** Replaces what an instance holds. Where the clock stands, and what the portal owes, is written beside it. */
export function putBackInstance(tx: Tx, image: DatabaseImage) {
  const database = databaseOf(tx);
  database.life += 1;
  putBack(database.raw, image, apart);
  for (const name of ["clock_move", "first_boot"] as const) forgetFact(tx, name);
}

/** Whether the facts of an image can be read. */
export const hasReadableFacts = (image: DatabaseImage): boolean =>
  withImage(image, (raw) =>
    raw
      .prepare<[], [FactName, unknown]>("SELECT name, value FROM settings")
      .raw()
      .all()
      .every(
        ([name, value]) => !(name in factShapes) || factShapes[name].read(value) !== undefined,
      ),
  );
