import type { FutureSubscription } from "../activation/future-subscription.ts";
import type { PortalFailure, Redemption } from "../activation/portal.ts";
import { isRecord } from "../base/is-record.ts";
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
import { activationField } from "./wire.ts";

/** Reads a 2xx answer to an activation. Source: portal client, activation failure branches. */
export function readRedemption(answer: Answer): Result<Redemption, PortalFailure> {
  const read = jsonIn(answer);
  if (!read.ok) return read;
  const body = read.value;
  const payload = field(field(body, "data"), activationField);
  if (!isRecord(payload)) {
    return err({ kind: "portal-refused-request", reason: firstError(body) });
  }
  const errors = errorsOf(payload["errors"]);
  if (errors.length > 0) return err({ kind: "portal-refused-code", errors });
  const key = payload["licenseKey"];
  return ok({
    licenseKey: typeof key === "string" ? key : "",
    futureSubscriptions: futureSubscriptionsIn(
      payload["futureSubscriptions"],
      futureSubscriptionOf,
    ),
  });
}

/** A missing or null list is success; a portal that sends one text instead of a list is understood. */
function errorsOf(errors: unknown): readonly string[] {
  if (errors === null || errors === undefined) return [];
  return (Array.isArray(errors) ? errors : [errors]).map(toText);
}

/** Why a request as such was refused, in words of the portal. */
export function firstError(body: unknown): string {
  const errors = field(body, "errors");
  const first: unknown = Array.isArray(errors) ? errors[0] : errors;
  return toText(field(first, "message") ?? first ?? "it gave no reason");
}

const futureSubscriptionOf = (message: Readonly<Record<string, unknown>>): FutureSubscription => ({
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

const toText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
