import { type OpenDatabase, openDatabaseFile } from "../base/database-file.ts";
import { packageFile } from "../base/package-file.ts";
import newest from "./newest-schema.json" with { type: "json" };

/** Opens the hosted product's database, `:memory:` or a file, and brings it up to date. */
export const openDatabase = (file: string): OpenDatabase =>
  openDatabaseFile(file, { migrationsFolder: packageFile("src/hosted/migrations"), newest });
