import BetterSqlite from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";

const migrated = new Map<string, Buffer>();

/** A database in memory that is up to date. Suites start hundreds of emulators in a process: only the first migrates. */
export function memoryDatabase(migrationsFolder: string): BetterSqlite.Database {
  const template = migrated.get(migrationsFolder) ?? migratedWith(migrationsFolder);
  migrated.set(migrationsFolder, template);
  return new BetterSqlite(template);
}

function migratedWith(migrationsFolder: string): Buffer {
  const database = new BetterSqlite(":memory:");
  try {
    migrate(drizzle({ client: database }), { migrationsFolder });
    return database.serialize();
  } finally {
    database.close();
  }
}
