import { printableLines } from "../../base/printable.ts";
import type { AnswerOf, GivenTo, OperationId } from "../../contract/operations.ts";
import { anythingInWords, listOf } from "../table.ts";
import {
  hostedGroupInWords,
  hostedGroupsInWords,
  hostedUsersInWords,
  newHostedUserInWords,
} from "./hosted.ts";
import { jobsInWords, ranInWords } from "./jobs.ts";
import { mailsInWords } from "./mails.ts";
import { portalLicenseInWords, portalLicensesInWords } from "./portal-license.ts";
import { ranScenarioInWords, scenarioInWords, scenariosInWords } from "./scenarios.ts";
import { clockInWords, faultsInWords, putInWords, stateInWords } from "./state.ts";
import {
  featuredInWords,
  soldInWords,
  subscriptionInWords,
  subscriptionsInWords,
} from "./subscriptions.ts";
import { addOnsInWords, countsByStretchInWords, usersInWords } from "./users.ts";

type Words = { readonly [Id in OperationId]?: (answer: AnswerOf<Id>) => string };
type DoneWords = { readonly [Id in OperationId]?: (given: GivenTo<Id>) => string };

const exchangesInWords = (exchanges: AnswerOf<"traffic.list">): string =>
  listOf(exchanges, [
    "id",
    "hop",
    "at",
    ["method", ({ request }) => request.method],
    ["url", ({ request }) => request.url],
    ["operation", ({ operations }) => operations.join(", ")],
    ["answer", ({ response, error }) => response?.status ?? error],
    ["ms", ({ ms }) => Math.round(ms)],
  ]);

/** What operations answer, for people. */
const words: Words = {
  "state.show": stateInWords,
  "state.set": putInWords,
  "clock.show": clockInWords,
  "clock.set": clockInWords,
  "clock.advance": ({ now, ran }) => `now  ${now}\n\n${ranInWords(ran)}`,
  "jobs.list": jobsInWords,
  "jobs.run": (ran) => ranInWords([ran]),
  "users.show": usersInWords,
  "users.set": usersInWords,
  "userCounts.list": countsByStretchInWords,
  "addOns.list": addOnsInWords,
  "addOns.assign": addOnsInWords,
  "scenarios.list": scenariosInWords,
  "scenarios.show": scenarioInWords,
  "scenarios.run": ranScenarioInWords,
  "scenarios.runGiven": ranScenarioInWords,
  "licenses.explain": ({ text }) => text,
  // Source of the words: licensing rules, rake.
  "licenses.info": (info) =>
    [
      `Today's Date: ${info.today}`,
      `Current User Count: ${info.activeUsers}`,
      `Max Historical Count: ${info.historicalMax}`,
      `Max Users in License: ${info.seats ?? "unlimited"}`,
      `License valid from: ${info.startsOn} to ${info.expiresOn ?? "never"}`,
      `Email associated with license: ${info.email ?? ""}`,
    ].join("\n"),
  "subscriptions.sell": soldInWords,
  "subscriptions.list": subscriptionsInWords,
  "subscriptions.show": featuredInWords,
  "subscriptions.addSeats": subscriptionInWords,
  "subscriptions.upgrade": subscriptionInWords,
  "subscriptions.renew": subscriptionInWords,
  "subscriptions.cancel": subscriptionInWords,
  "subscriptions.expire": subscriptionInWords,
  "subscriptions.reissueCode": ({ activationCode }) => activationCode ?? "",
  "subscriptions.generateCode": ({ activationCode }) => activationCode ?? "",
  "subscriptions.resendCode": ({ name, email }) =>
    `The activation code of ${name} is mailed to ${email} again.`,
  "subscriptions.updateFeatures": featuredInWords,
  "subscriptions.setReconciliation": subscriptionInWords,
  "subscriptions.linkGroup": featuredInWords,
  "subscriptions.unlinkGroup": featuredInWords,
  "portalLicenses.find": portalLicensesInWords,
  "portalLicenses.show": portalLicenseInWords,
  "portalLicenses.duplicate": ({ number }) => String(number),
  "portalLicenses.resend": ({ number, email }) =>
    `License ${number} is mailed to ${email ?? "the address in it"}.`,
  "portalLicenses.forward": ({ number }) => `License ${number} is forwarded.`,
  "portalLicenses.edit": portalLicenseInWords,
  "hosted.addUser": newHostedUserInWords,
  "hosted.users": hostedUsersInWords,
  "hosted.addGroup": hostedGroupInWords,
  "hosted.groups": hostedGroupsInWords,
  "hosted.setMember": hostedGroupInWords,
  "hosted.revokeTokens": ({ revoked }) => String(revoked),
  "mailbox.list": mailsInWords,
  "snapshots.list": (kept) => listOf(kept, ["name", ["savedAt", "saved"], "bytes"]),
  "snapshots.save": ({ name, bytes }) => `${name} is saved (${bytes} bytes).`,
  "faults.arm": (fault) => faultsInWords([fault]),
  "faults.list": faultsInWords,
  "traffic.list": exchangesInWords,
  "traffic.waitFor": exchangesInWords,
  "traffic.count": ({ count }) => String(count),
  "tokens.list": (tokens) =>
    listOf(tokens, [
      "id",
      ["name", "name", "none"],
      "user",
      "scopes",
      ["expiresOn", "expires", "never"],
      "revoked",
    ]),
  "tokens.create": ({ token }) => token,
};

/** An answer for people; as it is if there are no words for it. */
export function inWords<Id extends OperationId>(id: Id, answer: AnswerOf<Id>): string {
  const own: ((answer: AnswerOf<Id>) => string) | undefined = words[id];
  return printableLines(own ? own(answer) : anythingInWords(answer));
}

/** What is said of operations that answer nothing, by what they were given. */
const doneWords: DoneWords = {
  "snapshots.restore": ({ name }) => `${name} is restored.`,
  "snapshots.remove": ({ name }) => `${name} is removed.`,
};

/** That an operation which answers nothing is done; null if there is nothing to say. */
export function doneInWords<Id extends OperationId>(id: Id, given: GivenTo<Id>): string | null {
  const own: ((given: GivenTo<Id>) => string) | undefined = doneWords[id];
  return own ? printableLines(own(given)) : null;
}
