import type { LicenseRecord } from "../activation/license-records.ts";
import { messagesOf } from "../activation/messages.ts";
import { portalBarrier } from "../activation/portal-access.ts";
import { ok, type Result } from "../base/result.ts";
import type { AnswerOf } from "../contract/operations.ts";
import type { StateName } from "../contract/state.ts";
import { isSubscriptionCancelled, kindOf } from "../license/license.ts";
import { daysOfGrace } from "../license/notices.ts";
import { isExpired } from "../license/term.ts";
import { addYears, lastDay } from "../time/calendar.ts";
import { addDays, type Day } from "../time/day.ts";
import { interrupted } from "./clock.ts";
import type { Controlled } from "./controlled.ts";
import { type Refused, refusal } from "./doing.ts";
import { dayAhead, namedStates } from "./named-states.ts";
import { noStandIn, sell } from "./portal.ts";

type Buyer = Pick<Controlled, "clock" | "licenses" | "portal" | "settings" | "administrator">;

/**
 * Sells a license that begins today, and activates it as an administrator does. Nothing is sold where it is plain that
 * this does not lead to the state.
 */
export async function buyLicense(
  buyer: Buyer,
  name: StateName,
  isOver: () => boolean,
): Promise<Result<AnswerOf<"state.set">["did"], Refused<400 | 409>>> {
  const { clock, portal } = buyer;
  if (!portal) return noStandIn();
  const term = termToSell(name, clock.today());
  const obstacle = await obstacleTo(buyer, name, term);
  if (obstacle) return obstacle;
  if (isOver()) return interrupted;
  const { trial, startsOn, expiresOn } = term;
  const sold = sell(portal, { trial, startsOn, expiresOn });
  if (!sold.ok) return sold;
  const { name: subscription, activationCode } = sold.value;
  const activated = await buyer.administrator.activate(activationCode ?? "");
  if (!activated.ok) {
    return activationRefused(
      `The instance did not activate the code of ${subscription}, which was sold for this: ${activated.error.errors.join(" ")}`,
    );
  }
  const until = `${trial ? "a trial" : "a license"} until ${expiresOn}`;
  return ok([
    { step: "sold", subscription, detail: `Sold ${subscription}, ${until}.` },
    { step: "activated", subscription, detail: `Activated the code of ${subscription}.` },
  ]);
}

type Term = ReturnType<typeof termToSell>;

/** As the stand-in sells: for a year, and changes are blocked after the days of grace. A trial lasts for 30 days and blocks none. */
function termToSell(name: StateName, today: Day) {
  const { trial } = namedStates[name];
  const expiresOn = trial ? addDays(today, 30) : addYears(today, 1);
  const blockChangesOn = trial ? null : addDays(expiresOn, daysOfGrace);
  return { trial, startsOn: today, expiresOn, blockChangesOn };
}

async function obstacleTo({ settings, clock, licenses }: Buyer, name: StateName, term: Term) {
  const barrier = portalBarrier(settings.now);
  if (barrier) {
    return activationRefused(`The instance activates no code: ${messagesOf(barrier).join(" ")}`);
  }
  const day = dayAhead(name, term, clock.today());
  if (day === null) return afterTheLastDay(name);
  // Another one takes over where this one has expired.
  const other = day >= term.expiresOn ? await licenses.current(day) : null;
  return other && isUsable(other, day) ? outlived(name, other, day) : null;
}

const isUsable = ({ license }: LicenseRecord, day: Day): boolean =>
  !isExpired(license, day) && !isSubscriptionCancelled(license);

const activationRefused = (message: string) => refusal(409, "activation-refused", message);

const afterTheLastDay = (name: StateName) =>
  refusal(
    409,
    "state-not-reached",
    `The clock does not go as far as "${name}" is away: ${lastDay} is its last day. A reset starts over.`,
  );

const outlived = (name: StateName, other: LicenseRecord, day: Day) =>
  refusal(
    409,
    "state-not-reached",
    `The instance cannot be "${name}" on ${day}: ${licenseInShort(other)} would be in force. Remove that license, or start over with a reset.`,
  );

/** A license as a message names it. */
export function licenseInShort({ row, license }: LicenseRecord): string {
  const { number, subscriptionName, expiresOn, plan, trial } = license;
  const which = number === null ? `the license of row ${row}` : `license ${number}`;
  const whose = subscriptionName === null ? "" : ` of ${subscriptionName}`;
  const sort = `${plan}, ${kindOf(license)}${trial === true ? ", a trial" : ""}`;
  return `${which}${whose} (${sort}, ${expiresOn === null ? "without end" : `until ${expiresOn}`})`;
}
