import type { AddOn } from "../activation/add-ons.ts";
import type { FutureSubscription } from "../activation/future-subscription.ts";
import type {
  Reconciliation,
  SeatLink,
  SeatLinkAnswer,
  SeatLinkFailure,
} from "../activation/seat-link.ts";
import { err, ok, type Result } from "../base/result.ts";
import {
  type Answer,
  field,
  flag,
  futureSubscriptionsIn,
  integer,
  jsonIn,
  text,
} from "./answer.ts";
import type { SeatLinkMessage } from "./wire.ts";

/** A report as it is sent: what was counted then, and who the instance is and which add-ons it has now. */
export const seatLinkMessage = (
  { timestamp, licenseKey, maxHistoricalUserCount, billableUsersCount }: SeatLink,
  addOns: readonly AddOn[],
  instance: {
    readonly gitlabVersion: string;
    readonly hostname: string;
    readonly instanceId: string;
    readonly uniqueInstanceId: string;
  },
): SeatLinkMessage => ({
  gitlab_version: instance.gitlabVersion,
  timestamp,
  license_key: licenseKey,
  max_historical_user_count: maxHistoricalUserCount,
  billable_users_count: billableUsersCount,
  hostname: instance.hostname,
  instance_id: instance.instanceId,
  unique_instance_id: instance.uniqueInstanceId,
  add_on_metrics: addOns.map(({ type, purchasedSeats, assignedSeats }) => ({
    add_on_type: type,
    purchased_seats: purchasedSeats,
    assigned_seats: assignedSeats,
  })),
});

/**
 * Reads an answer to a report. Any 2xx counts, whatever the body says of success; redirects are not followed. `shown` is what
 * may be repeated of what a portal says.
 * Source: portal client, response classes; seat link, response handling.
 */
export function readSeatLinkAnswer(
  answer: Answer,
  shown: (said: string) => string,
): Result<SeatLinkAnswer, SeatLinkFailure> {
  if (answer.status < 200 || answer.status > 299) {
    return err({ kind: "report-refused", reason: reasonOf(answer, shown) });
  }
  const body = jsonIn(answer);
  if (!body.ok) return body;
  const key = text(field(body.value, "license"));
  const list = field(body.value, "future_subscriptions");
  return ok({
    licenseKey: key === "" ? null : key,
    futureSubscriptions: futureSubscriptionsIn(list, futureSubscriptionOf),
    reconciliation: reconciliationIn(body.value),
  });
}

/** Only with 422 the portal is heard. What it says is kept with the job, and shown and logged wherever that is. */
function reasonOf({ status, headers, body }: Answer, shown: (said: string) => string): string {
  const said = status === 422 ? jsonIn({ headers, body }) : null;
  const errors = said?.ok ? field(said.value, "errors") : undefined;
  const words = (Array.isArray(errors) ? errors : [errors]).filter(
    (one): one is string => typeof one === "string" && one !== "",
  );
  return words.length > 0 ? shown(words.join(", ")) : `HTTP status code: ${status}`;
}

function reconciliationIn(body: unknown): Reconciliation | null {
  const nextReconciliationDate = text(field(body, "next_reconciliation_date"));
  const displayAlertFrom = text(field(body, "display_alert_from"));
  return nextReconciliationDate && displayAlertFrom
    ? { nextReconciliationDate, displayAlertFrom }
    : null;
}

const futureSubscriptionOf = (message: Readonly<Record<string, unknown>>): FutureSubscription => ({
  cloudLicenseEnabled: flag(message["cloud_license_enabled"]),
  offlineCloudLicenseEnabled: flag(message["offline_cloud_license_enabled"]),
  offlineCloudLicensing: flag(message["offline_cloud_licensing"]),
  plan: text(message["plan"]),
  company: text(message["company"]),
  email: text(message["email"]),
  name: text(message["name"]),
  startsAt: text(message["starts_at"]),
  expiresAt: text(message["expires_at"]),
  seats: integer(message["users_in_license_count"]),
});
