import { maxLicenseBytes } from "../base/file-limits.ts";
import type { Refusal } from "../license/admission.ts";
import type { RuleYear } from "../license/seat-rules.ts";
import type { ActivationFailure } from "./activate.ts";
import type { UploadFailure } from "./upload.ts";

/** What a refused customer is asked to do, by the year of the rules. */
const pleas: Readonly<Record<RuleYear, { readonly get: string; readonly sales: string }>> = {
  today: { get: "Please add", sales: "contact sales at https://about.gitlab.com/sales/" },
  "2018": { get: "Please upload", sales: "contact sales at renewals@gitlab.com" },
  "2017": { get: "Please upload", sales: "contact sales at renewals@gitlab.com" },
};

/**
 * The product's sentences for a failed activation, in the order in which the product lists them.
 *
 * Source: licensing rules, activation failure branches and validation messages. The sentences about an
 * unusable answer are ours, and those about a disk: the real system shows the text of a Ruby exception there
 * (difference 3).
 */
export function messagesOf(failure: ActivationFailure | UploadFailure): readonly string[] {
  switch (failure.kind) {
    case "malformed-code":
      return ["The activation code should be a 24-character alphanumeric string"];
    case "not-self-managed":
      return ["Not self-managed instance"];
    case "silent-mode":
      return ["only get, head, options, and trace methods are allowed in silent mode"];
    case "portal-unreachable":
      return [failure.leaked ?? "CONNECTIVITY_ERROR"];
    case "portal-answered-no-json":
      return ["The subscription portal answered with something other than JSON"];
    case "portal-answered-broken-json":
      return ["The subscription portal answered with broken JSON"];
    case "portal-answered-nothing":
      return ["The subscription portal answered with an empty body"];
    case "portal-answered-too-much":
      return [`The subscription portal answered with ${failure.excess}`];
    case "portal-refused-request":
      return [`The subscription portal refused the request: ${failure.reason}`];
    case "portal-refused-code":
      return failure.errors;
    case "license-unreadable":
      return [unreadable];
    case "license-invalid":
      return [failure.onlineCloud ? "The license key is invalid." : unreadable];
    case "license-refused":
      return failure.refusals.map(refusalMessage);
    case "license-too-large":
      return [
        `The license is larger than ${maxLicenseBytes} bytes. Send the license file and nothing else.`,
      ];
    case "answer-not-taken":
      return ["The answer of the subscription portal could not be taken in. The log says why."];
    case "license-not-stored":
      return [failure.problem];
  }
}

const unreadable =
  "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.";

function refusalMessage(refusal: Refusal): string {
  switch (refusal.kind) {
    case "license-expired":
      return "This license has already expired.";
    case "seats-exceeded": {
      const head =
        refusal.when === "now"
          ? "This GitLab installation currently has"
          : "During the year before this license started, this GitLab installation had";
      const { get, sales } = pleas[refusal.rules];
      const over = users(refusal.users - refusal.seats);
      return `${head} ${delimited(refusal.users)} active ${noun(refusal.users)}, exceeding this license's limit of ${delimited(refusal.seats)} by ${over}. ${get} a license for at least ${users(refusal.users)} or ${sales}`;
    }
    case "true-up-shortfall":
      // The one message without thousands separators.
      return `You have applied a True-up for ${refusal.paid} ${noun(refusal.paid)} but you need one for ${refusal.owed} ${noun(refusal.owed)}. Please ${pleas[refusal.rules].sales}`;
  }
}

const users = (count: number) => `${delimited(count)} ${noun(count)}`;
const noun = (count: number) => (count === 1 ? "user" : "users");
const delimited = (count: number) => count.toLocaleString("en-US");
