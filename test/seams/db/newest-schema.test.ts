import { fileURLToPath } from "node:url";
import BetterSqlite from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { expect, test } from "vitest";
import { memoryDatabase } from "../../../src/base/memory-database.ts";

const source = (path: string) => fileURLToPath(new URL(`../../../src/${path}`, import.meta.url));

const log = "__drizzle_migrations";

/** What makes each table and index, in the order in which they were made. */
const statementsOf = (database: BetterSqlite.Database) =>
  database
    .prepare(
      `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> '${log}' ORDER BY rowid`,
    )
    .pluck()
    .all() as string[];

test.each(["db", "stand-in/store", "hosted"])(
  "a database of %s in memory is what all migrations lead to",
  async (room) => {
    using migrated = closing(new BetterSqlite(":memory:"));
    const { database } = migrated;
    migrate(drizzle({ client: database }), { migrationsFolder: source(`${room}/migrations`) });

    const statements = statementsOf(database);

    await expect(`${JSON.stringify(statements, null, 2)}\n`).toMatchFileSnapshot(
      source(`${room}/newest-schema.json`),
    );
    using made = closing(memoryDatabase(statements));
    expect(statementsOf(made.database)).toEqual(statements);
    // Statements make tables, and would leave out what a migration had put into one.
    const tables = database
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> '${log}'`)
      .pluck()
      .all();
    const rows = tables.filter((name) => database.prepare(`SELECT 1 FROM "${name}"`).get());
    expect(rows).toEqual([]);
    for (const fact of ["user_version", "application_id", "encoding", "auto_vacuum"]) {
      expect(made.database.pragma(fact)).toEqual(database.pragma(fact));
    }
  },
);

const closing = (database: BetterSqlite.Database) => ({
  database,
  [Symbol.dispose]: () => void database.close(),
});
