import { err, ok, type Result } from "../../base/result.ts";
import { addYears, type Day } from "../../time/calendar.ts";
import { addDays, parseDay } from "../../time/day.ts";
import { flawed, type PeopleRefusal } from "../people/customer-fields.ts";
import { isPlan, maxCount, mustBePlan, textFlawIn } from "../sales/order.ts";
import type { LicenseAttributes } from "./write-license.ts";

/** What staff types of a license, as it was typed. */
export interface TypedLicense {
  readonly type: string;
  /** E-mail address of the customer; empty for none. */
  readonly customer: string;
  readonly name: string;
  readonly company: string;
  readonly email: string;
  readonly zuoraSubscriptionId: string;
  readonly usersCount: string;
  readonly previousUsersCount: string;
  readonly trueupCount: string;
  readonly planCode: string;
  readonly trial: boolean;
  readonly startsAt: string;
  readonly expiresAt: string;
  readonly notes: string;
}

/** What the portal knows of what was typed. */
export interface LicenseFacts {
  /** The customer with the address; null if there is none. */
  readonly customer: { readonly id: number } | null;
  /** The subscription with the Zuora id; null if there is none. */
  readonly subscription: {
    readonly number: number;
    readonly name: string;
    readonly hasCode: boolean;
    readonly seatReconciliation: boolean;
    readonly cloudLicensing: "yes" | "no" | "offline" | null;
  } | null;
  /** The license that is duplicated or edited; null for a new one. */
  readonly from: LicenseAttributes | null;
  /** Whether that license itself is changed: one of an activation stays what it is. */
  readonly edits: boolean;
}

/** A license to be written. */
export interface CheckedLicense {
  /** Without its number. */
  readonly attributes: LicenseAttributes;
  readonly subscriptionNumber: number | null;
  readonly customerId: number | null;
  readonly notes: string | null;
}

/** What staff may write by hand: online cloud licenses come of activations alone. Source: portal people, A4. */
const licenseTypes = ["legacy", "offline"] as const;

/**
 * The license that somebody has typed, or what is wrong with each field.
 *
 * Offline licenses need a customer, and a subscription with seat reconciliation, not on online cloud licensing, that has an
 * activation code. Source: portal people, A4 and A5.
 */
export function checkedLicense(
  typed: TypedLicense,
  facts: LicenseFacts,
): Result<CheckedLicense, PeopleRefusal> {
  const counts = {
    usersCount: countIn(typed.usersCount, 1),
    previousUsersCount: countIn(typed.previousUsersCount, 0),
    trueupCount: countIn(typed.trueupCount, 0),
  };
  const startsAt = parseDay(typed.startsAt.trim());
  const expiresAt = parseDay(typed.expiresAt.trim());
  const flaws = {
    ...flaw("License type", typeFlaw(typed.type, facts)),
    ...flaw("Customer", customerFlaw(typed, facts)),
    ...flaw("Name", textFlaw(typed.name)),
    ...flaw("Company", textFlaw(typed.company)),
    ...flaw("Email", emailFlaw(typed.email)),
    ...flaw("Zuora subscription ID", subscriptionFlaw(typed, facts)),
    ...flaw("Users count", typed.usersCount.trim() === "" ? blank : counts.usersCount.flaw),
    ...flaw("Previous users count", counts.previousUsersCount.flaw),
    ...flaw("Trueup count", counts.trueupCount.flaw),
    ...flaw("Plan code", planFlaw(typed.planCode)),
    ...flaw("Starts at", dayFlaw(typed.startsAt, startsAt)),
    ...flaw("Expires at", endFlaw(typed.expiresAt, startsAt, expiresAt)),
    ...flaw(
      "Notes",
      typed.notes.length > maxNotes ? `is too long (maximum is ${maxNotes} characters)` : undefined,
    ),
  };
  if (Object.keys(flaws).length > 0 || !startsAt || !expiresAt) return err(flawed(flaws));
  return ok({
    attributes: attributesOf(typed, facts, {
      usersCount: counts.usersCount.value,
      previousUsersCount: counts.previousUsersCount.value,
      trueupCount: counts.trueupCount.value,
      startsAt,
      expiresAt,
    }),
    subscriptionNumber: facts.subscription?.number ?? null,
    customerId: facts.customer?.id ?? null,
    notes: typed.notes.trim() || null,
  });
}

interface Read {
  readonly usersCount: number | null;
  readonly previousUsersCount: number | null;
  readonly trueupCount: number | null;
  readonly startsAt: Day;
  readonly expiresAt: Day;
}

