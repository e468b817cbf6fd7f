import type { PageRoute } from "../instance/page-gate.ts";
import type { Session } from "../instance/session-store.ts";
import { escapeHtml } from "../listener/html.ts";
import type { Reply } from "../listener/http.ts";
import type { Neighbors, Pages } from "./page.ts";
import { addLicensePlace, explorerPath, placesIn, subscriptionPath, usersPath } from "./places.ts";

/** `/`, which says where one is and leads to what there is. */
export const startPageRoutes = (pages: Pages, neighbors: () => Neighbors): readonly PageRoute[] => [
  {
    method: "GET",
    path: "/",
    access: "visitor",
    answer: ({ who }) => startPage(pages, who, neighbors()),
  },
];

/** What an edition is, and what programs find in it first. */
const offers = {
  ee: {
    about: "a GitLab self-managed instance, as far as its license goes",
    endpoint: "/api/v4/license",
  },
  ce: {
    about: "a GitLab self-managed instance of the free edition, which has no license",
    endpoint: "/api/v4/metadata",
  },
};

const people = [
  { path: subscriptionPath, name: "Subscription", what: "the license in force" },
  { path: addLicensePlace, name: "Add license", what: "from a file or a text" },
  { path: usersPath, name: "Users", what: "who takes a seat" },
  { path: explorerPath, name: "GraphQL explorer", what: "activation without the page" },
];

const startPage = (
  { page, edition }: Pages,
  session: Session | null,
  { portal, control }: Neighbors,
): Reply =>
  page({
    title: "GitLab (stand-in)",
    session,
    body: `<h1>GitLab (stand-in)</h1>
<p class="lead">This is Understudy's stand-in for ${offers[edition].about}.</p>
<p>${session?.username ? `You are signed in as ${escapeHtml(session.username)}. <a href="/users/sign_out">Sign out</a>` : '<a href="/users/sign_in">Sign in</a>'}</p>
<h2>For people</h2>
<ul class="tiles">
${placesIn(edition, people)
  .map(({ path, name, what }) => tile(path, name, what))
  .join("\n")}
</ul>
<h2>For programs</h2>
<ul>
<li><code>POST /api/graphql</code></li>
<li><code>${offers[edition].endpoint}</code></li>
<li><a href="/-/readiness">/-/readiness</a></li>
</ul>
<h2>Beside it</h2>
<ul class="tiles">
${tile(portal, "Customers portal", "sells what is activated here")}${control === null ? "" : tile(control, "Control API", "clock, users, faults, traffic")}</ul>`,
  });

const tile = (url: string, name: string, what: string) =>
  `<li class="tile"><a href="${escapeHtml(url)}">${name}</a><span>${what}</span></li>\n`;
