import { methodNotAllowed, noSuchRoute } from "../gitlab-rest/rest-answers.ts";
import { assetRoutes } from "../layout/assets.ts";
import { asksForHtml } from "../layout/document.ts";
import type { Incoming } from "../listener/http.ts";
import { pathOf } from "../listener/http.ts";
import type { RouteTable } from "../listener/router.ts";
import { type InternalAccess, internalGate, internalRoutes } from "./internal-api.ts";
import { oauthTokenRoutes, tokenPath } from "./oauth-routes.ts";
import type { HostedOffice } from "./office.ts";
import { authorizeRoutes } from "./pages/authorize.ts";
import { type HostedPages, missingPage } from "./pages/frame.ts";
import { groupRoutes } from "./pages/groups.ts";
import { type HostedPageAccess, type HostedSessions, hostedPageGate } from "./pages/session.ts";
import { signInRoutes } from "./pages/sign-in.ts";
import type { Registration } from "./registration.ts";
import { apiPath, type HostedRestAccess, hostedRestGate, hostedRestRoutes } from "./rest-api.ts";

interface Served {
  readonly office: HostedOffice;
  readonly pages: HostedPages;
  readonly sessions: HostedSessions;
  readonly registration: Registration;
  /** What the portal signs its calls of the internal API with. */
  readonly internalSecret: Buffer;
}

type Access = HostedPageAccess & HostedRestAccess & InternalAccess;

/** Everything that the hosted product serves. */
export function hostedTable({
  office,
  pages,
  sessions,
  registration,
  internalSecret,
}: Served): RouteTable<Access> {
  const isApi = (incoming: Incoming) => isForPrograms(incoming) || !asksForHtml(incoming);
  return {
    routes: [
      ...signInRoutes({ pages, sessions, registration }),
      ...authorizeRoutes({ pages, office }),
      ...oauthTokenRoutes(office),
      ...hostedRestRoutes(office),
      ...internalRoutes(office),
      ...assetRoutes(pages.build),
      ...groupRoutes({ pages, sessions, office }),
    ],
    gate: {
      ...hostedPageGate(sessions, office.books.account),
      ...hostedRestGate(office),
      ...internalGate(internalSecret, office),
    },
    ignoresTrailingSlash: true,
    notFound: (incoming) => (isApi(incoming) ? noSuchRoute : missingPage(pages)),
    methodNotAllowed: (incoming) =>
      isApi(incoming) ? methodNotAllowed : missingPage(pages, { status: 405 }),
  };
}

/** Whether a request is one that programs send: the APIs, and the exchange of codes for tokens. */
export const isForPrograms = (incoming: Pick<Incoming, "url">): boolean => {
  const path = pathOf(incoming);
  return path.startsWith(`${apiPath}/`) || path === tokenPath;
};