function attributesOf(
  typed: TypedLicense,
  { subscription, from }: LicenseFacts,
  read: Read,
): LicenseAttributes {
  const isOffline = typed.type === "offline";
  return {
    licensee: {
      ...from?.licensee,
      Name: typed.name.trim(),
      Email: typed.email.trim(),
      Company: typed.company.trim(),
    },
    issued_at: read.startsAt,
    expires_at: read.expiresAt,
    notify_admins_at: read.expiresAt,
    notify_users_at: read.expiresAt,
    // A trial ends without blocking anything.
    block_changes_at: typed.trial ? undefined : addDays(read.expiresAt, graceDays),
    cloud_licensing_enabled: typed.type !== "legacy",
    offline_cloud_licensing_enabled: isOffline,
    seat_reconciliation_enabled: isOffline,
    generated_from_customers_dot: true,
    restrictions: {
      ...(read.usersCount !== null && { active_user_count: read.usersCount }),
      ...(read.previousUsersCount !== null && { previous_user_count: read.previousUsersCount }),
      ...trueUpOf(from, read),
      plan: typed.planCode,
      trial: typed.trial,
      ...(subscription && {
        subscription_id: typed.zuoraSubscriptionId.trim(),
        subscription_name: subscription.name,
      }),
    },
  };
}

/** Quantity and dates go together: those of the license before, else the year before the start. */
function trueUpOf(from: LicenseAttributes | null, { trueupCount, startsAt }: Read) {
  if (trueupCount === null) return {};
  const before = from?.restrictions;
  return {
    trueup_quantity: trueupCount,
    trueup_from: before?.["trueup_from"] ?? addYears(startsAt, -1),
    trueup_to: before?.["trueup_to"] ?? startsAt,
  };
}

const graceDays = 14;
const blank = "can't be blank";
const maxNotes = 2_000;

const flaw = (field: string, what: string | undefined): Record<string, string> =>
  what === undefined ? {} : { [field]: what };

const textFlaw = (text: string) => (text.trim() === "" ? blank : textFlawIn(text));

function typeFlaw(type: string, { edits, from }: LicenseFacts) {
  const isOfActivation = edits && from !== null && typeOf(from) === "cloud";
  const isFit = licenseTypes.some((one) => one === type) || (isOfActivation && type === "cloud");
  return isFit ? undefined : "must be Legacy License or Offline Cloud";
}

/** How a license is licensed, by what it says. */
export const typeOf = (license: LicenseAttributes): "cloud" | "offline" | "legacy" =>
  license.offline_cloud_licensing_enabled
    ? "offline"
    : license.cloud_licensing_enabled
      ? "cloud"
      : "legacy";

function customerFlaw({ customer: given, type }: TypedLicense, { customer }: LicenseFacts) {
  if (given.trim() === "") return type === "offline" ? blank : undefined;
  return customer === null ? "must exist" : undefined;
}

function subscriptionFlaw(
  { zuoraSubscriptionId: given, type }: TypedLicense,
  { subscription }: LicenseFacts,
): string | undefined {
  if (given.trim() === "") return type === "offline" ? blank : undefined;
  if (!subscription) return "is unknown: no subscription has it";
  return type === "offline" ? offlineFlaw(subscription) : undefined;
}

function offlineFlaw(subscription: NonNullable<LicenseFacts["subscription"]>): string | undefined {
  const { name, hasCode, seatReconciliation, cloudLicensing } = subscription;
  if (cloudLicensing === "yes") return `is of ${name}, whose Cloud Licensing is Yes`;
  if (!seatReconciliation) return `is of ${name}, whose Quarterly Coterms are off`;
  return hasCode ? undefined : `is of ${name}, which has no activation code`;
}

function emailFlaw(email: string): string | undefined {
  if (email.trim() === "") return blank;
  const isAddress = /^[^\s\p{Cf}@<>,;"]+@[^\s\p{Cf}@<>,;"]+$/u.test(email.trim());
  return isAddress ? textFlawIn(email) : "is no e-mail address";
}

const planFlaw = (plan: string) =>
  plan.trim() === "" ? blank : isPlan(plan) ? undefined : mustBePlan;

const dayFlaw = (text: string, day: Day | undefined) =>
  text.trim() === "" ? blank : day ? undefined : "must be a day such as 2025-01-31";

function endFlaw(text: string, startsAt: Day | undefined, expiresAt: Day | undefined) {
  const wrong = dayFlaw(text, expiresAt);
  if (wrong !== undefined || !startsAt || !expiresAt) return wrong;
  return expiresAt < startsAt ? "must not be before Starts at" : undefined;
}

function countIn(text: string, least: number): { value: number | null; flaw: string | undefined } {
  const given = text.trim();
  if (given === "") return { value: null, flaw: undefined };
  const value = Number(given);
  const isFit = /^\d{1,9}$/.test(given) && value >= least && value <= maxCount;
  return {
    value: isFit ? value : null,
    flaw: isFit ? undefined : `must be a whole number from ${least} to ${maxCount}`,
  };
}
