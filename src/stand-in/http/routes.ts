import { ok } from "../../base/result.ts";
import { isJson } from "../../faults/disturbance.ts";
import { saysJson } from "../../listener/forms.ts";
import { type Entrance, everybody } from "../../listener/gate.ts";
import { type Incoming, pathOf, type Reply } from "../../listener/http.ts";
import { redirect } from "../../listener/replies.ts";
import type { Route, RouteTable } from "../../listener/router.ts";
import { accessField, seatLinksPath } from "../../portal/wire.ts";
import type { LicenseApp } from "../licenses/license-app.ts";
import { customerSignInPath as signInPath } from "../pages/portal-session.ts";
import type { FalseAnswer } from "../sales/redeem.ts";
import { type AdminCredentials, adminRefusal, staffOnly } from "./admin-guard.ts";
import type { Asked } from "./fault.ts";
import { licenseApiRoutes } from "./license-api.ts";
import { apiRoot } from "./license-api-document.ts";
import { refusalReply } from "./refusal-reply.ts";

/** Null if a request is for something else. */
export function askedOf(incoming: Incoming): Asked | null {
  if (incoming.method !== "POST") return null;
  const path = pathOf(incoming);
  // A question for a token goes the same way, and uses up no fault that waits for an activation.
  if (path === graphqlPath) {
    if (incoming.body.includes(accessField)) return "service-token";
    return asksForNothing(incoming) ? null : "activate";
  }
  return path === seatLinksPath ? "seat-links" : null;
}

/** A question whether GraphQL is spoken at all, as whoever examines the way to a portal asks it. */
const asksForNothing = ({ body }: Incoming) =>
  body.length < 100 &&
  /^\s*\{\s*"query"\s*:\s*"\{\s*__typename\s*\}"\s*\}\s*$/.test(body.toString());

/** A request with the false answer that a fault has for it, if one hits it. */
export interface PortalRequest extends Incoming {
  readonly falsely?: FalseAnswer | undefined;
}

interface ApiAccess {
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
  /** Answers whatever is no program's, as pages do. */
  readonly pages: (incoming: Incoming) => Promise<Reply>;
}

/** What programs ask the portal for. */
export function apiTable(served: Served): RouteTable<ApiAccess, PortalRequest> {
  const routes: readonly Route<ApiAccess, PortalRequest>[] = [
    {
      method: "GET",
      path: "/",
      access: "public",
      answer: ({ incoming: { scheme, headers } }) =>
        redirect(`${scheme}://${headers.host ?? ""}${signInPath}`),
    },
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
    ...licenseApiRoutes(served.licenses),
  ];
  return {
    routes,
    gate: { public: everybody, instance: anyInstance, staff: staffOnly(served.admin) },
    ignoresTrailingSlash: false,
    notFound: (incoming, path) =>
      path.startsWith(`${apiRoot}/`)
        ? adminRefusal(
            404,
            "not-found",
            `There is no ${path}. GET ${apiRoot}/openapi.json lists what there is.`,
          )
        : served.pages(incoming),
    methodNotAllowed: (incoming, allow) =>
      incoming.url.startsWith(`${apiRoot}/`)
        ? adminRefusal(405, "method-not-allowed", `Here it is ${allow}.`)
        : refusalReply(405, `Method not allowed: here it is ${allow}.`),
  };
}

/** Whether a request is for what programs ask the portal for. */
export const isOfApi = (incoming: Pick<Incoming, "url">): boolean => {
  const path = pathOf(incoming);
  return path === graphqlPath || path === seatLinksPath || path.startsWith(`${apiRoot}/`);
};

const anyInstance: Entrance<null> = {
  admit: () => ok(null),
  isForged: ({ incoming }) => !saysJson(incoming),
};

const notJson = refusalReply(400, "The body is not JSON");

const wrongContentType = refusalReply(415, "Send the body as application/json");

const graphqlPath = "/graphql";
