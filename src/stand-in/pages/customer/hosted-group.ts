import { escapeHtml, escapeText, foreignText } from "../../../listener/html.ts";
import { type Incoming, queryOf, type Reply } from "../../../listener/http.ts";
import type { Choice, Choices, LinkRefusal } from "../../hosted-client/hosted-desk.ts";
import type { CustomerDesk } from "../../people/customer-desk.ts";
import type { Refusal } from "../../sales/order.ts";
import type { Subscription } from "../../sales/subscription.ts";
import { subscriptionsPath } from "../places.ts";
import type { CustomerRequest, PortalPageRoute } from "../portal-session.ts";
import { actorIn, customerIn, ownFields, ownPage, tellAndGo } from "./customer-page.ts";
import { type HostedAccountParts, linkForm } from "./hosted-account.ts";
import type { GroupFace } from "./hosted-faces.ts";
import { cardPath, missingSubscription, nameIn, productOf, stepPath } from "./subscriptions.ts";

export interface HostedGroupParts extends HostedAccountParts {
  readonly desk: CustomerDesk;
}

const facePaths: Readonly<Record<GroupFace, string>> = { edit: "edit", link: "link_group" };

export const groupFormPath = (name: string, face: GroupFace) => stepPath(name, facePaths[face]);

/** Where a customer chooses the group of a subscription, as the seeds have it and as it is today. Source: portal people, B1. */
export const hostedGroupRoutes = (parts: HostedGroupParts): readonly PortalPageRoute[] =>
  (["edit", "link"] as const).flatMap((face): readonly PortalPageRoute[] => {
    const path = `${subscriptionsPath}/{name}/${facePaths[face]}`;
    return [
      {
        method: "GET",
        path,
        access: "customer",
        answer: (request) => groupPage(parts, request, { face }),
      },
      {
        method: "POST",
        path,
        access: "customer",
        refuseForged: (request) =>
          groupPage(parts, request, {
            face,
            status: 422,
            alert: "This form has expired. Please try again.",
          }),
        answer: (request) => choose(parts, request, face),
      },
    ];
  });

interface Shown {
  readonly face: GroupFace;
  readonly status?: number;
  readonly alert?: string;
  /** The group that was chosen, and how many seats it lacks. */
  readonly lacking?: { readonly groupId: number; readonly seats: number; readonly message: string };
  readonly chosen?: number | null;
}

/** Which part of the list is looked at: it stands in the address, and in the form. */
function lookedAt(incoming: Incoming, form?: URLSearchParams) {
  const query = form ?? new URLSearchParams(queryOf(incoming));
  const page = Number(query.get("page") ?? "1");
  return {
    search: (query.get("search") ?? "").slice(0, 255),
    page: Number.isSafeInteger(page) && page > 0 ? Math.min(page, 1_000_000) : 1,
  };
}

async function groupPage(
  parts: HostedGroupParts,
  request: CustomerRequest,
  shown: Shown,
): Promise<Reply> {
  const { hostedDesk, desk } = parts;
  const customer = customerIn(parts, request.who);
  const seen = desk.subscription(customer.id, nameIn(request));
  if (seen?.subscription.deployment !== "hosted") return missingSubscription(parts, request);
  const { subscription } = seen;
  const { name } = subscription;
  const against = hostedDesk.against(name);
  if (against) return told(parts, request, { subscription, shown, refusal: against });
  const isPost = request.incoming.method === "POST";
  const wanted = lookedAt(request.incoming, isPost ? request.form() : undefined);
  const choices = await hostedDesk.choices(customer, name, wanted);
  if (!choices.ok) return told(parts, request, { subscription, shown, refusal: choices.error });
  return page(parts, request, {
    subscription,
    shown,
    body: choiceForm(parts, request, {
      subscription,
      shown,
      choices: choices.value,
      search: wanted.search,
    }),
  });
}

const titles: Readonly<Record<GroupFace, (subscription: Subscription) => string>> = {
  edit: () => "Edit subscription",
  link: ({ group }) => (group === null ? "Link subscription to a group" : "Change linked group"),
};

interface PageParts {
  readonly subscription: Subscription;
  readonly shown: Shown;
  readonly body: string;
  readonly status?: number;
}

