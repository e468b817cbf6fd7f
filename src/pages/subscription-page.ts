import type { InstanceFaults } from "../instance/instance-faults.ts";
import type { PageRoute } from "../instance/page-gate.ts";
import type { Session, SessionStore } from "../instance/session-store.ts";
import { escapeHtml } from "../listener/html.ts";
import type { Flash } from "../listener/session-store.ts";
import { type Neighbors, type Pages, takenFlash } from "./page.ts";
import { settingsPath, subscriptionPath } from "./places.ts";
import {
  type SubscriptionFacts,
  type SubscriptionPorts,
  subscriptionFacts,
} from "./subscription-facts.ts";
import { subscriptionOfToday } from "./subscription-of-today.ts";

interface SubscriptionPageOptions extends SubscriptionPorts {
  readonly pages: Pages;
  readonly sessions: SessionStore;
  readonly faults: Pick<InstanceFaults, "answer">;
  readonly neighbors: () => Neighbors;
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

/**
 * The facts of today, in the place where the script shows the same and more. Without scripts they stay.
 * Source: instance behaviour, admin page, routes.
 */
async function shown(options: SubscriptionPageOptions, session: Session, flash: Flash | null) {
  const { pages, clock } = options;
  const facts = await subscriptionFacts(options);
  const { portal, control } = options.neighbors();
  const connectivity = control && `${control}/doctor`;
  return pages.page({
    title: "Subscription",
    session,
    place: subscriptionPath,
    flash,
    width: "table",
    script: "subscription/main.tsx",
    body: `<div id="js-show-subscription-page" class="subscription"${dataOf(productData(facts, portal))} data-understudy="${escapeHtml(JSON.stringify({ ...understudyData(facts, options), connectivity }))}">
${subscriptionOfToday(facts, { session, calendar: clock.calendar, connectivity })}
</div>`,
  });
}

const removePath = "/admin/license";

/** What the product's page tells its script, of today and of earlier years. Source: page contract, data attributes by era. */
const productData = ({ inForce, activeUsers }: SubscriptionFacts, portal: string) => ({
  "customers-portal-url": portal,
  "buy-subscription-path": portal,
  "free-trial-path": portal,
  "purchase-credits-path": portal,
  "has-active-license": String(inForce !== null),
  "is-admin": "true",
  "license-remove-path": removePath,
  "license-upload-path": settingsPath,
  "license-usage-file-path": "/admin/license/usage_export.csv",
  "settings-add-license-path": settingsPath,
  "subscription-sync-path": "/admin/license/sync_seat_link",
  "subscription-activation-banner-callout-name": "cloud_licensing_subscription_activation_banner",
  "congratulation-svg-path": "",
  "groups-count": "0",
  "projects-count": "0",
  "users-count": String(activeUsers),
});

/** What the script shows beyond the product, by the clock that is in force here. */
const understudyData = (
  { inForce, notices, syncError }: SubscriptionFacts,
  { clock }: SubscriptionPorts,
) => ({
  now: clock.now(),
  isClockRunning: clock.running,
  today: clock.today(),
  notices,
  syncError,
  /** Of which license, with which numbers, and how they come about. */
  reasoning: inForce && {
    license: `gid://gitlab/License/${inForce.record.license.number ?? inForce.record.row}`,
    numbers: [
      inForce.record.license.seats,
      inForce.usage.billableUsers,
      inForce.usage.historicalMax,
      inForce.usage.overage,
    ],
    parts: inForce.reasoning,
  },
});

const dataOf = (data: Readonly<Record<string, string>>) =>
  Object.entries(data)
    .map(([name, value]) => ` data-${name}="${escapeHtml(value)}"`)
    .join("");
