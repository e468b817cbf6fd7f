import BetterSqlite from "better-sqlite3";

const made = new Map<readonly string[], Buffer>();

/**
 * A database in memory with the tables that some statements make: those that all migrations lead to, which would take longer
 * to run one after the other than an emulator takes to start. Suites start hundreds in a process: others copy the first.
 */
export function memoryDatabase(schema: readonly string[]): BetterSqlite.Database {
  const template = made.get(schema) ?? madeOf(schema);
  made.set(schema, template);
  return new BetterSqlite(template);
}

function madeOf(schema: readonly string[]): Buffer {
  const database = new BetterSqlite(":memory:");
  try {
    database.exec(schema.join(";\n"));
    return database.serialize();
  } finally {
    database.close();
  }
}