const page = (
  parts: HostedGroupParts,
  request: CustomerRequest,
  { subscription, shown, body, status = 200 }: PageParts,
): Reply =>
  ownPage(parts, request, {
    title: titles[shown.face](subscription),
    place: subscriptionsPath,
    width: "text",
    status: shown.status ?? status,
    alert: shown.alert,
    formTargets: targets(parts),
    body: `<p>${subscription.name}: ${escapeText(productOf({ subscription }))}, ${subscription.seats ?? "unlimited"} seats${subscription.group ? `, linked to <strong>${foreignText(subscription.group.name)}</strong>` : ", linked to no group yet"}.</p>
${body}
<p><a href="${cardPath(subscription.name)}">Back to your subscriptions</a></p>`,
  });

const targets = ({ hostedDesk }: HostedGroupParts): readonly string[] => {
  const connection = hostedDesk.client.connection();
  return connection ? [new URL(connection.url).origin] : [];
};

/** Instead of the list: what is to be done first. */
function told(
  parts: HostedGroupParts,
  request: CustomerRequest,
  { subscription, shown, refusal }: Omit<PageParts, "body"> & { readonly refusal: Refusal },
): Reply {
  const back = groupFormPath(subscription.name, shown.face);
  switch (refusal.code) {
    case "account-not-linked":
    case "account-stale": {
      const isNew = refusal.code === "account-not-linked";
      return page(parts, request, {
        subscription,
        shown,
        body: `${isNew ? "<p>To choose the group, sign in to the GitLab.com account that owns it.</p>" : `<p role="alert">${escapeText(refusal.message)}</p>`}
${linkForm(request, { back, button: "Sign in to GitLab.com" })}`,
      });
    }
    default:
      return page(parts, request, {
        subscription,
        shown,
        status: refusal.code === "hosted-unavailable" ? 502 : 409,
        body: `<p role="alert">${foreignText(refusal.message)}</p>
${refusal.code === "hosted-unavailable" ? `<p><a class="button" href="${back}">Try again</a></p>` : ""}`,
      });
  }
}

interface FormParts {
  readonly subscription: Subscription;
  readonly shown: Shown;
  readonly choices: Choices;
  readonly search: string;
}

function choiceForm(
  parts: HostedGroupParts,
  request: CustomerRequest,
  { subscription, shown, choices, search }: FormParts,
): string {
  const { face, lacking, chosen = null } = shown;
  const path = groupFormPath(subscription.name, face);
  const current = chosen ?? subscription.group?.id ?? null;
  const hasGroups = choices.choices.some(({ kind }) => kind === "group");
  const none = !hasGroups && search === "" && choices.page === 1;
  return `${none ? noGroups(parts) : ""}
${lacking ? payForm(request, { path, subscription, lacking }) : ""}
${choices.pages > 1 || search !== "" ? searchForm(path, search) : ""}
<form class="card card-body" method="post" action="${path}">
${ownFields(request.who)}
<input type="hidden" name="version" value="${subscription.version}">
<input type="hidden" name="search" value="${escapeHtml(search)}">
<input type="hidden" name="page" value="${choices.page}">
${choices.choices.length === 0 ? `<p>No group of yours has ${foreignText(search)} in its name.</p>` : face === "edit" ? radios(choices.choices, current) : dropDown(choices.choices, current)}
<button type="submit">${face === "edit" ? "Update" : "Confirm changes"}</button>
</form>
${pagesOf(path, search, choices)}
<p class="hint">Signed in at GitLab.com as somebody else? Your <a href="/customers/edit">profile</a> says which account is linked.</p>`;
}

const noGroups = ({ hostedDesk }: HostedGroupParts) =>
  `<p role="alert">You have no groups on GitLab.com, only your user name. <a href="${escapeHtml(hostedDesk.client.connection()?.url ?? "")}/groups/new">Create a group</a> first, then reload this page.</p>`;

const searchForm = (
  path: string,
  search: string,
) => `<form class="search" method="get" action="${path}" role="search">
<label for="search">Search your groups</label>
<div class="search-line">
<input id="search" name="search" type="search" value="${escapeHtml(search)}">
<button class="plain" type="submit">Search</button>
</div>
</form>`;

const shownChoice = ({ name, fullPath, against }: Choice) =>
  `${foreignText(name)} <span class="quiet">${foreignText(fullPath)}</span>${against === null ? "" : ` <span class="hint">${escapeText(against)}</span>`}`;

