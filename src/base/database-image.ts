import { readdirSync } from "node:fs";
import BetterSqlite from "better-sqlite3";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Tables } from "./database-file.ts";
import { memoryDatabase } from "./memory-database.ts";
import { remembered } from "./remembered.ts";
import { err, ok, type Result } from "./result.ts";

/** A database as bytes: the same rows give the same bytes, whatever the file has gone through. */
export type DatabaseImage = Buffer;

/** Rows that are left where they are, and out of images: by tables that have one text for a key. */
export type Apart = Readonly<Record<string, readonly string[]>>;

type Row = unknown[];

/** The rows of a table, changed on the way into an image; null leaves a row out. */
export type ChangeRow = (
  table: string,
  row: Readonly<Record<string, unknown>>,
) => Readonly<Record<string, unknown>> | null;

/** An image of what a database holds. */
export function imageOf(
  raw: BetterSqlite.Database,
  { newest }: Pick<Tables, "newest">,
  apart: Apart = {},
): DatabaseImage {
  const fresh = memoryDatabase(newest);
  try {
    fresh.pragma("foreign_keys = OFF");
    fresh.exec("BEGIN");
    for (const table of tablesOf(fresh)) copy(raw, fresh, table, apart);
    fresh.exec("COMMIT");
    return fresh.serialize();
  } finally {
    fresh.close();
  }
}

/** The same image with its rows changed. What they were is nowhere in it. */
export function changedImage(
  image: DatabaseImage,
  { newest }: Pick<Tables, "newest">,
  change: ChangeRow,
): DatabaseImage {
  return withImage(image, (source) => {
    const fresh = memoryDatabase(newest);
    try {
      fresh.pragma("foreign_keys = OFF");
      fresh.exec("BEGIN");
      for (const table of tablesOf(fresh)) {
        const insert = inserting(fresh, table);
        for (const row of source.prepare<[], Record<string, unknown>>(selecting(table)).iterate()) {
          const changed = change(table.name, row);
          if (changed) insert.run(table.columns.map((column) => changed[column]));
        }
      }
      fresh.exec("COMMIT");
      return fresh.serialize();
    } finally {
      fresh.close();
    }
  });
}

/** Replaces what a database holds by what an image does. Runs inside a transaction. */
export function putBack(raw: BetterSqlite.Database, image: DatabaseImage, apart: Apart = {}) {
  withImage(image, (source) => {
    // Rows refer to others that come later.
    raw.pragma("defer_foreign_keys = ON");
    // A row that others may refer to is looked for in all of them when it goes or comes: best while there are none.
    const tables = referredFirst(tablesOf(source), source);
    const changes = tables.map((table) => changesTo(raw, source, table, apart));
    for (const change of changes.toReversed()) change.remove();
    for (const change of changes) change.add();
  });
}

/**
 * What makes a table hold the rows of an image. Rows that are the same in both stay: to write one costs more than to read two.
 * Those that differ are removed in all tables before any is added, so that values that must differ never meet.
 */
function changesTo(
  raw: BetterSqlite.Database,
  source: BetterSqlite.Database,
  table: Table,
  apart: Apart,
): { remove(): void; add(): void } {
  const { name, columns, key } = table;
  if (key.length === 0 || name === "sqlite_sequence") {
    return {
      remove: () => clear(raw, table, apart),
      add: () => copy(source, raw, table, apart),
    };
  }
  const places = key.map((column) => columns.indexOf(column));
  const keyOf = (row: Row) =>
    places.length === 1 ? row[places[0] ?? 0] : JSON.stringify(places.map((place) => row[place]));
  const stale = new Map<unknown, Row>();
  for (const row of rowsOf(raw, table, apart)) stale.set(keyOf(row), row);
  const missing: Row[] = [];
  for (const row of rowsOf(source, table, apart)) {
    const present = stale.get(keyOf(row));
    if (present?.every((value, place) => value === row[place])) stale.delete(keyOf(row));
    else missing.push(row);
  }
  return {
    remove() {
      const removal = raw.prepare<[Row]>(
        `DELETE FROM ${quoted(name)} WHERE ${key.map((column) => `${quoted(column)} = ?`).join(" AND ")}`,
      );
      for (const row of stale.values()) removal.run(places.map((place) => row[place]));
    },
    add() {
      const insert = inserting(raw, table);
      for (const row of missing) insert.run(row);
    },
  };
}

function rowsOf(raw: BetterSqlite.Database, table: Table, apart: Apart) {
  const { where, given } = conditionOf(table, apart);
  return raw
    .prepare<string[], Row>(selecting(table, where))
    .raw()
    .iterate(...given);
}

