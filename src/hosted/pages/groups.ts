import { csrfField } from "../../layout/document.ts";
import { escapeHtml, escapeText, foreignText } from "../../listener/html.ts";
import { type Incoming, queryOf, type Reply } from "../../listener/http.ts";
import { redirect } from "../../listener/replies.ts";
import { type Account, type Refusal, refusal } from "../accounts.ts";
import type { CountedNamespace } from "../books.ts";
import { makeGroup } from "../desk.ts";
import { billableOf, planOn, shownSubscription } from "../gitlab-subscription.ts";
import { accessLevels, type Namespace, owner } from "../groups.ts";
import { type HostedOffice, noteSeats } from "../office.ts";
import { fieldOf, formFlaw } from "./field.ts";
import { type HostedPages, missingPage } from "./frame.ts";
import type { HostedPageRoute, HostedSessions, SignedIn, SignedInRequest } from "./session.ts";

interface GroupsServed {
  readonly pages: HostedPages;
  readonly sessions: HostedSessions;
  readonly office: HostedOffice;
}

const newGroupPath = "/groups/new";
const perPage = 50;
/** Groups go so deep. */
const deepest = 20;

/** Where people see their groups, and make some. */
export const groupRoutes = (served: GroupsServed): readonly HostedPageRoute[] => [
  {
    method: "GET",
    path: "/",
    access: "signed-in",
    answer: (request) => ownGroups(served, request),
  },
  {
    method: "GET",
    path: newGroupPath,
    access: "signed-in",
    answer: ({ who, incoming }) =>
      newGroupForm(served, who, { parent: parentAsked(served, incoming, who) }),
  },
  {
    method: "POST",
    path: newGroupPath,
    access: "signed-in",
    refuseForged: (request) => {
      const expired = refusal("expired", "This form has expired. Please try again.");
      return newGroupForm(served, request.who, { typed: request.form(), refused: expired });
    },
    answer: (request) => create(served, request),
  },
  // A subgroup's path has as many pieces as it is deep.
  ...Array.from({ length: deepest }, (_, depth) => ({
    method: "GET" as const,
    path: `/groups${Array.from({ length: depth + 1 }, (_piece, at) => `/{piece${at}}`).join("")}`,
    access: "signed-in" as const,
    answer: (request: SignedInRequest) => groupPage(served, request),
  })),
];

const wantedOf = (account: Account, search: string, isTop: boolean) => ({
  accountId: account.id,
  search,
  isTop,
  kind: "group" as const,
  leastAccess: accessLevels.guest,
});

function ownGroups(
  { pages, sessions, office }: GroupsServed,
  { who, incoming }: SignedInRequest,
): Reply {
  const { books } = office;
  const query = new URLSearchParams(queryOf(incoming));
  const search = query.get("search") ?? "";
  const wanted = wantedOf(who.account, search, search === "");
  const total = books.countNamespaces(wanted);
  const last = Math.max(1, Math.ceil(total / perPage));
  const asked = Number(query.get("page"));
  const page = Math.min(last, Number.isSafeInteger(asked) && asked > 0 ? asked : 1);
  const found = books.namespaces(wanted, { offset: (page - 1) * perPage, limit: perPage });
  const to = (number: number) => `/?search=${encodeURIComponent(search)}&amp;page=${number}`;
  return pages.page({
    title: "Groups",
    session: who.session,
    account: who.account,
    place: "/",
    width: "table",
    flash: incoming.method === "GET" ? sessions.takeFlash(who.session.id) : null,
    body: `<h1>Groups</h1>
<form class="search" method="get" action="/" role="search">
<label for="search">Search groups</label>
<div class="search-line">
<input id="search" name="search" type="search" value="${escapeHtml(search)}">
<button class="plain" type="submit">Search</button>
</div>
</form>
${total === 0 ? emptyState(search) : groupTable(office, found)}
${last === 1 ? "" : `<nav class="pages" aria-label="Pages">${page > 1 ? `<a href="${to(page - 1)}">Previous</a> ` : ""}<span>Page ${page} of ${last}</span>${page < last ? ` <a href="${to(page + 1)}">Next</a>` : ""}</nav>`}
<p><a class="button" href="${newGroupPath}">New group</a></p>`,
  });
}

const emptyState = (search: string) =>
  search === ""
    ? '<div class="empty"><p class="empty-title">You have no groups</p><p>A subscription belongs to a group: create one first.</p></div>'
    : `<div class="empty"><p class="empty-title">No group of yours is called like ${foreignText(search)}</p></div>`;

function groupTable({ clock }: HostedOffice, groups: readonly CountedNamespace[]): string {
  const today = clock.today();
  return `<div class="table-frame"><table>
<thead><tr><th scope="col">Group</th><th scope="col">Path</th><th scope="col">Members</th><th scope="col">Plan</th></tr></thead>
<tbody>
${groups
  .map(
    (group) =>
      `<tr><td><a href="${hrefOf(group)}">${foreignText(group.name)}</a></td><td>${foreignText(group.fullPath)}</td><td class="short">${group.count.members}</td><td class="short">${escapeText(planOn(group.provisioned, today))}</td></tr>`,
  )
  .join("\n")}
</tbody>
</table></div>`;
}

const hrefOf = ({ fullPath }: Pick<Namespace, "fullPath">) =>
  `/groups/${fullPath.split("/").map(encodeURIComponent).join("/")}`;

