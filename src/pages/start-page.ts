import type { PageRoute } from "../instance/page-gate.ts";
import type { Session } from "../instance/session-store.ts";
import { escapeHtml, page } from "../listener/html.ts";
import type { Reply } from "../listener/http.ts";
import { settingsPath, subscriptionPath } from "./admin-area.ts";
import { explorerPath } from "./explorer.ts";

/** Where the other parties are. */
export interface Neighbors {
  readonly portal: string;
  /** Null until it listens. */
  readonly control: string | null;
}

/** `/`, which says where one is and leads to what there is. */
export const startPageRoutes = (neighbors: () => Neighbors): readonly PageRoute[] => [
  { method: "GET", path: "/", access: "visitor", answer: ({ who }) => startPage(who, neighbors()) },
];

const startPage = (session: Session | null, { portal, control }: Neighbors): Reply =>
  page(
    "GitLab (stand-in)",
    `<h1>GitLab (stand-in)</h1>
<p>This is Understudy's stand-in for a GitLab self-managed instance, as far as its license goes.</p>
<p>${session?.username ? `You are signed in as ${escapeHtml(session.username)}. <a href="/users/sign_out">Sign out</a>` : '<a href="/users/sign_in">Sign in</a>'}</p>
<h2>For people</h2>
<ul>
<li><a href="${subscriptionPath}">Subscription</a>: the license in force</li>
<li><a href="${settingsPath}">Add license</a></li>
<li><a href="/admin/users">Users</a></li>
<li><a href="${explorerPath}">GraphQL explorer</a></li>
</ul>
<h2>For programs</h2>
<ul>
<li><code>POST /api/graphql</code></li>
<li><code>/api/v4/license</code></li>
<li><a href="/-/readiness">/-/readiness</a></li>
</ul>
<h2>Beside it</h2>
<ul>
${neighbor("Customers portal", portal)}${control === null ? "" : neighbor("Control API", control)}</ul>`,
  );

const neighbor = (name: string, url: string) =>
  `<li><a href="${escapeHtml(url)}">${name}</a></li>\n`;
