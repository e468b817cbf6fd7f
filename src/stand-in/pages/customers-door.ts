import { apiRoot } from "../http/license-api-document.ts";
import type { PortalPages } from "./frame.ts";
import { customerSignInPath, type PortalPageRoute, staffSignInPath } from "./portal-session.ts";

/** `/customers/sign_in`, which says what the portal does for programs too. */
export const customersDoor = (pages: PortalPages): readonly PortalPageRoute[] => [
  {
    method: "GET",
    path: customerSignInPath,
    access: "visitor",
    answer: ({ who }) =>
      pages.page({
        title: "Customers portal (stand-in)",
        area: "nobody",
        session: who,
        body: `<h1>Customers portal</h1>
<p>This is Understudy's stand-in for a customers portal. No customer can sign in here. <a href="${staffSignInPath}">Staff can</a>.</p>
<h2>What there is</h2>
<ul>
<li><code>POST /graphql</code>: instances exchange activation codes for licenses, and license keys for tokens.</li>
<li><code>POST /api/v1/seat_links</code>: instances report their users.</li>
<li><a href="/admin/license/validate_license">/admin/license/validate_license</a>: what a license key says.</li>
<li><a href="${apiRoot}/openapi.json">${apiRoot}/openapi.json</a>: what the license app at <code>${apiRoot}/licenses</code> can do. The app itself needs X-Admin-Email and X-Admin-Token.</li>
</ul>
<p>What the portal's owner can do, such as selling, is at the control API.</p>`,
      }),
  },
];
