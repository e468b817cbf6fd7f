import BetterSqlite from "better-sqlite3";
import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { sqliteTable, text as textColumn } from "drizzle-orm/sqlite-core";
import { expect, onTestFinished, test } from "vitest";
import { preparingOnce } from "../../../src/base/prepared-once.ts";

/** A database with a table, the texts that were prepared for it, and Drizzle on it. */
function licensesWith(columns: string) {
  const raw = new BetterSqlite(":memory:");
  onTestFinished(() => void raw.close());
  raw.exec(`CREATE TABLE licenses (${columns}); INSERT INTO licenses (plan) VALUES ('premium')`);
  const texts: string[] = [];
  const watched: BetterSqlite.Database = Object.create(raw, {
    prepare: {
      value(text: string) {
        texts.push(text);
        return raw.prepare(text);
      },
    },
  });
  return { raw, texts, queries: drizzle({ client: preparingOnce(watched) }) };
}

test("what Drizzle asks again and again is prepared once", () => {
  const { texts, queries } = licensesWith("plan TEXT");
  const add = (plan: string) => queries.run(sql`INSERT INTO licenses (plan) VALUES (${plan})`);

  add("starter");
  add("ultimate");

  expect(texts).toEqual(["INSERT INTO licenses (plan) VALUES (?)"]);
  expect(queries.values(sql`SELECT plan FROM licenses ORDER BY rowid`)).toEqual([
    ["premium"],
    ["starter"],
    ["ultimate"],
  ]);
});

test("one text gives arrays to who asks for arrays, and objects to who asks for objects", () => {
  const { queries } = licensesWith("plan TEXT");
  const asked = sql`SELECT plan FROM licenses`;

  const rows = [queries.all(asked), queries.values(asked), queries.all(asked), queries.get(asked)];

  expect(rows).toEqual([
    [{ plan: "premium" }],
    [["premium"]],
    [{ plan: "premium" }],
    { plan: "premium" },
  ]);
});

test("a statement of before sees a column that was added since", () => {
  const { raw, queries } = licensesWith("plan TEXT");
  const asked = sql`SELECT * FROM licenses`;
  expect(queries.all(asked)).toEqual([{ plan: "premium" }]);

  raw.exec("ALTER TABLE licenses ADD COLUMN seats INTEGER DEFAULT 10");

  expect(queries.all(asked)).toEqual([{ plan: "premium", seats: 10 }]);
});

test("values are bound where SQLite plans nothing anew for them", () => {
  const { texts, queries } = licensesWith("plan TEXT");
  const licenses = sqliteTable("licenses", { plan: textColumn() });
  const ofPlan = (plan: string) =>
    queries.select().from(licenses).where(eq(licenses.plan, plan)).limit(1).all();

  expect([ofPlan("premium"), ofPlan("ultimate")]).toEqual([[{ plan: "premium" }], []]);
  expect(new Set(texts)).toEqual(
    new Set(['select "plan" from "licenses" where "licenses"."plan" = +? limit +?']),
  );
});
