import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../../src/db/database.ts";
import * as tables from "../../../src/db/tables.ts";

const declared = Object.values(tables).filter((table) => table instanceof SQLiteTable);

describe("a database that the migrations made", () => {
  test.each(declared.map(getTableConfig))("has the columns of $name", ({ name, columns }) => {
    const { raw } = openDatabase(":memory:");

    const made = raw
      .prepare<[string], { name: string; notnull: number; pk: number }>(
        'SELECT name, "notnull", pk FROM pragma_table_info(?)',
      )
      .all(name)
      .map((column) => ({ name: column.name, required: column.notnull + column.pk > 0 }));

    expect(new Set(made)).toEqual(
      new Set(
        columns.map((column) => ({
          name: column.name,
          required: column.notNull || column.primary,
        })),
      ),
    );
  });

  test("holds nothing but the declared tables and drizzle's own", () => {
    const { raw } = openDatabase(":memory:");

    const names = raw
      .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'")
      .pluck()
      .all()
      .filter((name) => !/^(sqlite|__drizzle)_/.test(name));

    expect(names.toSorted()).toEqual(
      declared.map((table) => getTableConfig(table).name).toSorted(),
    );
  });
});
