import type { LicenseRecord } from "../activation/license-records.ts";
import type { ReasonedNumber } from "../activation/users-reasoning.ts";
import type { Session } from "../instance/session-store.ts";
import { csrfField } from "../layout/document.ts";
import { kindOf, type License, type LicenseKind } from "../license/license.ts";
import { escapeHtml, escapeText, foreignText } from "../listener/html.ts";
import type { Calendar } from "../time/calendar.ts";
import type { Day } from "../time/day.ts";

import { settingsPath } from "./places.ts";
import type { InForce, SubscriptionFacts } from "./subscription-facts.ts";

/** The subscription page for a browser that runs no scripts: what is so today, export and removal. */
export const subscriptionOfToday = (
  { inForce, history, notices, syncError }: SubscriptionFacts,
  { session, calendar, connectivity }: Around,
): string => `<h1>Subscription</h1>
${notices.length === 0 ? "" : `<p role="alert">${notices.map(escapeText).join("<br>")}</p>`}
${inForce ? cards(inForce, { syncError, calendar, connectivity }) : '<p class="empty">No license is in force.</p>'}
${history.length === 0 ? "" : `<h2>Licenses</h2>\n<ul>\n${history.map((one) => entry(one, one.row === inForce?.record.row)).join("\n")}\n</ul>`}
${inForce ? removal(session) : ""}
<noscript><p class="quiet">This is how things stand today. To activate a code and to sync, the page needs JavaScript; without it <a href="${settingsPath}">add a license file</a>, or activate by command line: <code>understudy activate</code>.</p></noscript>`;

interface Around {
  readonly session: Session;
  readonly calendar: Calendar;
  /** Where it is examined why the portal cannot be reached; null until there is such a place. */
  readonly connectivity: string | null;
}

interface AroundCards extends Omit<Around, "session"> {
  readonly syncError: string | null;
}

/** Source: instance behaviour, cards of the subscription page. */
const cards = (
  { record, usage, reasoning }: InForce,
  { syncError, calendar, connectivity }: AroundCards,
) => {
  const { row, license, syncedAt } = record;
  const { number, plan, startsOn, expiresOn, licensee, subscriptionName } = license;
  return `<div class="card-pair is-uneven">
<section class="card"><div class="card-head"><h2>Subscription details</h2></div><div class="card-body"><dl class="facts">
${fact("ID", String(number ?? row))}
${fact("Subscription name", subscriptionName)}
${fact("Plan", capitalized(plan))}
${fact("Type", kinds[kindOf(license)])}
${fact("Last sync", syncedAt === null ? null : calendar.toIso(syncedAt))}
${syncError === null ? "" : `${fact("Last attempt to sync", `failed: ${syncError}`)}${checking(connectivity)}`}
${fact("Start date", startsOn)}
${fact("End date", expiresOn)}
</dl></div></section>
<section class="card"><div class="card-head"><h2>Licensed to</h2></div><div class="card-body"><dl class="facts">
${["Name", "Email", "Company"].map((name) => fact(name, licensee[name] ?? null)).join("\n")}
</dl></div></section>
</div>
<section class="card"><div class="card-head"><h2>Users</h2></div><div class="card-body"><dl class="facts">
${fact("Users in subscription", seats(license))}
${fact("Billable users", grouped(usage.billableUsers))}
${fact("Maximum users", grouped(usage.historicalMax))}
${fact("Users over subscription", grouped(usage.overage))}
</dl>
<details><summary>How these numbers come about</summary>
${reasoning.map(part).join("\n")}
</details></div></section>
<p><a href="/admin/license/usage_export.csv">Export license usage file</a></p>`;
};

const checking = (place: string | null) =>
  place === null
    ? ""
    : `\n<dt>Connectivity</dt><dd><a href="${escapeHtml(place)}">How do I check connectivity?</a></dd>`;

const part = ({ heading, lines }: ReasonedNumber) =>
  `<h3>${escapeText(heading)}</h3>\n${lines.map((line) => `<p>${escapeText(line)}</p>`).join("\n")}`;

function entry({ license }: LicenseRecord, isInForce: boolean): string {
  const { plan, startsOn, expiresOn, licensee } = license;
  const whose = licensee["Company"] ?? licensee["Name"] ?? licensee["Email"] ?? "-";
  const facts = [
    foreignText(capitalized(plan)),
    kinds[kindOf(license)],
    `${day(startsOn)} to ${day(expiresOn)}`,
    `seats: ${seats(license)}`,
    ...(isInForce ? ["<strong>in force</strong>"] : []),
  ];
  return `<li>${foreignText(whose)}: ${facts.join(", ")}</li>`;
}

const day = (on: Day | null) => (on === null ? "-" : `<time>${on}</time>`);

/** Asks before it removes, without a script. */
const removal = (session: Session) => `<details>
<summary>Remove license</summary>
<form method="post" action="/admin/license">
${csrfField(session)}
<input type="hidden" name="_method" value="delete">
<p>Are you sure you want to remove the license?</p>
<button type="submit" class="button-danger">Remove license</button>
</form>
</details>`;

const fact = (name: string, value: string | null) =>
  `<dt>${name}</dt><dd>${value === null || value === "" ? "-" : foreignText(value)}</dd>`;

const kinds: Readonly<Record<LicenseKind, string>> = {
  online_cloud: "Online license",
  offline_cloud: "Offline license",
  legacy_license: "Legacy license",
};

const seats = (license: License) => (license.seats === null ? "Unlimited" : grouped(license.seats));
const grouped = (count: number) => count.toLocaleString("en-US");
const capitalized = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
