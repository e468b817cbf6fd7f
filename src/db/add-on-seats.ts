import { type AddOnSeats, withAssigned } from "../activation/add-ons.ts";
import { type Database, inTransaction } from "./database.ts";
import { forgetSetting, readSetting, writeSetting } from "./settings.ts";

export const addOnSeatsIn = (database: Database): AddOnSeats => ({
  assigned: async () => readAssigned(database),
  assign: async (seats) =>
    inTransaction(database, (tx) => {
      const assigned = [...withAssigned(readAssigned(database), seats)];
      if (assigned.length === 0) forgetSetting(tx, "assigned_add_on_seats");
      else writeSetting(tx, "assigned_add_on_seats", JSON.stringify(assigned));
    }),
});

/** Kept as pairs: an add-on may have any name. */
function readAssigned(database: Database): ReadonlyMap<string, number> {
  const text = readSetting(database, "assigned_add_on_seats");
  return new Map<string, number>(text === undefined ? [] : JSON.parse(text));
}
