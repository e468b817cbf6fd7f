import type { PageRoute } from "../instance/page-gate.ts";
import { page } from "../listener/html.ts";

export const subscriptionPath = "/admin/subscription";

/** Where the product has the form for a license, among its general settings. */
export const settingsPath = "/admin/application_settings/general";

const places: Readonly<Record<string, string>> = {
  Subscription: subscriptionPath,
  "Add license": settingsPath,
  Users: "/admin/users",
  "GraphQL explorer": "/-/graphql-explorer",
  "Sign out": "/users/sign_out",
};

const links = Object.entries(places).map(([name, path]) => `<a href="${path}">${name}</a>`);

/** The way from each page of administrators to the others. */
export const adminPlaces = `<nav aria-label="Admin area">
${links.join(" ·\n")}
</nav>`;

/** `/admin`, which leads to what administrators can do. */
export const adminAreaRoutes: readonly PageRoute[] = [
  { method: "GET", path: "/admin", access: "administrator", answer: () => adminArea },
];

const adminArea = page(
  "Admin area",
  `<h1>Admin area</h1>
<p>You are where an administrator works on the license of this instance, which Understudy stands in for.</p>
<ul>
${links.map((link) => `<li>${link}</li>`).join("\n")}
<li><a href="/">Start page</a></li>
</ul>`,
);