/** Reads an image. It is gone when the work is done. */
export function withImage<Value>(
  image: DatabaseImage,
  work: (raw: BetterSqlite.Database) => Value,
): Value {
  const raw = new BetterSqlite(image);
  try {
    return work(raw);
  } finally {
    raw.close();
  }
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

/** Tables in the order of their names, numbers that SQLite has given out last. */
function tablesOf(raw: BetterSqlite.Database): readonly Table[] {
  const names = raw
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND (name NOT LIKE 'sqlite_%' OR name = 'sqlite_sequence')
       ORDER BY name = 'sqlite_sequence', name`,
    )
    .pluck()
    .all();
  return names.map((name) => {
    const columns = raw.pragma(`table_info(${quoted(name)})`) as {
      readonly name: string;
      readonly pk: number;
    }[];
    const key = columns.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
    return {
      name,
      columns: columns.map((column) => column.name),
      key: name === "sqlite_sequence" ? ["name"] : key.map((column) => column.name),
    };
  });
}

/** Tables before those that refer to them. */
function referredFirst(tables: readonly Table[], raw: BetterSqlite.Database): readonly Table[] {
  const sorted: Table[] = [];
  const seen = new Set<string>();
  function add(table: Table) {
    if (seen.has(table.name)) return;
    seen.add(table.name);
    const references = raw.pragma(`foreign_key_list(${quoted(table.name)})`) as {
      readonly table: string;
    }[];
    const referred = new Set(references.map((reference) => reference.table));
    for (const other of tables) if (referred.has(other.name)) add(other);
    sorted.push(table);
  }
  for (const table of tables) add(table);
  return sorted;
}

const quoted = (name: string) => `"${name}"`;
const listed = (names: readonly string[]) => names.map(quoted).join(", ");

const selecting = ({ name, columns, key }: Table, where = "") =>
  `SELECT ${listed(columns)} FROM ${quoted(name)}${where} ORDER BY ${key.length === 0 ? "rowid" : listed(key)}`;

const inserting = (raw: BetterSqlite.Database, { name, columns }: Table) =>
  raw.prepare<[Row]>(
    `INSERT INTO ${quoted(name)} (${listed(columns)}) VALUES (${columns.map(() => "?").join(", ")})`,
  );

/** Leaves out what stays apart. */
function conditionOf({ name, key }: Table, apart: Apart) {
  const kept = new Map(Object.entries(apart)).get(name);
  return kept === undefined
    ? { where: "", given: [] }
    : {
        where: ` WHERE ${listed(key)} NOT IN (SELECT value FROM json_each(?))`,
        given: [JSON.stringify(kept)],
      };
}

function clear(raw: BetterSqlite.Database, table: Table, apart: Apart) {
  const { where, given } = conditionOf(table, apart);
  raw.prepare(`DELETE FROM ${quoted(table.name)}${where}`).run(...given);
}

function copy(from: BetterSqlite.Database, to: BetterSqlite.Database, table: Table, apart: Apart) {
  if (table.name === "sqlite_sequence") to.exec("DELETE FROM sqlite_sequence");
  const insert = inserting(to, table);
  for (const row of rowsOf(from, table, apart)) insert.run(row);
}

/** The name of the last migration of those that lead to today's tables. */
export const newestMigration = remembered((folder) => namesIn(folder).at(-1) ?? "");

const namesIn = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** Why an image cannot be used. */
export type ImageFlaw = "damaged" | "newer";

/**
 * Checks an image of whatever origin, whose last migration is named, and brings it up to date. It must have the tables of
 * that migration and nothing else: no statement of its own ever runs.
 */
export function imageUpToDate(
  image: DatabaseImage,
  { migrationsFolder, newest }: Tables,
  migration: string,
): Result<DatabaseImage, ImageFlaw> {
  const names = namesIn(migrationsFolder);
  const applied = names.indexOf(migration);
  if (applied < 0) return err("newer");
  const isNewest = applied === names.length - 1;
  try {
    return withImage(image, (raw) => {
      raw.pragma("trusted_schema = OFF");
      const expected = isNewest ? memoryDatabase(newest) : migrated(migrationsFolder, 0, applied);
      const isSame = schemaOf(raw) === schemaOf(expected);
      expected.close();
      if (!isSame || raw.pragma("quick_check(1)", { simple: true }) !== "ok") return err("damaged");
      if (tablesOf(raw).some((table) => holdsBytes(raw, table))) return err("damaged");
      if ((raw.pragma("foreign_key_check") as unknown[]).length > 0) return err("damaged");
      if (isNewest) return ok(image);
      migrated(migrationsFolder, applied + 1, names.length - 1, raw);
      return ok(imageOf(raw, { newest }));
    });
  } catch (error) {
    if (error instanceof BetterSqlite.SqliteError) return err("damaged");
    throw error;
  }
}

/** Whether bytes stand in a table: none of ours has any, and SQLite lets them stand for a text. */
const holdsBytes = (raw: BetterSqlite.Database, { name, columns }: Table): boolean =>
  raw
    .prepare(
      `SELECT 1 FROM ${quoted(name)} WHERE ${columns.map((column) => `typeof(${quoted(column)}) = 'blob'`).join(" OR ")} LIMIT 1`,
    )
    .get() !== undefined;

/** A database after some of the migrations, by their places. */
function migrated(
  migrationsFolder: string,
  from: number,
  to: number,
  raw = new BetterSqlite(":memory:"),
) {
  raw.pragma("foreign_keys = OFF");
  for (const { sql } of readMigrationFiles({ migrationsFolder }).slice(from, to + 1)) {
    for (const statement of sql) raw.exec(statement);
  }
  return raw;
}

/** What makes its tables and indexes, whatever their order. */
const schemaOf = (raw: BetterSqlite.Database): string =>
  JSON.stringify(
    raw
      .prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")
      .raw()
      .all(),
  );
