import { and, asc, desc, eq, isNull, ne, notExists, or } from "drizzle-orm";
import { err, ok, type Result } from "../../base/result.ts";
import type { Day } from "../../time/calendar.ts";
import type { Kind } from "../sales/features.ts";
import type { PortalDatabase } from "../store/database.ts";
import { formerKeys, licenses, subscriptions } from "../store/tables.ts";

/** A license as the books keep it. Times are ISO 8601, and null where an earlier version did not note them. */
export interface KeptLicense {
  readonly number: number;
  /** Null if it belongs to no subscription. */
  readonly subscriptionNumber: number | null;
  readonly duplicatedFrom: number | null;
  /** 1 when it is issued, one more with everything that is saved. */
  readonly version: number;
  /** What the key says, as JSON. */
  readonly attributes: string;
  /** What its subscription has it say, if somebody's edit has it say otherwise; null if there was none. */
  readonly attributesAsIssued: string | null;
  readonly key: string;
  readonly issuedAt: string | null;
  readonly savedAt: string | null;
  /** The customer for whom staff has written it; null for none. */
  readonly customerId: number | null;
  /** Who has added it; null if the portal has issued it. */
  readonly creator: string | null;
  /** For staff; no key says them. */
  readonly notes: string | null;
}

/** Every license that the portal has issued under a number. */
export interface LicenseBooks {
  /** Newest first. */
  licenses(): readonly KeptLicense[];
  license(number: number): KeptLicense | null;
  /** The license whose text this is, or was before it was edited. */
  licenseWith(key: string): KeptLicense | null;
  /** The key that the subscription was given last; a duplicate is none. */
  latestLicense(subscriptionNumber: number): KeptLicense | null;
  /** The key of a kind that it was given last for the term that starts on a day. */
  latestLicenseOfTerm(subscriptionNumber: number, startsOn: Day, kind: Kind): KeptLicense | null;
  /** The subscriptions that go on without a code and were given no license. Oldest first. */
  subscriptionsWithoutFile(): readonly number[];
  /** The number of the subscription that has an id of Zuora's; null if none has. */
  subscriptionWithZuoraId(zuoraId: string): number | null;
  /** The instances that have reported with a license, by their names. */
  hostnamesWith(number: number): readonly string[];
  nextLicenseNumber(): number;
  addLicense(license: KeptLicense): void;
  /** Keeps a license as it is now, and remembers the text that it had. */
  changeLicense(license: KeptLicense): void;
}

/** So that a license number is never mistaken for an instance's row id. */
const firstLicenseNumber = 1001;

const columns = `number, subscription_number AS subscriptionNumber, duplicated_from AS duplicatedFrom, version,
  attributes, attributes_as_issued AS attributesAsIssued, key, issued_at AS issuedAt, saved_at AS savedAt,
  customer_id AS customerId, creator, notes`;

