import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";

const migrations = fileURLToPath(
  new URL("../../../src/stand-in/store/migrations", import.meta.url),
);

/** A portal's database in a folder, with the tables of before a migration, which is named by how its folder begins. */
export function databaseBefore(
  folder: string,
  migration: string,
  fill: (raw: Database.Database) => void,
): string {
  const own = join(folder, "migrations");
  for (const name of readdirSync(migrations).filter((one) => one < migration)) {
    cpSync(join(migrations, name), join(own, name), { recursive: true });
  }
  const file = join(folder, "portal.sqlite");
  const raw = new Database(file);
  migrate(drizzle({ client: raw }), { migrationsFolder: own });
  fill(raw);
  raw.close();
  return file;
}
