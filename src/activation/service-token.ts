import { kindOf, type License } from "../license/license.ts";
import { isGraceOver } from "../license/notices.ts";
import type { Day, Instant } from "../time/calendar.ts";
import type { PortalTrouble } from "./portal-access.ts";

/** What an instance shows to the vendor's cloud services. */
export interface ServiceToken {
  /** A secret. */
  readonly token: string;
  readonly expiresAt: Instant;
}

/** Why no token is asked for. */
export type NoToken = "no-license" | "not-online-cloud" | "grace-period-over" | "no-expiry";

/** Everything that keeps a license from getting a token. Source: licensing rules, service token. */
export function whyNoToken(license: License | null, today: Day): readonly NoToken[] {
  if (!license) return ["no-license"];
  const reasons: readonly (readonly [boolean, NoToken])[] = [
    [kindOf(license) !== "online_cloud", "not-online-cloud"],
    [isGraceOver(license, today), "grace-period-over"],
    [license.expiresOn === null, "no-expiry"],
  ];
  return reasons.flatMap(([applies, reason]) => (applies ? [reason] : []));
}

/** Two days. The documents say that a token is renewed when it is near its end, and not how near: this is our choice. */
const nearMs = 2 * 24 * 3_600_000;

/** Whether a token is so near its end that another one is needed. */
export const isTokenDue = ({ expiresAt }: Pick<ServiceToken, "expiresAt">, at: Instant): boolean =>
  expiresAt - at < nearMs;

/** Why the portal gave no token. */
export type ServiceTokenFailure = PortalTrouble | { readonly kind: "portal-sent-no-token" };
