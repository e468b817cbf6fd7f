import { escapeHtml, escapeText, foreignText } from "../../../listener/html.ts";
import { queryOf, type Reply } from "../../../listener/http.ts";
import { json, redirect } from "../../../listener/replies.ts";
import type { CustomerDesk, SeenSubscription } from "../../people/customer-desk.ts";
import type { CustomerStep } from "../../people/customer-view.ts";
import type { Refusal } from "../../sales/order.ts";
import { subscriptionsPath } from "../places.ts";
import type { CustomerRequest, CustomerSession, PortalPageRoute } from "../portal-session.ts";
import {
  actorIn,
  type CustomerParts,
  missing,
  ownFields,
  ownPage,
  sent,
  tellAndGo,
} from "./customer-page.ts";
import type { HostedFaces } from "./hosted-faces.ts";

const perPage = 50;

export interface SubscriptionParts extends CustomerParts {
  readonly desk: CustomerDesk;
  readonly hosted: Pick<HostedFaces, "groupForm">;
}

/** Of the page on which something is done with a subscription. */
export const stepPath = (name: string, step: string) => `${subscriptionsPath}/${name}/${step}`;

/** Where a subscription stands among the others. */
export const cardPath = (name: string) => `${subscriptionsPath}#${name}`;

/** `/subscriptions`, with a card for each, and what is done with one click there. */
export const subscriptionRoutes = (parts: SubscriptionParts): readonly PortalPageRoute[] => [
  {
    method: "GET",
    path: subscriptionsPath,
    access: "customer",
    answer: (request) => list(parts, request),
  },
  sent(parts, {
    path: `${subscriptionsPath}/{name}/license_key`,
    answer: (request) => copyLicense(parts, request),
    again: (request, why) => list(parts, request, why),
  }),
  {
    method: "GET",
    path: `${subscriptionsPath}/{name}/license`,
    access: "customer",
    answer: (request) => download(parts, request),
  },
  sent(parts, {
    path: `${subscriptionsPath}/{name}/auto_renew`,
    answer: (request) => setAutoRenew(parts, request),
    again: (request, why) => list(parts, request, why),
  }),
];

export const nameIn = ({ parameters: { name = "" } }: CustomerRequest): string => name;

/** That a customer has no subscription of that name, whoever else may have one. */
export const missingSubscription = (parts: CustomerParts, request: CustomerRequest): Reply =>
  missing(parts, request, "No such subscription is listed for you");

function list(
  parts: SubscriptionParts,
  request: CustomerRequest,
  { status = 200, alert }: { readonly status?: number; readonly alert?: string } = {},
): Reply {
  const query = new URLSearchParams(queryOf(request.incoming));
  const asked = Number(query.get("page") ?? "1");
  const page = Number.isSafeInteger(asked) && asked > 0 ? Math.min(asked, 1_000_000) : 1;
  const { total, shown } = parts.desk.subscriptions(request.who.customer.id, {
    offset: (page - 1) * perPage,
    limit: perPage,
  });
  const keyOf = query.get("key");
  return ownPage(parts, request, {
    title: "Subscriptions & purchases",
    place: subscriptionsPath,
    status,
    alert,
    script: "customer.ts",
    body:
      total === 0
        ? nothing(request.who)
        : `<div class="subscriptions">
${shown.map((one) => card(parts, request.who, one, one.subscription.name === keyOf)).join("\n")}
</div>
${pagesOf(page, total)}`,
  });
}

const nothing = ({ customer }: CustomerSession) => `<div class="empty">
<h2>No purchases listed</h2>
<p>No subscription was sold to the billing account that ${foreignText(customer.email)} works for. If you have bought one with another address, sign in with that, or <a href="/contact_us">ask support</a>.</p>
</div>`;

function pagesOf(page: number, total: number): string {
  const last = Math.max(1, Math.ceil(total / perPage));
  if (last === 1 && page === 1) return "";
  const link = (to: number, words: string) =>
    `<a class="button" href="${subscriptionsPath}?page=${to}">${words}</a>`;
  return `<nav class="pages" aria-label="Pages">
${page > 1 ? link(Math.min(page - 1, last), "Previous") : ""}
<span>Page ${page} of ${last}, ${total} subscriptions</span>
${page < last ? link(page + 1, "Next") : ""}
</nav>`;
}

