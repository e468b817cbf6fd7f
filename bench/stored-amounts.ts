import { join } from "node:path";
import { appendRows, copyRows, openFile, type Row } from "./copied-rows.ts";
import { activate, control } from "./questions.ts";
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
  const licenses = await prepareLicenses(directory);
  using database = openFile(join(directory, instanceFile));
  appendRows(
    database.raw,
    "licenses",
    generated(rows, (row) => {
      const license = licenses.at(-1 - Math.floor((rows - 1 - row) / rowsPerYear));
      if (!license) throw new Error(`There are not enough years for ${rows} rows.`);
      const createdAt = Date.parse(license.startsOn) + (row % rowsPerYear) * 1_000;
      return {
        key: license.key,
        created_at: createdAt,
        synced_at: createdAt,
        readable: 1,
        starts_on: license.startsOn,
        expires_on: license.expiresOn,
      };
    }),
  );
}

/** Fills a data directory with so many subscriptions, all activated, and gives the code of the one that is in force. */
export async function storeSubscriptions(directory: string, count: number): Promise<string> {
  const code = await activateOnce(directory);
  using database = openFile(join(directory, "portal.sqlite"));
  const copies = count - 1;
  const ofSubscription = (row: Row, copy: number) => ({
    subscription_number: Number(row["subscription_number"]) + copy,
  });
  copyRows(database.raw, "subscriptions", copies, (row, copy) => ({
    ...row,
    number: Number(row["number"]) + copy,
    zuora_id: `${row["zuora_id"]}${copy}`,
  }));
  copyRows(database.raw, "cloud_activations", copies, (row, copy) => ({
    ...row,
    ...ofSubscription(row, copy),
    id: Number(row["id"]) + copy,
    activation_code: String(copy).padStart(24, "0"),
  }));
  copyRows(
    database.raw,
    "self_managed_instance_activations",
    copies,
    ({ id: _id, ...row }, copy) => ({
      ...row,
      cloud_activation_id: Number(row["cloud_activation_id"]) + copy,
    }),
  );
  copyRows(database.raw, "terms", copies, (row, copy) => ({
    ...row,
    ...ofSubscription(row, copy),
  }));
  copyRows(database.raw, "licenses", copies, (row, copy) => ({
    ...row,
    ...ofSubscription(row, copy),
    number: Number(row["number"]) + copy,
    key: `${copy}${row["key"]}`,
  }));
  copyRows(database.raw, "license_seat_links", copies, ({ id: _id, ...row }, copy) => ({
    ...row,
    ...ofSubscription(row, copy),
    license_number: Number(row["license_number"]) + copy,
  }));
  return code;
}

/** Fills a data directory with so many events: jobs of a month, again and again. */
export async function storeEvents(directory: string, count: number): Promise<void> {
  await activateOnce(directory, 30);
  using database = openFile(join(directory, instanceFile));
  const jobs = database.raw
    .prepare<[], Row>("SELECT * FROM events WHERE event ->> 'kind' = 'job' ORDER BY id")
    .all();
  const latest = Number(jobs.at(-1)?.["at"]);
  database.raw.exec("DELETE FROM events");
  appendRows(
    database.raw,
    "events",
    generated(count, (row) => ({
      id: row + 1,
      at: latest - (count - row) * 60_000,
      event: jobs[row % jobs.length]?.["event"],
    })),
  );
}

const instanceFile = "instance.sqlite";

function* generated(count: number, rowOf: (row: number) => Row): Iterable<Row> {
  for (let row = 0; row < count; row += 1) yield rowOf(row);
}

/** Has a license in force and stops, so many days later. */
async function activateOnce(directory: string, days = 0): Promise<string> {
  await using understudy = await startUnderstudy("--data", directory, "--frozen");
  const { activationCode } = understudy.ready;
  await activate(understudy, activationCode);
  if (days > 0) await control(understudy, "/clock/advance", { days });
  return activationCode ?? "";
}

/** Lets Understudy lay the database out, and write the keys. It has stopped when they are there. */
async function prepareLicenses(directory: string): Promise<readonly StoredLicense[]> {
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
