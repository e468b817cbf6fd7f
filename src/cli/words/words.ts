import type { AnswerOf, OperationId } from "../../contract/operations.ts";
import { printableLines } from "../printable.ts";
import { anythingInWords } from "../table.ts";
import { clockInWords } from "./clock.ts";
import { faultsInWords } from "./faults.ts";
import { jobsInWords, ranInWords } from "./jobs.ts";
import { licenseInfoInWords } from "./license-info.ts";
import { portalLicenseInWords, portalLicensesInWords } from "./portal-license.ts";
import { putInWords, stateInWords } from "./state.ts";
import { soldInWords, subscriptionInWords, subscriptionsInWords } from "./subscriptions.ts";
import { tokensInWords } from "./tokens.ts";
import { trafficInWords } from "./traffic.ts";
import { addOnsInWords, userCountsInWords, usersInWords } from "./users.ts";

type Words = { readonly [Id in OperationId]?: (answer: AnswerOf<Id>) => string };

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
  "userCounts.list": userCountsInWords,
  "addOns.list": addOnsInWords,
  "addOns.assign": addOnsInWords,
  "licenses.explain": ({ text }) => text,
  "licenses.info": licenseInfoInWords,
  "subscriptions.sell": soldInWords,
  "subscriptions.list": subscriptionsInWords,
  "subscriptions.show": subscriptionInWords,
  "subscriptions.addSeats": subscriptionInWords,
  "subscriptions.upgrade": subscriptionInWords,
  "subscriptions.renew": subscriptionInWords,
  "subscriptions.cancel": subscriptionInWords,
  "subscriptions.expire": subscriptionInWords,
  "subscriptions.reissueCode": ({ activationCode }) => activationCode ?? "",
  "subscriptions.setReconciliation": subscriptionInWords,
  "portalLicenses.find": portalLicensesInWords,
  "portalLicenses.show": portalLicenseInWords,
  "portalLicenses.duplicate": ({ number }) => String(number),
  "portalLicenses.edit": portalLicenseInWords,
  "faults.arm": (fault) => faultsInWords([fault]),
  "faults.list": faultsInWords,
  "traffic.list": trafficInWords,
  "tokens.list": tokensInWords,
  "tokens.create": ({ token }) => token,
};

/** An answer for people; as it is if there are no words for it. */
export function inWords<Id extends OperationId>(id: Id, answer: AnswerOf<Id>): string {
  const own: ((answer: AnswerOf<Id>) => string) | undefined = words[id];
  return printableLines(own ? own(answer) : anythingInWords(answer));
}