const plan = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** What a subscription is of, as in `GitLab Premium (Self-managed)`. */
export const productOf = ({ subscription }: Pick<SeenSubscription, "subscription">) =>
  subscription.deployment === "hosted"
    ? `GitLab.com ${plan(subscription.plan)}`
    : `GitLab ${plan(subscription.plan)} (Self-managed)`;

function card(
  parts: SubscriptionParts,
  session: CustomerSession,
  seen: SeenSubscription,
  showsKey: boolean,
): string {
  const { subscription, view } = seen;
  const { name, seats, startsOn, futureTerms, group, deployment, trial, state } = subscription;
  return `<section class="card subscription" id="${name}" aria-labelledby="${name}-title" tabindex="-1">
<div class="card-head">
<h2 id="${name}-title">${escapeText(productOf(seen))}</h2>
<p class="badges">${[...(trial ? ["Trial"] : []), ...(state === "active" ? [] : [plan(state)])].map((one) => `<span class="badge">${one}</span>`).join(" ")}</p>
</div>
<div class="card-body">
${view.isReadOnly ? `<p class="alert" role="note">This subscription was bought from a reseller. You can look at it, link it and download its license; for anything else please ask your reseller.</p>` : ""}
<dl class="facts">
<dt>Subscription name</dt><dd>${name}</dd>
<dt>Seats</dt><dd>${seats ?? "Unlimited"}</dd>
<dt>Start date</dt><dd><time datetime="${startsOn}">${startsOn}</time></dd>
<dt>${view.ending.words}</dt><dd><time datetime="${view.ending.on}">${view.ending.on}</time></dd>
${futureTerms.map((term) => `<dt>From ${term.startsOn} on</dt><dd>${plan(term.plan)}, ${term.seats ?? "unlimited"} seats, until ${term.expiresOn}</dd>`).join("\n")}
${deployment === "hosted" ? `<dt>Group</dt><dd>${group === null ? "None yet" : foreignText(group.name)}</dd>` : ""}
</dl>
${code(seen)}
${file(session, seen, showsKey)}
</div>
${actions(parts, session, seen)}
</section>`;
}

/** The text is in a field, so that it can be copied without a script too. */
function code({ subscription: { name }, view: { activationCode } }: SeenSubscription): string {
  if (activationCode === null) return "";
  const id = `${name}-code`;
  return `<div class="copied">
<label for="${id}">Activation code</label>
<input id="${id}" class="code-field" value="${escapeHtml(activationCode)}" readonly>
<button type="button" data-copies="${id}" hidden>Copy activation code</button>
</div>`;
}

function file(session: CustomerSession, seen: SeenSubscription, showsKey: boolean): string {
  const { subscription, view, license } = seen;
  if (!view.hasFile) return "";
  const { name } = subscription;
  const id = `${name}-key`;
  return `<form class="copied" method="post" action="${stepPath(name, "license_key")}" data-copies-answer="${id}">
${ownFields(session)}
<div class="actions">
<button class="plain" type="submit">Copy license key to clipboard</button>
${license === null ? "" : `<a class="button" href="${stepPath(name, "license")}" download>Download license</a>`}
</div>
</form>
<details class="license-key"${showsKey && license ? " open" : ""}${license ? "" : " hidden"}>
<summary>License key</summary>
<label for="${id}">License key${license ? ` ${license.number}` : ""}</label>
<textarea id="${id}" class="code-field" rows="6" readonly>${escapeText(license?.key ?? "")}</textarea>
</details>`;
}

/** What each step is called, in the order in which they stand. */
const buttons: readonly (readonly [CustomerStep, string, string])[] = [
  ["add-seats", "Add seats", "add_seats"],
  ["renew", "Renew", "renew"],
  ["upgrade", "Upgrade plan", "upgrade"],
];

