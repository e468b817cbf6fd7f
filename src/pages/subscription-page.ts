import type { LicenseRecord, LicenseRecords } from "../activation/license-records.ts";
import { noticeText } from "../activation/notice-text.ts";
import { usageOf } from "../activation/usage.ts";
import type { UserRecords } from "../activation/user-records.ts";
import type { InstanceFaults } from "../instance/instance-faults.ts";
import type { PageRoute } from "../instance/page-gate.ts";
import type { Flash, Session, SessionStore } from "../instance/session-store.ts";
import { kindOf, type License, type LicenseKind } from "../license/license.ts";
import { noticesOn } from "../license/notices.ts";
import { escapeText, foreignText } from "../listener/html.ts";
import type { Day } from "../time/calendar.ts";
import type { Clock } from "../time/clock.ts";
import { csrfField, type Pages, takenFlash } from "./page.ts";
import { subscriptionPath } from "./places.ts";

interface SubscriptionPageOptions {
  readonly pages: Pages;
  readonly sessions: SessionStore;
  readonly licenses: LicenseRecords;
  readonly users: UserRecords;
  readonly clock: Clock;
  readonly faults: Pick<InstanceFaults, "answer">;
}

/** `/admin/subscription`: the license in force, its users, and the other licenses. */
export const subscriptionRoutes = (options: SubscriptionPageOptions): readonly PageRoute[] => [
  {
    method: "GET",
    path: subscriptionPath,
    access: "administrator",
    answer: (request) =>
      options.faults.answer("admin-page", request.incoming, () =>
        shown(options, request.who, takenFlash(options.sessions, request)),
      ),
  },
];

async function shown(options: SubscriptionPageOptions, session: Session, flash: Flash | null) {
  const { pages, licenses, clock } = options;
  const current = await licenses.current(clock.today());
  const history = await licenses.history({ offset: 0, limit: 100 });
  return pages.page({
    title: "Subscription",
    session,
    place: subscriptionPath,
    flash,
    width: "table",
    body: `<h1>Subscription</h1>
${current ? banner(current, clock.today(), await licenses.isFollowed(clock.today())) : ""}
${current ? await details(options, current) : "<p>No license is in force.</p>"}
${history.length > 0 ? `<h2>Licenses</h2>\n<ul>\n${history.map((one) => entry(one, one.row === current?.row)).join("\n")}\n</ul>` : ""}
${current ? removal(session) : ""}`,
  });
}

/** What administrators are told of the end of the license in force. The words are ours. */
function banner({ license }: LicenseRecord, today: Day, isFollowed: boolean): string {
  const told = noticesOn(license, today, isFollowed).filter(({ to }) =>
    to.includes("administrators"),
  );
  if (told.length === 0) return "";
  return `<p role="alert">${told.map((notice) => escapeText(noticeText(notice, license, today))).join("<br>")}</p>`;
}

/** Source: instance behaviour, cards of the subscription page. */
async function details(
  options: SubscriptionPageOptions,
  { row, license, syncedAt }: LicenseRecord,
) {
  const { clock } = options;
  const usage = await usageOf(license, clock.today(), options);
  return `<h2>Subscription details</h2>
<dl>
${fact("ID", String(license.number ?? row))}
${fact("Plan", capitalized(license.plan))}
${fact("Type", kinds[kindOf(license)])}
${fact("Last sync", syncedAt === null ? null : clock.calendar.toIso(syncedAt))}
${fact("Start date", license.startsOn)}
${fact("End date", license.expiresOn)}
</dl>
<h2>Licensed to</h2>
<dl>
${["Name", "Email", "Company"].map((name) => fact(name, license.licensee[name] ?? null)).join("\n")}
</dl>
<h2>Users</h2>
<dl>
${fact("Users in subscription", seats(license))}
${fact("Billable users", number(usage.billableUsers))}
${fact("Maximum users", number(usage.historicalMax))}
${fact("Users over subscription", number(usage.overage))}
</dl>
<p><a href="/admin/license/usage_export.csv">Export license usage file</a></p>`;
}

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
<button type="submit">Remove license</button>
</form>
</details>`;

const fact = (name: string, value: string | null) =>
  `<dt>${name}</dt><dd>${value === null || value === "" ? "-" : foreignText(value)}</dd>`;

const kinds: Readonly<Record<LicenseKind, string>> = {
  online_cloud: "Online license",
  offline_cloud: "Offline license",
  legacy_license: "Legacy license",
};

const seats = (license: License) => (license.seats === null ? "Unlimited" : number(license.seats));
const number = (count: number) => count.toLocaleString("en-US");
const capitalized = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
