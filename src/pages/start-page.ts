import type { PageRoute } from "../instance/page-gate.ts";
import type { Session } from "../instance/session-store.ts";
import { escapeHtml } from "../listener/html.ts";
import type { Reply } from "../listener/http.ts";
import type { Neighbors, Pages } from "./page.ts";
import { addLicensePlace, explorerPath, subscriptionPath, usersPath } from "./places.ts";

/** `/`, which says where one is and leads to what there is. */
export const startPageRoutes = (pages: Pages, neighbors: () => Neighbors): readonly PageRoute[] => [
  {
    method: "GET",
    path: "/",
    access: "visitor",
    answer: ({ who }) => startPage(pages, who, neighbors()),
  },
];

const startPage = (
  { page }: Pages,
  session: Session | null,
  { portal, control }: Neighbors,
): Reply =>
  page({
    title: "GitLab (stand-in)",
    session,
    body: `<h1>GitLab (stand-in)</h1>
<p class="lead">This is Understudy's stand-in for a GitLab self-managed instance, as far as its license goes.</p>
<p>${session?.username ? `You are signed in as ${escapeHtml(session.username)}. <a href="/users/sign_out">Sign out</a>` : '<a href="/users/sign_in">Sign in</a>'}</p>
<h2>For people</h2>
<ul class="tiles">
${tile(subscriptionPath, "Subscription", "the license in force")}
${tile(addLicensePlace, "Add license", "from a file or a text")}
${tile(usersPath, "Users", "who takes a seat")}
${tile(explorerPath, "GraphQL explorer", "activation without the page")}
</ul>
<h2>For programs</h2>
<ul>
<li><code>POST /api/graphql</code></li>
<li><code>/api/v4/license</code></li>
<li><a href="/-/readiness">/-/readiness</a></li>
</ul>
<h2>Beside it</h2>
<ul class="tiles">
${tile(portal, "Customers portal", "sells what is activated here")}${control === null ? "" : tile(control, "Control API", "clock, users, faults, traffic")}</ul>`,
  });

const tile = (url: string, name: string, what: string) =>
  `<li class="tile"><a href="${escapeHtml(url)}">${name}</a><span>${what}</span></li>\n`;
