import { chmodSync, existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import BetterSqlite from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";

export type Database = ReturnType<typeof connect>;

/** The database cannot be used. The message says which file, why, and what to do. */
export class DatabaseError extends Error {}

const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));

/** Opens the instance's database, `:memory:` or a file that only its owner may read, and brings it up to date. */
export function openDatabase(path: string): Database {
  let database: Database | undefined;
  try {
    database = connect(path);
    refuseNewer(database.raw, path);
    migrate(database.db, { migrationsFolder });
    return database;
  } catch (error) {
    database?.raw.close();
    throw explained(error, path);
  }
}

function connect(path: string) {
  const raw = new BetterSqlite(path);
  try {
    if (path !== ":memory:") chmodSync(path, 0o600);
    raw.pragma("journal_mode = WAL");
    raw.pragma("synchronous = FULL");
    raw.pragma("foreign_keys = ON");
    raw.pragma("busy_timeout = 5000");
    return { raw, db: drizzle({ client: raw }) };
  } catch (error) {
    raw.close();
    throw error;
  }
}

/** Every write of the instance goes through here: the body runs from begin to commit without a pause. */
export const inTransaction = <Value>({ raw }: Database, body: () => Value): Value =>
  raw.transaction(body).immediate();

/** A migration that this version does not know was applied by a newer one. */
function refuseNewer(raw: Database["raw"], path: string) {
  const applied = raw
    .prepare("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'")
    .get();
  if (applied === undefined) return;
  const known = readdirSync(migrationsFolder).filter((name) =>
    existsSync(`${migrationsFolder}/${name}/migration.sql`),
  );
  const unknown = raw
    .prepare<[], string>("SELECT name FROM __drizzle_migrations")
    .pluck()
    .all()
    .find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new DatabaseError(
    `${path} was written by a newer version of Understudy. Run that version, or name another directory with --data.`,
  );
}

function explained(error: unknown, path: string): unknown {
  if (!(error instanceof Error && "code" in error)) return error;
  const code = String(error.code);
  if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT")) {
    return new DatabaseError(
      `${path} is damaged or no database of Understudy. Nothing was changed. Move it away, or name another directory with --data.`,
    );
  }
  if (code.startsWith("SQLITE_") || code.startsWith("E")) {
    return new DatabaseError(
      `${path} cannot be opened for writing (${code}). Nothing was changed. Make it writable, or name another directory with --data.`,
    );
  }
  return error;
}
