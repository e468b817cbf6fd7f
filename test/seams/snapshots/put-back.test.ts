import BetterSqlite from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { putBack } from "../../../src/base/database-image.ts";

const tables = `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT);
  CREATE TABLE sales (id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT UNIQUE);
  CREATE TABLE terms (sale INTEGER REFERENCES sales (id), place INTEGER, seats REAL, PRIMARY KEY (sale, place));
  CREATE TABLE notes (text TEXT);`;

function holding(rows: string) {
  const raw = new BetterSqlite(":memory:");
  raw.pragma("foreign_keys = ON");
  raw.exec(`${tables} ${rows}`);
  return raw;
}

const wanted = holding(`
  INSERT INTO settings VALUES ('a', '1'), ('b', '2'), ('clock', 'saved');
  INSERT INTO sales VALUES (1, 'one'), (2, 'two'), (3, NULL);
  INSERT INTO terms VALUES (1, 0, 10), (1, 1, NULL), (2, 0, 2.5);
  INSERT INTO notes VALUES ('x'), ('x'), ('y');`);

/** Rows of each table, in whatever order they came. */
const contents = (raw: BetterSqlite.Database) =>
  ["settings", "sales", "terms", "notes", "sqlite_sequence"].map((table) =>
    raw
      .prepare(`SELECT * FROM ${table}`)
      .raw()
      .all()
      .map((row) => JSON.stringify(row))
      .sort(),
  );

describe("a database into which an image is put back", () => {
  test.each([
    { state: "is empty", rows: "" },
    {
      state: "has values that must differ the other way round",
      rows: "INSERT INTO sales VALUES (1, 'two'), (2, 'one')",
    },
    {
      state: "has rows that are gone in the image",
      rows: "INSERT INTO sales VALUES (1, 'one'), (9, 'nine'); INSERT INTO terms VALUES (9, 0, 1), (1, 0, 10)",
    },
    {
      state: "has other values in the same rows",
      rows: "INSERT INTO settings VALUES ('a', NULL); INSERT INTO sales VALUES (3, 'three'); INSERT INTO terms VALUES (3, 0, 1)",
    },
    { state: "has rows without a key", rows: "INSERT INTO notes VALUES ('x'), ('z')" },
  ])("holds what the image does where it $state", ({ rows }) => {
    const raw = holding(rows);

    raw.transaction(() => putBack(raw, wanted.serialize()))();

    expect(contents(raw)).toEqual(contents(wanted));
    expect(raw.pragma("foreign_key_check")).toEqual([]);
  });

  test("keeps rows that stay apart", () => {
    const raw = holding("INSERT INTO settings VALUES ('clock', 'own'), ('a', '0')");

    raw.transaction(() => putBack(raw, wanted.serialize(), { settings: ["clock"] }))();

    expect(contents(raw)[0]).toEqual(['["a","1"]', '["b","2"]', '["clock","own"]']);
  });

  test("keeps rows that are the same, and writes nothing for them", () => {
    const raw = holding("INSERT INTO sales VALUES (1, 'one'), (2, 'other')");
    const written: unknown[] = [];
    raw.function("written", (id) => void written.push(id));
    raw.exec("CREATE TEMP TRIGGER t AFTER INSERT ON sales BEGIN SELECT written(NEW.id); END");

    raw.transaction(() => putBack(raw, wanted.serialize()))();

    expect(written).toEqual([2, 3]);
  });
});
