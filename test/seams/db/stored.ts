import { decideArrival, isInForce, rowAdded } from "../../../src/activation/installation.ts";
import type { Arrival, LicenseRecords, Upload } from "../../../src/activation/license-records.ts";
import { ok, type Result } from "../../../src/base/result.ts";
import type { Database } from "../../../src/db/database.ts";
import { licenseRecordsIn } from "../../../src/db/license-records.ts";
import type { Refusal as LicenseRefusal } from "../../../src/license/admission.ts";
import type { Facts } from "../../../src/license/facts.ts";
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

type Admission<Refusal> = (facts: Facts) => Result<void, Refusal>;
type Together = NonNullable<Parameters<LicenseRecords["install"]>[2]>;

/** License records over a database, as an activation on 2025-06-01 uses them; who admits a license is said with it. */
export function recordsIn(database: Database) {
  const records = licenseRecordsIn(database, read);
  const arrive = <Refusal>(arrival: Arrival, admit: Admission<Refusal>, together?: Together) =>
    records.install<Refusal | readonly LicenseRefusal[]>(
      arrival.today,
      (facts) => {
        if (isInForce(arrival.key, facts.inForce)) return decideArrival(arrival, facts);
        const admitted = admit(facts);
        const { at, futureSubscriptions } = arrival;
        return admitted.ok
          ? ok({ ...rowAdded(arrival, at, facts), futureSubscriptions })
          : admitted;
      },
      together,
    );
  return {
    ...records,
    arrive,
    upload: <Refusal>(upload: Upload, admit: Admission<Refusal>) =>
      records.install<Refusal>(upload.today, (facts) => {
        const admitted = admit(facts);
        return admitted.ok ? ok(rowAdded(upload, null, facts)) : admitted;
      }),
    /** Stores a license that says so beside what every license says. */
    async store(fields: Readonly<Record<string, unknown>>, hour = 0) {
      const key = licenseText(aPayload(fields));
      const license = read(key);
      if (!license.ok) throw new Error(`no license: ${JSON.stringify(fields)}`);
      const arrival = { key, license: license.value, today, futureSubscriptions: null, origin };
      const stored = await arrive({ ...arrival, at: (at + hour * 3_600_000) as Instant }, () =>
        ok(undefined),
      );
      if (!stored.ok) throw new Error("refused");
      return stored.value.license.row;
    },
  };
}
