import type { AnswerNotTaken } from "./activate.ts";
import { messagesOf } from "./messages.ts";
import type { PortalBarrier } from "./portal-access.ts";
import type { NoToken, ServiceTokenFailure } from "./service-token.ts";

/** Why no token is asked for, in the product's words. Source: licensing rules, service token. */
export const whyNoTokenInWords = (reasons: readonly NoToken[]): string =>
  reasons.map((reason) => refusals[reason]).join(", ");

const refusals: Readonly<Record<NoToken, string>> = {
  "no-license": "License not found",
  "not-online-cloud": "License is not an online cloud license",
  "grace-period-over": "License grace period has been expired",
  "no-expiry": "License has no expiration date",
};

/** What is said of a token that did not come. The words are ours, but for a portal that has no answer. */
export function tokenFailureOf(
  failure: ServiceTokenFailure | PortalBarrier | AnswerNotTaken,
): string {
  return failure.kind === "portal-sent-no-token"
    ? "The subscription portal sent no usable service token"
    : messagesOf(failure).join(" ");
}
