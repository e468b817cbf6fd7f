import type { LicenseRecord } from "../activation/license-records.ts";
import { type Usage, usageOf } from "../activation/usage.ts";
import { overage } from "../license/seats.ts";
import { isExpired } from "../license/term.ts";
import type { Day } from "../time/calendar.ts";
import type { InstanceForRest } from "./endpoint.ts";

/** A license as REST shows it in a list. Source: instance behaviour, JSON attributes. */
export async function listedLicense(record: LicenseRecord, instance: InstanceForRest) {
  const { row, license, createdAt } = record;
  const today = instance.clock.today();
  const usage = await usageOf(license, today, instance);
  return {
    id: row,
    plan: license.plan,
    created_at: instance.clock.calendar.toIsoWithMilliseconds(createdAt),
    starts_at: license.startsOn,
    expires_at: license.expiresOn,
    historical_max: usage.recordedMax,
    maximum_user_count: usage.historicalMax,
    licensee: license.licensee,
    add_ons: license.addOns,
    expired: isExpired(license, today),
    overage: shownOverage(record, usage, today),
    // Without a limit the product says 0 here, and null in GraphQL.
    user_limit: license.seats ?? 0,
  };
}

/** The same with every active user, whoever takes a seat: what the product adds where it shows one license. */
export async function shownLicense(record: LicenseRecord, instance: InstanceForRest) {
  const { active } = await instance.users.users();
  return { ...(await listedLicense(record, instance)), active_users: active };
}

/** An expired license is measured by its term, any other by today. */
const shownOverage = ({ license }: LicenseRecord, usage: Usage, today: Day): number =>
  isExpired(license, today) ? usage.overage : overage(license, usage.billableUsers);
