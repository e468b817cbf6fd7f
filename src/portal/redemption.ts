import {
  type FutureSubscription,
  maxFutureSubscriptions,
} from "../activation/future-subscription.ts";
import type { PortalFailure, Redemption } from "../activation/portal.ts";
import { err, ok, type Result } from "../result.ts";
import { activationField } from "./wire.ts";

/** Reads a 2xx answer to an activation. Source: portal client, activation failure branches. */
export function readRedemption(answer: {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}): Result<Redemption, PortalFailure> {
  if (answer.body.trim() === "") return err({ kind: "portal-answered-nothing" });
  if (!/[/+]json\b/i.test(answer.headers["content-type"] ?? "")) {
    return err({ kind: "portal-answered-no-json" });
  }
  let body: unknown;
  try {
    body = JSON.parse(answer.body);
  } catch {
    return err({ kind: "portal-answered-broken-json" });
  }
  const payload = field(field(body, "data"), activationField);
  if (!isRecord(payload)) {
    return err({ kind: "portal-refused-request", reason: firstError(body) });
  }
  const errors = errorsOf(payload["errors"]);
  if (errors.length > 0) return err({ kind: "portal-refused-code", errors });
  const key = payload["licenseKey"];
  return ok({
    licenseKey: typeof key === "string" ? key : "",
    futureSubscriptions: futureSubscriptionsOf(payload["futureSubscriptions"]),
  });
}

/** A missing or null list is success; a portal that sends one text instead of a list is understood. */
function errorsOf(errors: unknown): readonly string[] {
  if (errors === null || errors === undefined) return [];
  return (Array.isArray(errors) ? errors : [errors]).map(toText);
}

function firstError(body: unknown): string {
  const errors = field(body, "errors");
  const first: unknown = Array.isArray(errors) ? errors[0] : errors;
  return toText(field(first, "message") ?? first ?? "it gave no reason");
}

/** Null for a list that the vendor's schema refuses to store; what is stored stays then. */
function futureSubscriptionsOf(list: unknown): readonly FutureSubscription[] | null {
  if (list === null || list === undefined) return [];
  if (!Array.isArray(list) || list.length > maxFutureSubscriptions) return null;
  return list.every(isRecord) ? list.map(futureSubscriptionOf) : null;
}

const futureSubscriptionOf = (message: Record<string, unknown>): FutureSubscription => ({
  cloudLicenseEnabled: flag(message["cloudLicenseEnabled"]),
  offlineCloudLicenseEnabled: flag(message["offlineCloudLicenseEnabled"]),
  offlineCloudLicensing: null,
  plan: text(message["plan"]),
  company: text(message["company"]),
  email: text(message["email"]),
  name: text(message["name"]),
  startsAt: text(message["startsAt"]),
  expiresAt: text(message["expiresAt"]),
  seats: integer(message["usersInLicenseCount"]),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const field = (value: unknown, name: string) => (isRecord(value) ? value[name] : undefined);
const toText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
const text = (value: unknown) => (typeof value === "string" ? value : null);
const flag = (value: unknown) => (typeof value === "boolean" ? value : null);
const integer = (value: unknown) =>
  typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : null;
