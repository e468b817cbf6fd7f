/**
 * What is wrong with a disk or a database, if an exception tells of that: for people, and for whoever asks over HTTP.
 *
 * SQLite's own words stay out of it, since they may name files and statements. What failed was rolled back.
 */
export function storageProblem(error: unknown): string | undefined {
  const code = storageCodeOf(error);
  return code === undefined ? undefined : `${complaint(code)} (${code}). ${remedy(code)}`;
}

function complaint(code: string): string {
  if (isFull(code)) return "Nothing was stored: the disk that holds the data is full";
  if (isDamage(code)) return "A database in the data directory is damaged";
  if (isGone(code)) return "Nothing was stored: the data directory was moved or removed";
  return "Nothing was stored: the data directory cannot be read or written";
}

function remedy(code: string): string {
  if (isFull(code)) return "Free some space and try again.";
  if (isDamage(code)) return "Stop the emulator, and restore the directory from a copy.";
  if (isGone(code)) return "Put it back, or stop the emulator.";
  return "Check the disk and try again.";
}

/** Whether a code says that there is no room for more. */
export const isFull = (code: string) => ["SQLITE_FULL", "ENOSPC", "EDQUOT"].includes(code);

const isDamage = (code: string) => code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT");

const isGone = (code: string) => code === "SQLITE_READONLY_DBMOVED";

/** Codes that a statement cannot cause, only a disk or another program. */
const storageCodes =
  /^(SQLITE_(FULL|IOERR|READONLY|CORRUPT|NOTADB|CANTOPEN|BUSY|LOCKED|PROTOCOL|PERM|NOLFS)(_[A-Z]+)*|ENOSPC|EDQUOT|EROFS|EIO|EFBIG)$/;

/** Drizzle and GraphQL put errors of the driver into errors of their own. */
function storageCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string" && storageCodes.test(error.code)) {
    return error.code;
  }
  const inner = "originalError" in error ? error.originalError : error.cause;
  return storageCodeOf(inner);
}
