import type { Incoming, Reply } from "../../http.ts";
import { err, ok, type Result } from "../../result.ts";
import type { FutureSubscriptionInAnswer, SeatLinkReply } from "../wire.ts";
import { currentLicenseOf } from "./current-license.ts";
import type { FalseAnswer, SpoiledAnswer } from "./fault.ts";
import type { Office } from "./issue.ts";
import { announcement } from "./redeem.ts";
import { type Sale, termsOn } from "./subscription.ts";
import { wrongKey } from "./wrong-key.ts";

/**
 * Takes a report and keeps it, and answers with the current key of the subscription whose key was reported: byte for
 * byte the same until the subscription changes.
 *
 * Bodies of earlier years say `date` and `active_users` where today's say `timestamp` and `billable_users_count`. The
 * key is all that a report must have.
 */
export function takeReport(office: Office, incoming: Incoming, falsely?: FalseAnswer): Reply {
  if (falsely?.kind === "errors") return refusal(422, falsely.errors.join(", "));
  const body = bodyOf(incoming);
  if (body === undefined) return refusal(400, "The body is no JSON object.");
  const { license_key: given, ...said } = body;
  const key = keyIn(given);
  if (!key.ok) return refusal(422, key.error);
  const { books, clock } = office;
  return books.atomically(() => {
    const license = books.licenseWith(key.value);
    const sale = license?.subscriptionNumber ? books.sale(license.subscriptionNumber) : null;
    if (!license || !sale) return refusal(422, "license_key is not known here.");
    books.addReport({
      subscriptionNumber: sale.number,
      receivedAt: clock.calendar.toIso(clock.now()),
      licenseNumber: license.number,
      body: JSON.stringify(said),
    });
    return json(200, answerTo(office, sale, falsely));
  });
}

function answerTo(office: Office, sale: Sale, spoiled?: SpoiledAnswer): SeatLinkReply {
  const license = keyFor(office, sale, spoiled);
  const { later } = termsOn(sale.terms, office.clock.today());
  return {
    success: true,
    ...(license !== null && { license }),
    ...(spoiled?.kind !== "no-future-subscriptions" && {
      future_subscriptions: later.map((term) => inSnakeCase(announcement(sale, term))),
    }),
    new_subscription: false,
    next_reconciliation_date: sale.nextReconciliationDate,
    display_alert_from: sale.displayAlertFrom,
  };
}

/** Null for none. */
function keyFor(office: Office, sale: Sale, spoiled?: SpoiledAnswer): string | null {
  if (!spoiled) return currentLicenseOf(office, sale).key;
  switch (spoiled.kind) {
    case "no-future-subscriptions":
      return currentLicenseOf(office, sale).key;
    case "no-license":
      return null;
    default:
      return wrongKey(office, sale, spoiled.kind);
  }
}

const inSnakeCase = (told: ReturnType<typeof announcement>): FutureSubscriptionInAnswer => ({
  cloud_license_enabled: told.cloudLicenseEnabled,
  offline_cloud_license_enabled: told.offlineCloudLicenseEnabled,
  plan: told.plan,
  company: told.company,
  email: told.email,
  name: told.name,
  starts_at: told.startsAt,
  expires_at: told.expiresAt,
  users_in_license_count: told.usersInLicenseCount,
});

type Body = Readonly<Record<string, unknown>>;

function bodyOf({ body }: Incoming): Body | undefined {
  try {
    const value: unknown = JSON.parse(body.toString());
    return isRecord(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isRecord = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A key as the books have it, whatever the lines of the file end with. */
function keyIn(given: unknown): Result<string, string> {
  if (given === undefined || given === null || given === "") return err("license_key is missing.");
  if (typeof given !== "string") return err("license_key is no text.");
  const lines = given.replaceAll("\r\n", "\n").trim();
  return /^[A-Za-z0-9+/=\n]+$/.test(lines)
    ? ok(`${lines}\n`)
    : err("license_key is malformed: it has characters that no license has.");
}

const refusal = (status: number, errors: string) => json(status, { success: false, errors });

const json = (status: number, body: unknown): Reply => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
