import type { LicenseRecords } from "../activation/license-records.ts";
import type { Removing } from "../activation/origin.ts";
import type { RuleYear } from "../license/seat-rules.ts";
import { storedLicensesIn } from "./current-record.ts";
import { besideLicenses, type Database, inTransaction } from "./database.ts";
import type { ReadLicense } from "./decoded-licenses.ts";
import {
  addLicense,
  factsIn,
  installLicense,
  readFuture,
  replaceFuture,
} from "./install-license.ts";
import { readLicensesIn } from "./read-licenses.ts";
import { removeLicenses, removeRow } from "./remove-licenses.ts";
import { readSetting } from "./settings.ts";
import { readDaysWith } from "./user-records.ts";

export function licenseRecordsIn(
  database: Database,
  read: ReadLicense,
  rules: RuleYear = "today",
): LicenseRecords {
  const { toRecord, remember, current } = storedLicensesIn(database, read);
  const readingFor = (removing: Removing) => ({
    toRecord,
    before: current(removing.today),
    removing,
  });
  return {
    current: async (today) => current(today),
    ...readLicensesIn(database, toRecord),
    futureSubscriptions: async () => readFuture(database),
    trialEndsOn: async () => readSetting(database, "trial_ends_on") ?? null,
    consider: async (today, ask) =>
      ask({
        ...factsIn(database, { before: current(today), rules, today }),
        daysWith: (count, window) => readDaysWith(database, count, window),
      }),
    remove: async (number, removing) =>
      inTransaction(database, () => removeLicenses(database, number, readingFor(removing))),
    removeRow: async (row, removing) =>
      inTransaction(database, () => removeRow(database, row, readingFor(removing))),
    replaceFuture: async (list, together) =>
      besideLicenses(database, () => {
        if (list) replaceFuture(database, list);
        together();
      }),
    async install(arrival, admit, together) {
      return remembering(database, () => {
        const before = current(arrival.today);
        const stored = installLicense(database, { arrival, before, rules }, admit);
        if (stored.ok) {
          remember(stored.value.license);
          together?.(() => current(arrival.today), stored.value);
        }
        return stored;
      });
    },
    async upload(upload, admit) {
      return remembering(database, () => {
        const before = current(upload.today);
        const uploaded = addLicense(database, { upload, syncedAt: null, before, rules }, admit);
        if (uploaded.ok) remember(uploaded.value);
        return uploaded;
      });
    },
  };
}

/** A transaction within which rows that it writes are remembered; if it fails, they are forgotten again. */
function remembering<Value>(database: Database, body: () => Value): Value {
  try {
    return besideLicenses(database, body);
  } catch (error) {
    database.writes += 1;
    throw error;
  }
}
