import {
  DatabaseError,
  type OpenDatabase,
  openDatabaseFile,
  type Tables,
} from "../../base/database-file.ts";
import { type DatabaseImage, withImage } from "../../base/database-image.ts";
import { packageFile } from "../../base/package-file.ts";
import type { SecretPlaces } from "../../base/secret-places.ts";
import newest from "./newest-schema.json" with { type: "json" };

/**
 * The connection itself (`raw`) is for what is asked with every report: whoever moves the clock waits for years of them.
 *
 * SQLite plans a statement anew for each value that is bound to a limit, and for one that a column equals if rows are put in
 * an order, within the statement too, or tables joined: write `LIMIT +?` and `= +?`.
 */
export interface PortalDatabase extends OpenDatabase {
  close(): void;
}

/** How a portal's database came to its tables. */
export const portalTables: Tables = {
  migrationsFolder: packageFile("src/stand-in/store/migrations"),
  newest,
};

/** Where the secrets of a portal are. */
export const portalSecrets: SecretPlaces = {
  tables: ["customer_links"],
  emptied: { "customers.password_digest": null },
  licenseKeys: [
    "SELECT key FROM licenses ORDER BY number",
    "SELECT key FROM former_keys ORDER BY key",
    "SELECT json_extract(file.value, '$.text') FROM mails, json_each(mails.attachments) AS file ORDER BY mails.id",
  ],
  activationCodes: ["SELECT activation_code FROM cloud_activations ORDER BY id"],
  tokens: ["SELECT access_token FROM customers WHERE access_token IS NOT NULL ORDER BY id"],
  tokenDigests: [],
};

/** Opens the portal's database, in which codes and keys are, and brings it up to date. */
export function openDatabase(file: string): PortalDatabase {
  const database = openDatabaseFile(file, portalTables);
  const close = () => void database.raw.close();
  try {
    for (const column of jsonColumns) refuseDamagedRows(database.raw, file, column);
    return { ...database, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Columns that hold JSON, and what must be an object or a list within it. */
const jsonColumns = [
  { table: "terms", column: "renewal", path: "$", type: "object" },
  { table: "licenses", column: "attributes", path: "$.licensee", type: "object" },
  { table: "licenses", column: "attributes_as_issued", path: "$.licensee", type: "object" },
  { table: "license_seat_links", column: "body", path: "$", type: "object" },
  { table: "license_seat_links", column: "answer", path: "$", type: "object" },
  { table: "mails", column: "attachments", path: "$", type: "array" },
];

function damagedRow(
  raw: OpenDatabase["raw"],
  { table, column, path, type }: (typeof jsonColumns)[number],
): unknown {
  const kind = `CASE WHEN json_valid(${column}) THEN json_type(${column}, '${path}') END`;
  return raw
    .prepare(
      `SELECT rowid FROM ${table} WHERE ${column} IS NOT NULL AND ${kind} IS NOT '${type}' LIMIT 1`,
    )
    .pluck()
    .get();
}

/** Whether what an image of a portal's database says can be read: its objects, and a term of whatever was sold. */
export const hasReadableRows = (image: DatabaseImage): boolean =>
  withImage(
    image,
    (raw) =>
      jsonColumns.every((column) => damagedRow(raw, column) === undefined) &&
      raw
        .prepare(
          "SELECT 1 FROM subscriptions WHERE number NOT IN (SELECT subscription_number FROM terms WHERE position = 0) LIMIT 1",
        )
        .get() === undefined,
  );

function refuseDamagedRows(
  raw: OpenDatabase["raw"],
  file: string,
  column: (typeof jsonColumns)[number],
) {
  const row = damagedRow(raw, column);
  if (row === undefined) return;
  throw new DatabaseError(
    `${file} is damaged: ${column.column} of row ${row} of ${column.table} cannot be read. Restore the file from a copy, move it away, or name another directory with --data.`,
  );
}
