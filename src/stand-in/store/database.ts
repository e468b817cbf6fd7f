import { type OpenDatabase, openDatabaseFile } from "../../base/database-file.ts";
import { packageFile } from "../../base/package-file.ts";

/**
 * The connection itself (`raw`) is for what is asked with every report: whoever moves the clock waits for years of them.
 *
 * SQLite plans a statement anew for each value that is bound to a limit, and for one that a column equals if the rows are
 * put in an order: write a limit into the text, and `= +?` before an `ORDER BY`.
 */
export interface PortalDatabase extends OpenDatabase {
  close(): void;
}

/** Opens the portal's database, in which codes and keys are, and brings it up to date. */
export function openDatabase(file: string): PortalDatabase {
  const database = openDatabaseFile(file, packageFile("src/stand-in/store/migrations"));
  return { ...database, close: () => void database.raw.close() };
}
