import { addYears } from "../../time/calendar.ts";
import { addDays, type Day } from "../../time/day.ts";
import type { Term, Terms } from "../sales/order.ts";
import {
  isTrial,
  licenseKind,
  replaced,
  type Sale,
  subscriptionName,
} from "../sales/subscription.ts";
import type { LicenseAttributes } from "./write-license.ts";

/** Keys that say something else than what was sold. */
export type Distortion = "expired-license" | "future-license" | "legacy-license";

const graceDays = 14;

const yearFrom = ({ startsOn }: Term) => addYears(startsOn, 1);
const earlier = (one: Day, other: Day) => (one < other ? one : other);

/**
 * What a key says about a subscription in `term`, which is one of its terms. Legacy licenses are for twelve months at a
 * time: staff writes those of the years after by hand. Source: portal people, A4.
 */
export function licenseOfSale(sale: Sale, term: Term, licenseNumber: number): LicenseAttributes {
  const { renewal } = term;
  const { features } = sale;
  const kind = licenseKind(sale);
  const expiresOn = kind === "legacy" ? earlier(yearFrom(term), term.expiresOn) : term.expiresOn;
  const trial = isTrial(sale, term);
  return {
    licensee: { Name: sale.contactName, Email: sale.email, Company: sale.company },
    issued_at: term.startsOn,
    expires_at: expiresOn,
    notify_admins_at: expiresOn,
    notify_users_at: expiresOn,
    // A trial ends without blocking anything.
    block_changes_at: trial ? undefined : addDays(expiresOn, graceDays),
    // The key of an offline subscription is the same, whether it came as a file or for the code.
    activated_at: (kind === "cloud" && sale.activatedAt) || undefined,
    cloud_licensing_enabled: kind !== "legacy",
    offline_cloud_licensing_enabled: kind === "offline",
    auto_renew_enabled: renewal?.automatic || features.autoRenew,
    seat_reconciliation_enabled: features.seatReconciliation,
    operational_metrics_enabled: features.operationalMetrics,
    generated_from_customers_dot: true,
    generated_from_cancellation: sale.cancelled,
    restrictions: {
      active_user_count: term.seats ?? undefined,
      ...renewalRestrictions(sale.terms, term),
      plan: term.plan,
      trial,
      id: licenseNumber,
      subscription_id: sale.zuoraId,
      subscription_name: subscriptionName(sale.number),
    },
  };
}

/**
 * What a key says of the term before, as that is by now: its seats may have changed since the renewal was sold.
 *
 * Without the figure a key names those seats all the same: they may have been kept to. After unlimited ones there is
 * nothing to name and no true-up, which would switch off the check of the users.
 */
function renewalRestrictions(terms: Terms, term: Term) {
  const previous = terms[terms.indexOf(term) - 1];
  if (!term.renewal || !previous || previous.seats === null) return {};
  const { maxHistoricalUsers } = term.renewal;
  const { seats, startsOn, expiresOn } = previous;
  return {
    previous_user_count: seats,
    ...(maxHistoricalUsers !== null && {
      trueup_quantity: Math.max(0, maxHistoricalUsers - seats),
      trueup_from: startsOn,
      trueup_to: expiresOn,
      trueup_period_seat_count: seats,
    }),
  };
}

/** The sale and term that make `licenseOfSale` tell the untruth asked for. */
export function distorted(
  { sale, term }: { sale: Sale; term: Term },
  distortion: Distortion,
  today: Day,
): { sale: Sale; term: Term } {
  switch (distortion) {
    case "expired-license":
      return moved(sale, term, yearUntil(addDays(today, -1)));
    case "future-license":
      return moved(sale, term, yearUntil(addYears(addDays(today, 30), 1)));
    case "legacy-license":
      return { sale: { ...sale, features: optedOut(sale), activatedAt: null }, term };
  }
}

const optedOut = ({ features }: Sale) => ({ ...features, cloudLicensing: "no" as const });

function moved(sale: Sale, term: Term, days: Pick<Term, "startsOn" | "expiresOn">) {
  const elsewhere = { ...term, ...days };
  return { sale: { ...sale, terms: replaced(sale.terms, term, elsewhere) }, term: elsewhere };
}

const yearUntil = (expiresOn: Day) => ({ startsOn: addYears(expiresOn, -1), expiresOn });