function actions(
  { hosted }: SubscriptionParts,
  session: CustomerSession,
  { subscription: { name }, view: { against } }: SeenSubscription,
): string {
  const may = (step: CustomerStep) => against[step] === null;
  const [group, edit] = [hosted.groupForm(name, "link"), hosted.groupForm(name, "edit")];
  const shown = buttons.filter(([step]) => may(step));
  const linked = (words: string, path: string) =>
    `<a class="button" href="${escapeHtml(path)}">${words}<span class="visually-hidden"> of ${name}</span></a>`;
  const more = [
    ...(may("renew") ? [linked("Renew subscription", stepPath(name, "renew"))] : []),
    ...(may("turn-on-auto-renew") ? [autoRenewButton(session, name, true)] : []),
    ...(may("turn-off-auto-renew") ? [autoRenewButton(session, name, false)] : []),
    ...(may("change-group") && group !== null ? [linked("Change linked group", group)] : []),
    ...(may("cancel") ? [linked("Cancel subscription", stepPath(name, "cancel"))] : []),
  ];
  const all = [
    ...shown.map(([, words, path]) => linked(words, stepPath(name, path))),
    ...(may("link-group") && group !== null ? [linked("Link subscription to a group", group)] : []),
    // The seeds' word for both.
    ...((may("link-group") || may("change-group")) && edit !== null ? [linked("Edit", edit)] : []),
    ...(more.length === 0
      ? []
      : [
          `<details class="more"><summary class="button"><span aria-hidden="true">⋮</span> Subscription actions</summary>
<div class="more-actions">
${more.join("\n")}
</div>
</details>`,
        ]),
  ];
  return all.length === 0 ? "" : `<div class="card-foot">\n${all.join("\n")}\n</div>`;
}

const autoRenewButton = (
  session: CustomerSession,
  name: string,
  on: boolean,
) => `<form method="post" action="${stepPath(name, "auto_renew")}">
${ownFields(session)}
<input type="hidden" name="auto_renew" value="${on}">
<button class="plain" type="submit">Turn ${on ? "on" : "off"} auto-renew<span class="visually-hidden"> of ${name}</span></button>
</form>`;

/** The status of an answer that says why something was not done. */
export const statusOf = ({ code }: Refusal): number =>
  code === "subscription-changed" || code === "step-refused" ? 409 : 422;

/** Issues the license if there is none. A script is given the key at once; without one it is in a field of the page. */
function copyLicense(parts: SubscriptionParts, request: CustomerRequest): Reply {
  const name = nameIn(request);
  const { who, incoming } = request;
  const asksJson = /\bapplication\/json\b/.test(incoming.headers.accept ?? "");
  const key = parts.desk.licenseKey(who.customer.id, name);
  if (!key.ok) {
    if (asksJson) return json(404, { error: key.error.message }, noStore);
    return key.error.code === "subscription-not-found"
      ? missingSubscription(parts, request)
      : list(parts, request, { status: 422, alert: key.error.message });
  }
  if (asksJson) return json(200, { key: key.value }, noStore);
  parts.sessions.keepFlash(who.id, {
    kind: "notice",
    message: ["The license key stands in its field: select and copy it."],
  });
  return redirect(`${subscriptionsPath}?key=${name}#${name}`);
}

const noStore = { "cache-control": "no-store" };

function download(parts: SubscriptionParts, request: CustomerRequest): Reply {
  const file = parts.desk.licenseFile(request.who.customer.id, nameIn(request));
  return file.ok
    ? { status: 200, headers: file.value.headers, body: file.value.body }
    : missing(parts, request, file.error.message);
}

function setAutoRenew(parts: SubscriptionParts, request: CustomerRequest): Reply {
  const name = nameIn(request);
  const { customer } = request.who;
  const on = request.form().get("auto_renew") === "true";
  const seen = parts.desk.subscription(customer.id, name);
  if (!seen) return missingSubscription(parts, request);
  const expectedVersion = seen.subscription.version;
  const done = parts.desk.setAutoRenew(
    { customerId: customer.id, name, expectedVersion, actor: actorIn(request.who) },
    on,
  );
  if (!done.ok) {
    return list(parts, request, { status: statusOf(done.error), alert: done.error.message });
  }
  const words = `${name} ${on ? "renews by itself" : "no longer renews by itself"}.`;
  return tellAndGo(parts, request, cardPath(name), words);
}
