import { createPublicKey } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { FutureSubscription } from "../../../src/activation/future-subscription.ts";
import { err, ok } from "../../../src/base/result.ts";
import { inTransaction, openDatabase } from "../../../src/db/database.ts";
import { resetDatabase } from "../../../src/db/reset.ts";
import { decodeAgain } from "../../../src/db/stored-licenses.ts";
import { readLicense } from "../../../src/license/read-license.ts";
import { testReadingKeys } from "../../../src/license/reading-keys.ts";
import { foreignKey } from "../../../src/stand-in/licenses/signing-keys.ts";
import type { Day } from "../../../src/time/calendar.ts";
import { aPayload, licenseText } from "../../rules/license/license-text.ts";
import { origin, read, recordsIn, today } from "./stored.ts";

const usable = { issued_at: "2025-01-01", expires_at: "2026-01-01" };
const expired = { issued_at: "2024-01-01", expires_at: "2025-01-01" };
const later = { issued_at: "2025-07-01", expires_at: "2026-07-01" };

describe("the license in force", () => {
  test.each([
    { rows: [usable, usable], current: 2 },
    { rows: [usable, expired], current: 1 },
    { rows: [expired, expired], current: 2 },
    { rows: [usable, later], current: 1 },
    { rows: [later], current: null },
    { rows: [], current: null },
    { rows: [usable, ...Array(99).fill(expired)], current: 1 },
    { rows: [usable, ...Array(100).fill(expired)], current: 101 },
  ])("is row $current of $rows.length rows", async ({ rows, current }) => {
    const records = recordsIn(openDatabase(":memory:"));
    for (const fields of rows) await records.store(fields);

    expect((await records.current(today))?.row ?? null).toBe(current);
  });

  test("changes with the day, without a write", async () => {
    const records = recordsIn(openDatabase(":memory:"));
    await records.store(usable);
    await records.store(later);

    const days = ["2025-06-30", "2025-07-01", "2025-06-30"] as Day[];
    const rows = [];
    for (const on of days) rows.push((await records.current(on))?.row);

    expect(rows).toEqual([1, 2, 1]);
  });

  test("is found anew after another process has written", async () => {
    const directory = await mkdtemp(join(tmpdir(), "understudy-"));
    const [ours, theirs] = [openDatabase(join(directory, "a")), openDatabase(join(directory, "a"))];
    const records = recordsIn(ours);
    await records.store(usable);
    const before = await records.current(today);

    await recordsIn(theirs).store(usable);

    expect([before?.row, (await records.current(today))?.row]).toEqual([1, 2]);
    ours.raw.close();
    theirs.raw.close();
    await rm(directory, { recursive: true });
  });
});

describe("a license that is refused", () => {
  test("leaves neither a row nor its future subscriptions behind", async () => {
    const records = recordsIn(openDatabase(":memory:"));
    const row = await records.store(usable);
    const before = await records.current(today);
    const key = "another key";
    const license = before?.license;
    if (!(before && license)) throw new Error("nothing stored");

    const refused = await records.arrive(
      { key, license, at: before.createdAt, today, futureSubscriptions: [], origin },
      () => err("no"),
    );

    expect(refused).toEqual(err("no"));
    expect(await records.history({ offset: 0, limit: 10 })).toEqual([before]);
    expect(row).toBe(1);
  });
});

describe("a license that cannot be stored whole", () => {
  test("is not stored in part", async () => {
    const records = recordsIn(openDatabase(":memory:"));
    await records.store(usable);
    const before = await records.current(today);
    if (!before) throw new Error("nothing stored");
    // SQLite takes no object: the second statement fails after the first has written.
    const futureSubscriptions = [{ plan: {} }] as unknown as FutureSubscription[];
    const { license, createdAt: at } = before;

    const installed = records.arrive(
      // A key that can be read: a row that was left behind would show in the history.
      { key: licenseText(aPayload(later)), license, at, today, futureSubscriptions, origin },
      () => ok(undefined),
    );

    await expect(installed).rejects.toThrow();
    expect(await records.history({ offset: 0, limit: 10 })).toEqual([before]);
  });
});

describe("future subscriptions that cannot be stored", () => {
  test("leave the stored ones as they are, and those are answered", async () => {
    const records = recordsIn(openDatabase(":memory:"));
    await records.store(usable);
    const before = await records.current(today);
    if (!before) throw new Error("nothing stored");
    const { license, createdAt: at } = before;
    const arrival = { key: before.key, license, at, today, origin };
    const admit = () => ok(undefined);
    const one: FutureSubscription = {
      cloudLicenseEnabled: true,
      offlineCloudLicenseEnabled: false,
      offlineCloudLicensing: true,
      plan: "ultimate",
      company: null,
      email: null,
      name: null,
      startsAt: "2026-01-01",
      expiresAt: "2027-01-01",
      seats: 5,
    };
    await records.arrive({ ...arrival, futureSubscriptions: [one] }, admit);

    const installed = await records.arrive({ ...arrival, futureSubscriptions: null }, admit);

    expect(installed).toMatchObject({ ok: true, value: { futureSubscriptions: [one] } });
    expect(await records.futureSubscriptions()).toEqual([one]);
  });
});

describe("the history", () => {
  test("goes by start, then by when a row was stored, then by expiry, latest first", async () => {
    const records = recordsIn(openDatabase(":memory:"));
    await records.store({ issued_at: "2025-01-01", expires_at: "2026-01-01" }, 1);
    await records.store({ issued_at: "2025-01-01", expires_at: "2027-01-01" }, 1);
    await records.store({ issued_at: "2025-01-01", expires_at: "2025-08-01" }, 2);
    await records.store({ issued_at: "2025-02-01", expires_at: "2026-01-01" }, 0);

    const history = await records.history({ offset: 0, limit: 10 });

    expect(history.map(({ row }) => row)).toEqual([4, 3, 2, 1]);
  });
});

describe("an instance that is started with another reading key", () => {
  const foreign = { main: createPublicKey(foreignKey), fallback: [] };

  test("hides the licenses that it cannot read, and shows them again with the old key", async () => {
    const database = openDatabase(":memory:");
    decodeAgain(database, read, testReadingKeys);
    await recordsIn(database).store(usable);
    const lengths = [];

    decodeAgain(database, (key) => readLicense(key, foreign), foreign);
    lengths.push(await recordsIn(database).historyLength());
    decodeAgain(database, read, testReadingKeys);
    lengths.push(await recordsIn(database).historyLength());

    expect(lengths).toEqual([0, 1]);
  });
});

describe("a database after a reset", () => {
  test("counts its rows from 1 again and shows the new license under that number", async () => {
    const database = openDatabase(":memory:");
    const records = recordsIn(database);
    await records.store({ ...usable, restrictions: { plan: "premium" } });
    await records.current(today);

    inTransaction(database, resetDatabase);
    const row = await records.store({ ...usable, restrictions: { plan: "ultimate" } });

    expect([row, (await records.current(today))?.license.plan]).toEqual([1, "ultimate"]);
  });
});
