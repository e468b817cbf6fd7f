import type { UsageExports } from "../activation/usage-csv.ts";
import { type Database, inTransaction } from "./database.ts";
import { readSetting, writeSetting } from "./settings.ts";

export const usageExportsIn = (database: Database): UsageExports => ({
  wasExported: () => readSetting(database, "usage_exported") !== undefined,
  remember: () => inTransaction(database, (tx) => writeSetting(tx, "usage_exported", "true")),
});
