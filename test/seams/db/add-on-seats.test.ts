import { describe, expect, test } from "vitest";
import { inTransaction, openDatabase } from "../../../src/db/database.ts";
import { addOnSeatsIn } from "../../../src/db/facts.ts";
import { resetDatabase } from "../../../src/db/reset.ts";

describe("seats of add-ons that users were assigned", () => {
  test("are in the database, by add-on", async () => {
    const database = openDatabase(":memory:");

    await addOnSeatsIn(database).assign(new Map(Object.entries({ duo_core: 1, duo_pro: 2 })));
    await addOnSeatsIn(database).assign(new Map(Object.entries({ duo_pro: 3, constructor: 4 })));
    await addOnSeatsIn(database).assign(new Map([["duo_core", 0]]));

    expect([...(await addOnSeatsIn(database).assigned())]).toEqual([
      ["duo_pro", 3],
      ["constructor", 4],
    ]);
  });

  test("are gone after a reset", async () => {
    const database = openDatabase(":memory:");
    await addOnSeatsIn(database).assign(new Map([["duo_core", 1]]));

    inTransaction(database, resetDatabase);

    expect(await addOnSeatsIn(database).assigned()).toEqual(new Map());
  });
});
