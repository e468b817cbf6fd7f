import type { Refusal } from "../license/admission.ts";
import type { ActivationFailure } from "./activate.ts";
import { messagesOf } from "./messages.ts";
import { transportSentence } from "./transport-sentence.ts";

/** Why an activation failed, in a sentence for people who can look behind the product's own words. */
export function causeOf(failure: ActivationFailure): string {
  switch (failure.kind) {
    case "malformed-code":
      return "The instance refused the code itself: it is not 24 letters, digits or underscores. The portal was not asked.";
    case "not-self-managed":
      return "The instance was started as the hosted product (--instance-kind saas), which asks no portal.";
    case "silent-mode":
      return "The instance was started in silent mode (--silent-mode), and nothing leaves it.";
    case "portal-unreachable":
      return unreachable(failure);
    case "portal-refused-code":
      return "The portal answered, and refused the code in the words above.";
    case "license-unreadable":
      return "The portal sent a key that the reading keys of the instance do not open.";
    case "license-invalid":
      return `The portal sent a license whose data is not valid: ${failure.problems.join("; ")}.`;
    case "license-refused":
      return `The portal sent a license, and the instance refused it: ${failure.refusals.map(refused).join("; ")}.`;
    case "answer-not-taken":
    case "license-not-stored":
    case "portal-answered-no-json":
    case "portal-answered-broken-json":
    case "portal-answered-nothing":
    case "portal-answered-too-much":
    case "portal-refused-request":
      return messagesOf(failure).join(" ");
  }
}

function unreachable({
  status,
  cause,
  timedOutAfterMs,
  detail,
}: Extract<ActivationFailure, { readonly kind: "portal-unreachable" }>): string {
  if (status !== null) return `The portal answered with the HTTP status ${status}.`;
  if (cause !== null) return transportSentence(cause, timedOutAfterMs);
  return timedOutAfterMs === undefined
    ? `The portal did not answer: ${detail}.`
    : `The portal did not answer within ${timedOutAfterMs / 1_000} seconds.`;
}

function refused(refusal: Refusal): string {
  switch (refusal.kind) {
    case "license-expired":
      return "it has expired by the instance's clock";
    case "seats-exceeded":
      return `${refusal.users} users ${refusal.when === "now" ? "now" : "in the term before"}, and ${refusal.seats} seats`;
    case "true-up-shortfall":
      return `its true-up pays for ${refusal.paid}, and ${refusal.owed} are owed`;
  }
}
