import { ok, type Result } from "../../../src/base/result.ts";
import type { Database } from "../../../src/db/database.ts";
import { licenseRecordsIn } from "../../../src/db/license-records.ts";
import { readLicense } from "../../../src/license/read-license.ts";
import { testReadingKeys } from "../../../src/license/reading-keys.ts";
import { calendarOf, type Day, type Instant } from "../../../src/time/calendar.ts";
import { aPayload, licenseText } from "../../rules/license/license-text.ts";

export const today = "2025-06-01" as Day;
const at = calendarOf("UTC")?.startOf(today) ?? (0 as Instant);

export const origin = { by: "person" } as const;

/** Somebody who removes a license with the mutation. */
export const remover = { by: "mutation", at, today } as const;

export const read = (key: string) => readLicense(key, testReadingKeys);

/** License records over a database, as an activation on 2025-06-01 uses them. */
export function recordsIn(database: Database) {
  const records = licenseRecordsIn(database, read);
  return {
    ...records,
    /** Stores a license that says so beside what every license says. */
    async store(fields: Readonly<Record<string, unknown>>, hour = 0) {
      const key = licenseText(aPayload(fields));
      const license = read(key);
      if (!license.ok) throw new Error(`no license: ${JSON.stringify(fields)}`);
      const arrival = { key, license: license.value, today, futureSubscriptions: null, origin };
      const admit = (): Result<void, never> => ok(undefined);
      const stored = await records.install(
        { ...arrival, at: (at + hour * 3_600_000) as Instant },
        admit,
      );
      if (!stored.ok) throw new Error("refused");
      return stored.value.license.row;
    },
  };
}
