import type { FutureSubscriptionInAnswer, SeatLinkReply } from "../../portal/wire.ts";
import { parseInstant } from "../../time/calendar.ts";
import { anotherLicenseOf, currentLicenseOf, wrongKey } from "../licenses/current-license.ts";
import { type Office, timeIn } from "../licenses/issue.ts";
import type { Policies } from "./policies.ts";
import { announcement, type SpoiledAnswer } from "./redeem.ts";
import { type Sale, termsOn } from "./subscription.ts";

/** A report of a subscription whose key was known. */
export interface KnownReport {
  readonly sale: Sale;
  readonly licenseNumber: number;
  readonly key: string;
  /** The body without the key. */
  readonly said: Readonly<Record<string, unknown>>;
}

/**
 * Keeps a report, and answers it with the current key of the subscription: byte for byte the same until the subscription
 * changes. Policies may have it otherwise, and a fault goes before them. Runs inside `atomically`.
 */
export function answerReport(
  office: Office,
  report: KnownReport,
  spoiled?: SpoiledAnswer,
): SeatLinkReply {
  const { books } = office;
  const policies = books.policies();
  if (!spoiled && policies.oneReportADay) {
    const answered = answeredToday(office, report);
    if (answered) return { success: true, ...answered };
  }
  const { sale, licenseNumber, said } = report;
  const license = keyFor(office, report, { policies, spoiled });
  const rest = besideKey(office, sale, spoiled);
  books.addReport({
    subscriptionNumber: sale.number,
    receivedAt: timeIn(office),
    licenseNumber,
    body: JSON.stringify(said),
    answer: JSON.stringify(rest),
  });
  return { success: true, ...(license !== null && { license }), ...rest };
}

type BesideKey = Omit<SeatLinkReply, "success" | "license">;

/** What the same instance was answered today, without the key; null if it has not reported yet. */
function answeredToday(office: Office, { sale, said }: KnownReport): BesideKey | null {
  const { books, clock } = office;
  const instance = said["instance_id"];
  const last = books.lastReport(sale.number, typeof instance === "string" ? instance : null);
  const at = last && parseInstant(last.receivedAt);
  if (!last || at === undefined || at === null) return null;
  if (clock.calendar.dayOf(at) !== clock.today()) return null;
  return last.answer === null ? besideKey(office, sale) : JSON.parse(last.answer);
}

/** Null for none. */
function keyFor(
  office: Office,
  { sale, key: reported }: KnownReport,
  {
    policies,
    spoiled,
  }: { readonly policies: Policies; readonly spoiled?: SpoiledAnswer | undefined },
): string | null {
  if (spoiled && spoiled.kind !== "no-future-subscriptions") {
    return spoiled.kind === "no-license" ? null : wrongKey(office, sale, spoiled.kind);
  }
  const { newKeyAtEverySync, omitUnchangedKey } = policies;
  const { key } = newKeyAtEverySync
    ? anotherLicenseOf(office, sale)
    : currentLicenseOf(office, sale);
  return omitUnchangedKey && key === reported ? null : key;
}

function besideKey(office: Office, sale: Sale, spoiled?: SpoiledAnswer): BesideKey {
  const { later } = termsOn(sale.terms, office.clock.today());
  return {
    ...(spoiled?.kind !== "no-future-subscriptions" && {
      future_subscriptions: later.map((term) => inSnakeCase(announcement(sale, term))),
    }),
    new_subscription: false,
    next_reconciliation_date: sale.nextReconciliationDate,
    display_alert_from: sale.displayAlertFrom,
  };
}

const inSnakeCase = (future: ReturnType<typeof announcement>): FutureSubscriptionInAnswer => ({
  cloud_license_enabled: future.cloudLicenseEnabled,
  offline_cloud_license_enabled: future.offlineCloudLicenseEnabled,
  plan: future.plan,
  company: future.company,
  email: future.email,
  name: future.name,
  starts_at: future.startsAt,
  expires_at: future.expiresAt,
  users_in_license_count: future.usersInLicenseCount,
});
