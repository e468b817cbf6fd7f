import { escapeText, foreignText } from "../../../listener/html.ts";
import { queryOf, type Reply } from "../../../listener/http.ts";
import type { HostedNamespace, NamespacePage } from "../../hosted-client/hosted-client.ts";
import type { RecordRow } from "../../store/record-lists.ts";
import type { PortalPageRoute } from "../portal-session.ts";
import type { Desk } from "./desk.ts";
import { type AtRecord, onRecord, recordPage } from "./record-page.ts";
import { recordPath } from "./resource.ts";
import { customers } from "./resources.ts";

/** The tab *GitLab Groups* of a customer: what their account of the hosted product owns. Source: portal people, A9 and B2. */
export const gitlabGroupsRoutes = (desk: Desk): readonly PortalPageRoute[] => [
  {
    method: "GET",
    path: `${customers.path}/{id}/gitlab_groups`,
    access: "staff-page",
    answer: onRecord(desk, customers, (request, row) => groupsTab(desk, { request, row })),
  },
];

async function groupsTab(desk: Desk, at: AtRecord): Promise<Reply> {
  const customer = desk.people.customer(Number(at.row["id"]));
  const asked = Number(new URLSearchParams(queryOf(at.request.incoming)).get("page") ?? "1");
  const page = Number.isSafeInteger(asked) && asked > 0 ? Math.min(asked, 1_000_000) : 1;
  const groups = customer && (await desk.hostedDesk.groupsOf(customer, page));
  // Without a token that is still good the tab says so, whatever is linked.
  const body = groups?.ok ? listOf(at.row, groups.value) : notShown(groups?.error ?? null);
  const isDown = groups?.ok === false && groups.error.code === "hosted-unavailable";
  return recordPage(desk, customers, at, {
    tab: "gitlab_groups",
    title: "GitLab Groups",
    status: isDown ? 502 : 200,
    body,
  });
}

const notShown = (refusal: { readonly code: string; readonly message: string } | null) =>
  refusal?.code === "hosted-unavailable"
    ? `<p role="alert">${escapeText(refusal.message)}</p>`
    : '<div class="empty"><p class="empty-title">Customer has not linked their GitLab.com account.</p></div>';

const listOf = (row: RecordRow, { namespaces, page, pages, total }: NamespacePage) => {
  const link = (to: number, words: string) =>
    `<a class="button" href="${recordPath(customers, row)}/gitlab_groups?page=${to}">${words}</a>`;
  return `<div class="table-frame"><table>
<thead><tr><th scope="col">Id</th><th scope="col">Name</th><th scope="col">Full path</th><th scope="col">Kind</th><th scope="col">Plan</th><th scope="col">Billable members</th></tr></thead>
<tbody>
${namespaces.map(rowOf).join("\n")}
</tbody>
</table></div>
<nav class="pages" aria-label="Pages">
${page > 1 ? link(Math.min(page - 1, pages), "Previous") : ""}
<span>${total} ${total === 1 ? "namespace" : "namespaces"}</span>
${page < pages ? link(page + 1, "Next") : ""}
</nav>`;
};

const rowOf = ({ id, name, fullPath, kind, plan, billableMembers }: HostedNamespace) =>
  `<tr><td>${id}</td><td>${foreignText(name)}</td><td>${foreignText(fullPath)}</td><td>${escapeText(kind)}</td><td>${escapeText(plan ?? "")}</td><td>${billableMembers ?? ""}</td></tr>`;
