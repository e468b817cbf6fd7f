import type { PageRoute } from "../instance/page-gate.ts";
import type { Pages } from "./page.ts";
import { addLicensePlace, explorerPath, placesIn, subscriptionPath, usersPath } from "./places.ts";

const places = [
  { path: subscriptionPath, name: "Subscription", what: "the license in force, and all others" },
  { path: addLicensePlace, name: "Add license", what: "from a file or a text" },
  { path: usersPath, name: "Users", what: "who takes a seat" },
  { path: explorerPath, name: "GraphQL explorer", what: "activation without the page" },
];

const works = { ee: "the license of this instance", ce: "this instance" };

/** `/admin`, which leads to what administrators can do. */
export const adminAreaRoutes = ({ page, edition }: Pages): readonly PageRoute[] => [
  {
    method: "GET",
    path: "/admin",
    access: "administrator",
    answer: ({ who }) =>
      page({
        title: "Admin area",
        session: who,
        place: "/admin",
        body: `<h1>Admin area</h1>
<p class="lead">You are where an administrator works on ${works[edition]}, which Understudy stands in for.</p>
<ul class="tiles">
${placesIn(edition, places)
  .map(
    ({ path, name, what }) =>
      `<li class="tile"><a href="${path}">${name}</a><span>${what}</span></li>`,
  )
  .join("\n")}
</ul>
<p class="quiet"><a href="/users/sign_out">Sign out</a> · <a href="/">Start page</a></p>`,
      }),
  },
];
