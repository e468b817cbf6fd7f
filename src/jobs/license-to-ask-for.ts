import type { LicenseRecord } from "../activation/license-records.ts";
import type { SeatLinkCause } from "../activation/origin.ts";
import { isTokenDue, type ServiceToken, whyNoToken } from "../activation/service-token.ts";
import { whyNoTokenInWords } from "../activation/service-token-messages.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Calendar, Instant } from "../time/calendar.ts";
import type { RunDetail } from "./ran.ts";

interface Moment {
  readonly cause: SeatLinkCause;
  /** The token that there is. */
  readonly token: ServiceToken | null;
  readonly at: Instant;
}

/**
 * The license whose key a token is asked for with, or why none is asked for.
 *
 * What comes of itself every day lets a token be that is not near its end, everything else wants another one. Source:
 * licensing rules, triggers of the seat link, service token.
 */
export function licenseToAskFor(
  record: LicenseRecord | null,
  { cause, token, at }: Moment,
  calendar: Calendar,
): Result<LicenseRecord, RunDetail> {
  const reasons = whyNoToken(record?.license ?? null, calendar.dayOf(at));
  if (reasons.length > 0 || !record) return err({ detail: whyNoTokenInWords(reasons) });
  if (cause === "daily" && token && !isTokenDue(token, at)) return err(goodUntil(token, calendar));
  return ok(record);
}

/** What is told of a token: nothing of the token itself. */
export const goodUntil = (
  { expiresAt }: Pick<ServiceToken, "expiresAt">,
  { toIso }: Pick<Calendar, "toIso">,
): RunDetail => ({
  detail: `The service token is good until ${toIso(expiresAt)}.`,
  gist: "The service token is good.",
});
