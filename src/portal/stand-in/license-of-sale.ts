import { addDays, addYears, type Day } from "../../calendar.ts";
import type { Renewal, Term } from "./order.ts";
import { type Sale, subscriptionName } from "./subscription.ts";
import type { LicenseAttributes } from "./write-license.ts";

/** Keys that say something else than what was sold. */
export type Distortion = "expired-license" | "future-license" | "legacy-license";

const graceDays = 14;

/** What a key says about a subscription in one of its terms. */
export function licenseOfSale(sale: Sale, term: Term, licenseNumber: number): LicenseAttributes {
  const { expiresOn, renewal } = term;
  return {
    licensee: { Name: sale.contactName, Email: sale.email, Company: sale.company },
    issued_at: term.startsOn,
    expires_at: expiresOn,
    notify_admins_at: expiresOn,
    notify_users_at: expiresOn,
    // A trial ends without blocking anything.
    block_changes_at: sale.trial ? undefined : addDays(expiresOn, graceDays),
    // The key of an offline subscription is the same, whether it came as a file or for the code.
    activated_at: (sale.kind === "cloud" && sale.activatedAt) || undefined,
    cloud_licensing_enabled: sale.kind !== "legacy",
    offline_cloud_licensing_enabled: sale.kind === "offline",
    auto_renew_enabled: renewal?.automatic ?? false,
    generated_from_customers_dot: true,
    generated_from_cancellation: sale.cancelled,
    restrictions: {
      active_user_count: term.seats ?? undefined,
      ...(renewal && renewalRestrictions(renewal)),
      plan: term.plan,
      trial: sale.trial,
      id: licenseNumber,
      subscription_id: sale.zuoraId,
      subscription_name: subscriptionName(sale.number),
    },
  };
}

/** Without the figure a key names the seats of the term before all the same: it may have been kept to. */
const renewalRestrictions = ({ previousSeats, trueUp }: Renewal) => ({
  previous_user_count: previousSeats ?? undefined,
  ...(trueUp && {
    trueup_quantity: trueUp.seats,
    trueup_from: trueUp.from,
    trueup_to: trueUp.to,
    trueup_period_seat_count: previousSeats ?? undefined,
  }),
});

/** The sale and term that make `licenseOfSale` tell the untruth asked for. */
export function distorted(
  { sale, term }: { sale: Sale; term: Term },
  distortion: Distortion,
  today: Day,
): { sale: Sale; term: Term } {
  switch (distortion) {
    case "expired-license":
      return { sale, term: { ...term, ...yearUntil(addDays(today, -1)) } };
    case "future-license":
      return { sale, term: { ...term, ...yearUntil(addYears(addDays(today, 30), 1)) } };
    case "legacy-license":
      return { sale: { ...sale, kind: "legacy", activatedAt: null }, term };
  }
}

const yearUntil = (expiresOn: Day) => ({ startsOn: addYears(expiresOn, -1), expiresOn });
