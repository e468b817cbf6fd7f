import { join } from "node:path";
import Database from "better-sqlite3";
import { control } from "./questions.ts";
import { startUnderstudy } from "./servers.ts";

interface StoredLicense {
  readonly key: string;
  readonly startsOn: string;
  readonly expiresOn: string;
}

const years = [2021, 2022, 2023, 2024, 2025];
/** The newest of them are on the first page, which is alike however long the history is. */
const rowsPerYear = 20_000;

/** Fills a data directory with a history of so many rows, none of which had to be activated. */
export async function storeHistory(directory: string, rows: number): Promise<void> {
  const licenses = await prepare(directory);
  using database = opened(join(directory, "instance.sqlite"));
  const insert = database.raw.prepare(
    `INSERT INTO licenses (key, created_at, synced_at, readable, starts_on, expires_on)
     VALUES (@key, @createdAt, @createdAt, 1, @startsOn, @expiresOn)`,
  );
  database.raw.transaction(() => {
    for (let row = 0; row < rows; row += 1) {
      const license = licenses.at(-1 - Math.floor((rows - 1 - row) / rowsPerYear));
      if (!license) throw new Error(`There are not enough years for ${rows} rows.`);
      insert.run({
        ...license,
        createdAt: Date.parse(license.startsOn) + (row % rowsPerYear) * 1_000,
      });
    }
  })();
}

function opened(path: string) {
  const raw = new Database(path, { fileMustExist: true });
  return { raw, [Symbol.dispose]: () => void raw.close() };
}

/** Lets Understudy lay the database out, and write the keys. It has stopped when they are there. */
async function prepare(directory: string): Promise<readonly StoredLicense[]> {
  await using understudy = await startUnderstudy("--data", directory);
  const licenses: StoredLicense[] = [];
  for (const year of years) {
    const startsOn = `${year}-01-01`;
    const expiresOn = `${year + 1}-01-01`;
    const { license } = await control<{ license: string }>(understudy, "/portal/licenses", {
      licensee: { Name: "Example Admin", Email: "admin@example.com", Company: "Example Company" },
      issued_at: startsOn,
      expires_at: expiresOn,
      cloud_licensing_enabled: true,
      restrictions: { plan: "premium", active_user_count: 10, id: year },
    });
    licenses.push({ key: license, startsOn, expiresOn });
  }
  return licenses;
}
