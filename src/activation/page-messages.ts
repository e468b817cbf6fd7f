import type { License } from "../license/license.ts";
import { hasStarted } from "../license/term.ts";
import type { Day } from "../time/calendar.ts";
import { messagesOf } from "./messages.ts";
import type { FormUploadFailure } from "./upload.ts";

/** What a page tells its visitor, in pieces: a text, or a link. */
export type Message = readonly (string | { readonly text: string; readonly href: string })[];

/** The product's sentence for a license that was taken. Source: licensing rules, upload. */
export function uploadMessage(license: License, today: Day): Message {
  const when = hasStarted(license, today)
    ? "is now active"
    : `will be active from ${license.startsOn}`;
  return [`The license was successfully uploaded and ${when}. You can see the details below.`];
}

/** The product's sentence for an upload that failed. Several validation messages stand there without a separator. */
export function uploadFailureMessage(failure: FormUploadFailure): Message {
  switch (failure.kind) {
    case "license-blank":
      return [
        "The license you uploaded is invalid. If the issue persists, contact support at ",
        { text: "https://support.gitlab.com", href: "https://support.gitlab.com" },
        ".",
      ];
    case "online-cloud-license":
      return [
        "It looks like you're attempting to activate your subscription. Use ",
        { text: "the Subscription page", href: "/admin/subscription" },
        " instead.",
      ];
    default:
      return [messagesOf(failure).join("")];
  }
}

/** The product's sentence for a removal, by whether another license has taken over. */
export const removalMessage = (fellBack: boolean): Message => [
  fellBack
    ? "The license was removed. GitLab has fallen back on the previous license."
    : "The license was removed. GitLab now no longer has a valid license.",
];
