import { createPublicKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../../src/db/database.ts";
import { licenseRecordsIn } from "../../../src/db/license-records.ts";
import { decodeAgain } from "../../../src/db/stored-licenses.ts";
import { readLicense } from "../../../src/license/read-license.ts";
import { foreignKey } from "../../../src/stand-in/licenses/signing-keys.ts";
import { recordsIn, remover } from "./stored.ts";

const numbered = (id: number) => ({ restrictions: { id, plan: "premium" } });
const nameless = { restrictions: { plan: "premium" } };

describe("removing by number", () => {
  test.each([
    { rows: [numbered(7), numbered(8)], number: 7, left: [2] },
    { rows: [numbered(7), numbered(7), numbered(8)], number: 7, left: [3] },
    { rows: [numbered(2), numbered(9)], number: 2, left: [2] },
    { rows: [numbered(9), nameless], number: 2, left: [1] },
    { rows: [nameless, numbered(1)], number: 1, left: [1] },
    { rows: [numbered(9), numbered(8)], number: 1, left: [1, 2] },
  ])("$number of $rows leaves the rows $left", async ({ rows, number, left }) => {
    const records = recordsIn(openDatabase(":memory:"));
    for (const fields of rows) await records.store(fields);

    await records.remove(number, remover);

    const history = await records.history({ offset: 0, limit: 10 });
    expect(history.map(({ row }) => row).toSorted((one, other) => one - other)).toEqual(left);
  });

  test("answers with the newest of the removed ones, and with null if there are none", async () => {
    const records = recordsIn(openDatabase(":memory:"));
    await records.store(numbered(7));
    await records.store(numbered(7));

    const removals = [await records.remove(7, remover), await records.remove(7, remover)];

    expect(removals.map((removal) => removal?.newest?.row ?? null)).toEqual([2, null]);
  });

  test("reaches a row that cannot be read by its database id, and has no license to show", async () => {
    const database = openDatabase(":memory:");
    await recordsIn(database).store(numbered(7));
    const foreign = { main: createPublicKey(foreignKey), fallback: [] };
    const read = (key: string) => readLicense(key, foreign);
    decodeAgain(database, read, foreign);
    const records = licenseRecordsIn(database, read);

    expect([await records.remove(7, remover), await records.remove(1, remover)]).toEqual([
      null,
      { newest: null },
    ]);
  });
});