/** As the seeds have it. */
const radios = (choices: readonly Choice[], current: number | null) => `<fieldset>
<legend>This subscription is for</legend>
${choices
  .map(
    (choice) =>
      `<label class="checkbox"><input type="radio" name="group_id" value="${choice.id}"${choice.id === current ? " checked" : ""}${choice.against === null ? "" : " disabled"} required><span>${shownChoice(choice)}</span></label>`,
  )
  .join("\n")}
</fieldset>`;

/** As it is today. */
const dropDown = (choices: readonly Choice[], current: number | null) => `<div class="field">
<label for="group_id">New Namespace</label>
<select id="group_id" name="group_id" required>
<option value="">Select a group</option>
${choices
  .map(
    ({ id, name, fullPath, against }) =>
      `<option value="${id}"${id === current ? " selected" : ""}${against === null ? "" : " disabled"}>${escapeText(`${name} (${fullPath})${against === null ? "" : `, ${against}`}`)}</option>`,
  )
  .join("\n")}
</select>
</div>`;

function pagesOf(path: string, search: string, { page: number, pages, total }: Choices): string {
  if (pages === 1 && number === 1) return "";
  const link = (to: number, words: string) =>
    `<a class="button" href="${path}?search=${encodeURIComponent(search)}&amp;page=${to}">${words}</a>`;
  return `<nav class="pages" aria-label="Pages">
${number > 1 ? link(Math.min(number - 1, pages), "Previous") : ""}
<span>Page ${number} of ${pages}, ${total} namespaces</span>
${number < pages ? link(number + 1, "Next") : ""}
</nav>`;
}

/** The group has more users than there are seats: they are paid for in the same step. */
const payForm = (
  request: CustomerRequest,
  {
    path,
    subscription,
    lacking,
  }: {
    readonly path: string;
    readonly subscription: Subscription;
    readonly lacking: NonNullable<Shown["lacking"]>;
  },
) => `<form class="card card-body" method="post" action="${path}">
${ownFields(request.who)}
<input type="hidden" name="version" value="${subscription.version}">
<input type="hidden" name="group_id" value="${lacking.groupId}">
<p role="alert">${foreignText(lacking.message)}</p>
<button type="submit" name="add_seats" value="${lacking.seats}">Pay for ${lacking.seats} more ${lacking.seats === 1 ? "seat" : "seats"} and link</button>
</form>`;

async function choose(
  parts: HostedGroupParts,
  request: CustomerRequest,
  face: GroupFace,
): Promise<Reply> {
  const { hostedDesk, desk } = parts;
  const form = request.form();
  const customer = customerIn(parts, request.who);
  const name = nameIn(request);
  if (Number(form.get("customer_id")) !== customer.id) {
    const alert = "This form was another customer's. Nothing was saved.";
    return groupPage(parts, request, { face, status: 409, alert });
  }
  if (!desk.subscription(customer.id, name)) return missingSubscription(parts, request);
  const groupId = wholeIn(form.get("group_id"));
  if (groupId === null) {
    return groupPage(parts, request, { face, status: 422, alert: "Choose a group." });
  }
  const linked = await hostedDesk.link(customer, {
    name,
    groupId,
    addSeats: wholeIn(form.get("add_seats")) ?? 0,
    expectedVersion: wholeIn(form.get("version")) ?? 0,
    actor: actorIn(request.who),
  });
  if (!linked.ok) return groupPage(parts, request, notLinked(face, groupId, linked.error));
  const { sale, waitsFor } = linked.value;
  const group = sale.group?.name ?? "";
  const words =
    waitsFor === null
      ? `${name} is linked to ${group}.`
      : `${name} is linked to ${group}. Its plan is not there yet: ${waitsFor} It is tried again.`;
  return tellAndGo(parts, request, cardPath(name), words);
}

const wholeIn = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;

function notLinked(face: GroupFace, groupId: number, refusal: LinkRefusal): Shown {
  const { code, message, seats } = refusal;
  // The page says it itself.
  if (code === "account-stale" || code === "account-not-linked") return { face, status: 422 };
  if (seats !== undefined) {
    return { face, status: 422, chosen: groupId, lacking: { groupId, seats, message } };
  }
  const status = statuses.get(code) ?? 422;
  const again = code === "subscription-changed" ? " Look at it, and choose again." : "";
  return { face, status, alert: `${message}${again}`, chosen: groupId };
}

const statuses = new Map([
  ["subscription-changed", 409],
  ["subscription-cancelled", 409],
  ["hosted-unavailable", 502],
]);