/** `lastBefore` is the highest number that was given out by books that are lost. */
export function licenseBooksIn(
  { queries, raw }: Pick<PortalDatabase, "queries" | "raw">,
  lastBefore: () => number,
): LicenseBooks {
  const rows = () => queries.select().from(licenses);
  const newestFirst = desc(licenses.number);
  const withKey = raw.prepare<[string], KeptLicense>(
    `SELECT ${columns} FROM licenses WHERE key = ?`,
  );
  const formerlyWithKey = raw.prepare<[string], KeptLicense>(
    `SELECT ${columns} FROM licenses WHERE number = (SELECT license_number FROM former_keys WHERE key = ?)`,
  );
  const numbered = (number: number) => rows().where(eq(licenses.number, number)).get() ?? null;
  // By the start that the license had when it was issued.
  const ofTerm = raw.prepare<[number, Day, 0 | 1, 0 | 1], KeptLicense>(
    `SELECT ${columns} FROM licenses
     WHERE subscription_number = +? AND duplicated_from IS NULL AND json_extract(coalesce(attributes_as_issued, attributes), '$.issued_at') = +?
     AND json_extract(coalesce(attributes_as_issued, attributes), '$.cloud_licensing_enabled') = +?
     AND json_extract(coalesce(attributes_as_issued, attributes), '$.offline_cloud_licensing_enabled') = +?
     ORDER BY number DESC LIMIT 1`,
  );
  const ofSubscription = raw.prepare<[number], KeptLicense>(
    `SELECT ${columns} FROM licenses
     WHERE subscription_number = +? AND duplicated_from IS NULL ORDER BY number DESC LIMIT 1`,
  );
  const highest = raw.prepare<[], number | null>("SELECT max(number) FROM licenses").pluck();
  const adding = raw.prepare<[KeptLicense]>(
    `INSERT INTO licenses (number, subscription_number, duplicated_from, version, attributes, attributes_as_issued, key, issued_at, saved_at, customer_id, creator, notes)
     VALUES (@number, @subscriptionNumber, @duplicatedFrom, @version, @attributes, @attributesAsIssued, @key, @issuedAt, @savedAt, @customerId, @creator, @notes)`,
  );
  const hostnames = raw
    .prepare<[number], string>(
      `SELECT DISTINCT json_extract(body, '$.hostname') AS hostname FROM license_seat_links
       WHERE license_number = +? AND json_type(body, '$.hostname') = 'text' ORDER BY hostname LIMIT 100`,
    )
    .pluck();
  return {
    licenseWith: (key) => withKey.get(key) ?? formerlyWithKey.get(key) ?? null,
    licenses: () => rows().orderBy(newestFirst).all(),
    license: numbered,
    latestLicense: (number) => ofSubscription.get(number) ?? null,
    latestLicenseOfTerm: (number, startsOn, kind) =>
      ofTerm.get(number, startsOn, kind === "legacy" ? 0 : 1, kind === "offline" ? 1 : 0) ?? null,
    subscriptionWithZuoraId: (zuoraId) =>
      queries
        .select({ number: subscriptions.number })
        .from(subscriptions)
        .where(eq(subscriptions.zuoraId, zuoraId))
        .get()?.number ?? null,
    hostnamesWith: (number) => hostnames.all(number),
    nextLicenseNumber: () => Math.max(highest.get() ?? 0, lastBefore(), firstLicenseNumber - 1) + 1,
    addLicense: (license) => void adding.run(license),
    subscriptionsWithoutFile: () => subscriptionsWithoutFile(queries),
    changeLicense(license) {
      const { number, key } = numbered(license.number) ?? license;
      if (key !== license.key)
        queries.insert(formerKeys).values({ key, licenseNumber: number }).run();
      queries.update(licenses).set(license).where(eq(licenses.number, license.number)).run();
    },
  };
}

/** One question for all of them: it is asked at every start, and there may be thousands. */
const subscriptionsWithoutFile = (queries: PortalDatabase["queries"]): number[] =>
  queries
    .select({ number: subscriptions.number })
    .from(subscriptions)
    .where(
      and(
        or(isNull(subscriptions.cloudLicensing), ne(subscriptions.cloudLicensing, "yes")),
        eq(subscriptions.deployment, "self-managed"),
        // What staff have changed waits for the customer to ask for it.
        eq(subscriptions.version, 1),
        eq(subscriptions.cancelled, false),
        notExists(
          queries
            .select()
            .from(licenses)
            .where(eq(licenses.subscriptionNumber, subscriptions.number)),
        ),
      ),
    )
    .orderBy(asc(subscriptions.number))
    .all()
    .map(({ number }) => number);

/** A key as the books have it, whatever the lines of the file end with. */
export function keyIn(given: unknown): Result<string, string> {
  if (given === undefined || given === null || given === "") return err("license_key is missing.");
  if (typeof given !== "string") return err("license_key is no text.");
  const lines = given.replaceAll("\r\n", "\n").trim();
  return /^[A-Za-z0-9+/=\n]+$/.test(lines)
    ? ok(`${lines}\n`)
    : err("license_key is malformed: it has characters that no license has.");
}
