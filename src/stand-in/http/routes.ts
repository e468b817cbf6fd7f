import { ok } from "../../base/result.ts";
import { isJson } from "../../faults/disturbance.ts";
import { saysJson } from "../../listener/forms.ts";
import { type Entrance, everybody } from "../../listener/gate.ts";
import { page } from "../../listener/html.ts";
import { type Answer, type Incoming, pathOf, type Reply } from "../../listener/http.ts";
import { json, redirect } from "../../listener/replies.ts";
import type { Route, RouteTable } from "../../listener/router.ts";
import { accessField, seatLinksPath } from "../../portal/wire.ts";
import type { LicenseApp } from "../licenses/license-app.ts";
import type { FalseAnswer } from "../sales/redeem.ts";
import { type AdminCredentials, adminRefusal, staffOnly } from "./admin-guard.ts";
import type { Asked } from "./fault.ts";
import { licenseApiRoutes } from "./license-api.ts";
import { apiRoot } from "./license-api-document.ts";
import { validateLicensePath, validateLicenseRoutes } from "./validate-license.ts";

/** Null if a request is for something else. */
export function askedOf(incoming: Incoming): Asked | null {
  if (incoming.method !== "POST") return null;
  const path = pathOf(incoming);
  // A question for a token goes the same way, and uses up no fault that waits for an activation.
  if (path === graphqlPath) {
    return incoming.body.includes(accessField) ? "service-token" : "activate";
  }
  return path === seatLinksPath ? "seat-links" : null;
}

/** A request with the false answer that a fault has for it, if one hits it. */
export interface PortalRequest extends Incoming {
  readonly falsely?: FalseAnswer | undefined;
}

interface PortalAccess {
  readonly public: null;
  /** Instances, which name their license and nothing else. */
  readonly instance: null;
  /** The portal's own people. */
  readonly staff: null;
}

interface Served {
  readonly activate: (incoming: Incoming, falsely?: FalseAnswer) => Promise<Reply>;
  readonly takeReport: (incoming: Incoming, falsely?: FalseAnswer) => Reply;
  readonly licenses: LicenseApp;
  readonly admin: AdminCredentials | null;
}

export function portalTable(served: Served): RouteTable<PortalAccess, PortalRequest> {
  const routes: readonly Route<PortalAccess, PortalRequest>[] = [
    {
      method: "GET",
      path: "/",
      access: "public",
      answer: ({ incoming }) => redirect(`http://${incoming.headers.host ?? ""}${signInPath}`),
    },
    { method: "GET", path: signInPath, access: "public", answer: () => signInPage },
    {
      method: "POST",
      path: seatLinksPath,
      access: "instance",
      refuseForged: () => wrongContentType,
      answer: ({ incoming }) => served.takeReport(incoming, incoming.falsely),
    },
    {
      method: "POST",
      path: graphqlPath,
      access: "instance",
      refuseForged: () => wrongContentType,
      // Yoga would repeat the parser's own words.
      answer: ({ incoming }) =>
        isJson(incoming.body.toString()) ? served.activate(incoming, incoming.falsely) : notJson,
    },
    ...validateLicenseRoutes,
    ...licenseApiRoutes(served.licenses),
  ];
  return {
    routes,
    gate: { public: everybody, instance: anyInstance, staff: staffOnly(served.admin) },
    ignoresTrailingSlash: false,
    notFound: (_incoming, path) =>
      path.startsWith(`${apiRoot}/`)
        ? adminRefusal(
            404,
            "not-found",
            `There is no ${path}. GET ${apiRoot}/openapi.json lists what there is.`,
          )
        : refusalReply(404, `Not found. ${signInPath} lists what there is.`),
    methodNotAllowed: (incoming, allow) =>
      incoming.url.startsWith(`${apiRoot}/`)
        ? adminRefusal(405, "method-not-allowed", `Here it is ${allow}.`)
        : refusalReply(405, `Method not allowed: here it is ${allow}.`),
  };
}

const anyInstance: Entrance<null> = {
  admit: () => ok(null),
  isForged: ({ incoming }) => !saysJson(incoming),
};

/** How the portal words what it does not do. */
export const refusalReply = (status: number, message: string): Answer =>
  json(status, { errors: [{ message }] });

const notJson = refusalReply(400, "The body is not JSON");

const wrongContentType = refusalReply(415, "Send the body as application/json");

const graphqlPath = "/graphql";
const signInPath = "/customers/sign_in";

const signInPage = page(
  "Customers portal (stand-in)",
  `<h1>Customers portal</h1>
<p>This is Understudy's stand-in for a customers portal. Nobody can sign in here.</p>
<h2>What there is</h2>
<ul>
<li><code>POST ${graphqlPath}</code>: instances exchange activation codes for licenses, and license keys for tokens.</li>
<li><code>POST ${seatLinksPath}</code>: instances report their users.</li>
<li><a href="${validateLicensePath}">${validateLicensePath}</a>: what a license key says.</li>
<li><a href="${apiRoot}/openapi.json">${apiRoot}/openapi.json</a>: what the license app at <code>${apiRoot}/licenses</code> can do. The app itself needs X-Admin-Email and X-Admin-Token.</li>
</ul>
<p>What the portal's owner can do, such as selling, is at the control API.</p>`,
);
