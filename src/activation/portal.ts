import type { Result } from "../base/result.ts";
import type { ActivationCode } from "./activation-code.ts";
import type { FutureSubscription } from "./future-subscription.ts";
import type { Activator } from "./origin.ts";
import type { PortalTrouble } from "./portal-access.ts";
import type { Report, SeatLinkAnswer, SeatLinkFailure } from "./seat-link.ts";
import type { ServiceToken, ServiceTokenFailure } from "./service-token.ts";

/** The customers portal, as the instance sees it. */
export interface Portal {
  /** Exchanges a code for the license key of its subscription. Asking twice is harmless. */
  redeem(code: ActivationCode, by: Activator): Promise<Result<Redemption, PortalFailure>>;
  /** Reports users. Waits for the answer as long as a portal is waited for, or less. */
  report(report: Report, patienceMs?: number): Promise<Result<SeatLinkAnswer, SeatLinkFailure>>;
  /** Asks for the token of a license, and waits as for a report. */
  serviceToken(
    licenseKey: string,
    patienceMs?: number,
  ): Promise<Result<ServiceToken, ServiceTokenFailure>>;
}

export interface Redemption {
  /** The key's text as sent; empty if the portal sent none. */
  readonly licenseKey: string;
  /** What starts later, in the portal's order; null if the list is not one that can be stored. */
  readonly futureSubscriptions: readonly FutureSubscription[] | null;
}

export type PortalFailure =
  | PortalTrouble
  /** The code was refused, in words of the portal. */
  | { readonly kind: "portal-refused-code"; readonly errors: readonly string[] };
