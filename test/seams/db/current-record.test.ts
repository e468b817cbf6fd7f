import { createPublicKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../../src/db/database.ts";
import { licenseRecordsIn } from "../../../src/db/license-records.ts";
import { decodeAgain } from "../../../src/db/stored-licenses.ts";
import { readLicense } from "../../../src/license/read-license.ts";
import { foreignKey } from "../../../src/stand-in/licenses/signing-keys.ts";
import { recordsIn, remover, today } from "./stored.ts";

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
