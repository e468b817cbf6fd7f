import type { AnswerNotTaken } from "./activate.ts";
import { messagesOf } from "./messages.ts";
import type { PortalBarrier } from "./portal-access.ts";
import type { NotReported, SeatLinkFailure } from "./seat-link.ts";
import type { KeyNotTaken, Synced } from "./sync.ts";

/**
 * What is said of a report that failed. Source: licensing rules, response handling of the seat link; the sentences about
 * an unusable answer are ours (difference 3).
 */
export function failureOf(failure: SeatLinkFailure | PortalBarrier | AnswerNotTaken): string {
  switch (failure.kind) {
    case "report-not-answered":
      return failure.leaked ?? "Our team has been notified. Please try again.";
    case "report-refused":
      return failure.reason;
    case "not-self-managed":
    case "silent-mode":
    case "portal-answered-no-json":
    case "portal-answered-broken-json":
    case "portal-answered-nothing":
    case "portal-answered-too-much":
    case "answer-not-taken":
      return messagesOf(failure).join(" ");
  }
}

/** What is said of a key that came with an answer and could not be stored. */
export const keyProblemOf = (problem: KeyNotTaken): string =>
  `The license of the answer was not stored: ${messagesOf(problem).join(" ")}`;

/** Why a license is not reported, for people. */
export function whyNot(reason: NotReported): string {
  switch (reason) {
    case "no-license":
      return "No license is in force.";
    case "legacy-license":
      return "The license in force is no cloud license.";
    case "offline-license":
      return "The license in force is an offline one.";
    case "license-without-expiry":
      return "The license in force never expires.";
  }
}

/** What an answer has brought, for people. */
export function broughtBy(synced: Synced): string {
  switch (synced.kind) {
    case "no-license-sent":
      return "The portal sent no license.";
    case "answer-superseded":
      return "The license that was reported is not in force any more: the answer was left aside.";
    case "license-unchanged":
      return `License ${numberOf(synced)} is unchanged.`;
    case "license-installed":
      return `License ${numberOf(synced)} was installed.`;
  }
}

const numberOf = ({ license: { license, row } }: Extract<Synced, { license: unknown }>) =>
  license.number === null ? `in row ${row}` : String(license.number);
