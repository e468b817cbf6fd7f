import { createPublicKey } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { ok } from "../../../src/base/result.ts";
import {
  type Database,
  databaseOf,
  inTransaction,
  openDatabase,
} from "../../../src/db/database.ts";
import { readFact, writeFact } from "../../../src/db/facts.ts";
import { licenseRecordsIn } from "../../../src/db/license-records.ts";
import { resetDatabase } from "../../../src/db/reset.ts";
import { decodeAgain } from "../../../src/db/stored-licenses.ts";
import { licenses } from "../../../src/db/tables.ts";
import { readLicense } from "../../../src/license/read-license.ts";
import { foreignKey } from "../../../src/stand-in/licenses/signing-keys.ts";
import type { Instant } from "../../../src/time/calendar.ts";
import { aPayload, licenseText } from "../../rules/license/license-text.ts";
import { origin, read, recordsIn, remover, today } from "./stored.ts";

describe("the license in force", () => {
  test("is found anew after a row is stored, changed and removed", async () => {
    const records = recordsIn(openDatabase(":memory:"));
    const cloud = { cloud_licensing_enabled: true };
    const seen: (number | null)[] = [];
    const look = async () => seen.push((await records.current(today))?.syncedAt ?? null);
    await look();

    await records.store(cloud, 0);
    await look();
    await records.store(cloud, 1);
    await look();
    await records.remove(7, remover);
    await look();

    const midnight = Date.parse("2025-06-01T00:00:00Z");
    expect(seen).toEqual([null, midnight, midnight + 3_600_000, null]);
  });

  test("is none if none of the stored ones can be read", async () => {
    const database = openDatabase(":memory:");
    await recordsIn(database).store({});
    const foreign = { main: createPublicKey(foreignKey), fallback: [] };
    const read = (key: string) => readLicense(key, foreign);
    decodeAgain(database, read, foreign);

    expect(await licenseRecordsIn(database, read).current(today)).toBeNull();
  });
});

const cloud = { cloud_licensing_enabled: true, restrictions: { id: 7, plan: "premium" } };
const midnight = Date.parse("2025-06-01T00:00:00Z");

/** A database in a file, with a license in row 1 that was looked at. */
async function looked() {
  const directory = mkdtempSync(join(tmpdir(), "understudy-"));
  const path = join(directory, "a");
  const database = openDatabase(path);
  const records = recordsIn(database);
  const look = async () => {
    const current = await records.current(today);
    return current && { row: current.row, syncedAt: current.syncedAt };
  };
  await records.store(cloud);
  await look();
  return {
    database,
    path,
    records,
    look,
    [Symbol.dispose]() {
      database.raw.close();
      rmSync(directory, { recursive: true });
    },
  };
}

type Looked = Awaited<ReturnType<typeof looked>>;

const drizzled = ({ db }: Database) => db.delete(licenses).where(eq(licenses.id, 1)).run();
const raw = ({ raw }: Database) => raw.exec("UPDATE licenses SET synced_at = 5");

describe("a write of licenses", () => {
  test.each<{
    how: string;
    write: (looked: Looked) => unknown;
    found: { row: number; syncedAt: number | null } | null;
  }>([
    {
      how: "of a key in a row of its own",
      write: ({ records }) => records.store({}),
      found: { row: 2, syncedAt: midnight },
    },
    {
      how: "of the key in force",
      write: ({ records }) => records.store(cloud, 1),
      found: { row: 1, syncedAt: midnight + 3_600_000 },
    },
    {
      how: "that removes a number",
      write: ({ records }) => records.remove(7, remover),
      found: null,
    },
    {
      how: "that removes a row",
      write: ({ records }) => records.removeRow(1, remover),
      found: null,
    },
    {
      how: "by a reset",
      write: ({ database }) => inTransaction(database, resetDatabase),
      found: null,
    },
    { how: "by Drizzle", write: ({ database }) => drizzled(database), found: null },
    { how: "by SQL", write: ({ database }) => raw(database), found: { row: 1, syncedAt: 5 } },
    {
      how: "in a transaction",
      write: ({ database }) => inTransaction(database, (tx) => raw(databaseOf(tx))),
      found: { row: 1, syncedAt: 5 },
    },
    {
      how: "of another process",
      write({ path }) {
        const theirs = openDatabase(path);
        raw(theirs);
        theirs.raw.close();
      },
      found: { row: 1, syncedAt: 5 },
    },
  ])("$how is seen by whoever asks what is in force next", async ({ write, found }) => {
    using place = await looked();

    await write(place);

    expect(await place.look()).toEqual(found);
    // Whoever asks for the first time finds the same.
    const anew = await licenseRecordsIn(place.database, (key) => read(key)).current(today);
    expect(anew && { row: anew.row, syncedAt: anew.syncedAt }).toEqual(found);
  });

  test("is seen within its transaction, and not any more when that has failed", async () => {
    using place = await looked();
    const { database, records } = place;
    const arrival = { key: licenseText(aPayload()), at: 0 as Instant, today, origin };
    const license = read(arrival.key);
    if (!license.ok) throw new Error("That is no license.");
    const seen: (number | undefined)[] = [];

    const failed = records.arrive(
      { ...arrival, license: license.value, futureSubscriptions: null },
      () => ok(undefined),
      (_tx, _installed, current) => {
        seen.push(current()?.row);
        drizzled(database);
        database.raw.exec("DELETE FROM licenses WHERE id = 2");
        seen.push(current()?.row);
        throw new Error("too late");
      },
    );

    await expect(failed).rejects.toThrow("too late");
    expect(seen).toEqual([2, undefined]);
    expect(await place.look()).toEqual({ row: 1, syncedAt: midnight });
  });
});

describe("a transaction", () => {
  test("that is over writes nothing more", () => {
    const database = openDatabase(":memory:");

    const tx = inTransaction(database, (tx) => tx);

    expect(() => resetDatabase(tx)).toThrow("The transaction is over.");
  });

  test("that would wait does not compile, and is undone", () => {
    const database = openDatabase(":memory:");

    // @ts-expect-error Another activation would come in between.
    const wait = () => inTransaction(database, async (tx) => writeFact(tx, "first_boot", ""));

    expect(wait).toThrow("cannot return a promise");
    expect(readFact(database, "first_boot")).toBeUndefined();
  });
});
