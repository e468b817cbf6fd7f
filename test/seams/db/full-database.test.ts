import { expect, test } from "vitest";
import { storageProblem } from "../../../src/base/storage-problem.ts";
import { openDatabase } from "../../../src/db/database.ts";
import { recordsIn, today } from "./stored.ts";

const usable = { issued_at: "2025-01-01", expires_at: "2026-01-01" };
/** More than fits into what is free in the pages that there are. */
const large = { ...usable, licensee: { Name: "x".repeat(20_000) } };

test("A database that may not grow keeps what it has, says so, and takes more when it may", async () => {
  const database = openDatabase(":memory:");
  const records = recordsIn(database);
  await records.store(usable);
  const pages = database.raw.pragma("page_count", { simple: true });
  database.raw.pragma(`max_page_count = ${pages}`);

  const refusal = await records.store(large).catch(storageProblem);

  expect(refusal).toBe(
    "Nothing was stored: the disk that holds the data is full (SQLITE_FULL). Free some space and try again.",
  );
  expect((await records.current(today))?.row).toBe(1);
  expect(await records.historyLength()).toBe(1);
  database.raw.pragma("max_page_count = 1000000");
  await records.store(large);
  expect((await records.current(today))?.row).toBe(2);
});
