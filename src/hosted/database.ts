import { type OpenDatabase, openDatabaseFile, type Tables } from "../base/database-file.ts";
import { packageFile } from "../base/package-file.ts";
import newest from "./newest-schema.json" with { type: "json" };

/** How the hosted product's database came to its tables. */
export const hostedTables: Tables = {
  migrationsFolder: packageFile("src/hosted/migrations"),
  newest,
};

/** Opens the hosted product's database, `:memory:` or a file, and brings it up to date. */
export const openDatabase = (file: string): OpenDatabase => openDatabaseFile(file, hostedTables);