/** The group in which another is to be made; null for one at the top, or what the asker may not do. */
function parentAsked({ office }: GroupsServed, incoming: Incoming, who: SignedIn) {
  const id = new URLSearchParams(queryOf(incoming)).get("parent_id");
  return id === null ? null : ownedGroup(office, Number(id), who.account);
}

function ownedGroup({ books }: HostedOffice, id: number, account: Account): Namespace | null {
  const found = Number.isSafeInteger(id) ? books.namespace(id) : null;
  if (found?.kind !== "group") return null;
  return (books.accessIn(account.id, found.id) ?? 0) >= owner ? found : null;
}

interface Filled {
  readonly parent?: Namespace | null;
  readonly typed?: URLSearchParams;
  readonly refused?: Refusal;
}

function newGroupForm(
  { pages }: GroupsServed,
  { session, account }: SignedIn,
  { parent = null, typed, refused }: Filled = {},
): Reply {
  const value = (name: string) => typed?.get(name) ?? "";
  const what = parent ? "subgroup" : "group";
  return pages.page({
    title: `New ${what}`,
    session,
    account,
    place: newGroupPath,
    width: "form",
    status: refused ? 422 : 200,
    body: `<h1>Create ${what}</h1>
${parent ? `<p>It will be in ${foreignText(parent.fullPath)}.</p>` : ""}
${formFlaw(refused ?? null)}
<form method="post" action="${newGroupPath}">
${csrfField(session)}
${parent ? `<input type="hidden" name="parent_id" value="${parent.id}">` : ""}
${fieldOf({ name: "name", label: "Group name", value: value("name") }, refused ?? null)}
${fieldOf({ name: "path", label: "Group URL", value: value("path"), hint: "Made of the name unless said.", isOptional: true }, refused ?? null)}
<button type="submit">Create ${what}</button>
</form>`,
  });
}

function create(served: GroupsServed, { who, form }: SignedInRequest): Reply {
  const { office, sessions } = served;
  const typed = form();
  const parentId = typed.get("parent_id");
  const parent = parentId === null ? null : ownedGroup(office, Number(parentId), who.account);
  if (parentId !== null && !parent) {
    const refused = refusal("no-parent", "The group that it was to be in is gone, or not yours.");
    return newGroupForm(served, who, { typed, refused });
  }
  const group = office.books.atomically(() => {
    const made = makeGroup(office, {
      name: typed.get("name") ?? "",
      path: typed.get("path") ?? "",
      parent,
      otherMembers: 0,
    });
    if (made.ok) {
      office.books.setMember(made.value.id, who.account.id, owner);
      noteSeats(office, made.value);
    }
    return made;
  });
  if (!group.ok) return newGroupForm(served, who, { parent, typed, refused: group.error });
  const message = [`Group ${group.value.name} was successfully created.`];
  sessions.keepFlash(who.session.id, { kind: "notice", message });
  return redirect(hrefOf(group.value));
}

const accessNames: Readonly<Record<number, string>> = {
  10: "Guest",
  20: "Reporter",
  30: "Developer",
  40: "Maintainer",
  50: "Owner",
};

function groupPage(
  { pages, sessions, office }: GroupsServed,
  { who, incoming, parameters }: SignedInRequest,
): Reply {
  const { books, clock } = office;
  const { session, account } = who;
  const group = books.namespaceAt(Object.values(parameters).map(decoded).join("/"));
  const access = group ? books.accessIn(account.id, group.id) : null;
  if (group?.kind !== "group" || (access === null && !account.admin)) {
    return missingPage(pages, { session, account });
  }
  const counted = books.counted(group, account.id);
  const isOwner = (access ?? 0) >= owner;
  const members = books.membersOf(group.id, 0, { offset: 0, limit: perPage });
  return pages.page({
    title: group.name,
    session,
    account,
    width: "table",
    flash: incoming.method === "GET" ? sessions.takeFlash(session.id) : null,
    body: `<h1>${foreignText(group.name)}</h1>
<p class="quiet">${foreignText(group.fullPath)}</p>
${group.parentId === null ? planOf(counted, clock.today()) : ""}
<h2>Members</h2>
<div class="table-frame"><table>
<thead><tr><th scope="col">Name</th><th scope="col">Username</th><th scope="col">Role</th></tr></thead>
<tbody>
${members.map((one) => `<tr><td>${foreignText(one.name)}</td><td>${foreignText(one.username)}</td><td>${accessNames[one.accessLevel] ?? one.accessLevel}</td></tr>`).join("\n")}
</tbody>
</table></div>
<p class="quiet">${counted.count.members} in all, with those of its subgroups.</p>
${isOwner ? `<p><a class="button" href="${newGroupPath}?parent_id=${group.id}">New subgroup</a></p>` : ""}`,
  });
}

function planOf(group: CountedNamespace, today: Parameters<typeof shownSubscription>[2]): string {
  const { plan, usage, billing } = shownSubscription(group.provisioned, group.count, today);
  if (plan.code === "free") {
    return `<p>Plan: <strong>Free</strong>. ${billableOf(group.count, "free")} billable users.</p>`;
  }
  const facts = [
    ["Plan", plan.name],
    ["Seats in subscription", usage.seats_in_subscription],
    ["Seats currently in use", usage.seats_in_use],
    ["Max seats used", usage.max_seats_used],
    ["Seats owed", usage.seats_owed],
    ["Subscription start date", billing.subscription_start_date ?? "none"],
    ["Subscription end date", billing.subscription_end_date ?? "none"],
  ];
  return `<dl class="facts">
${facts.map(([name, value]) => `<dt>${name}</dt><dd>${escapeText(String(value))}</dd>`).join("\n")}
</dl>`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
