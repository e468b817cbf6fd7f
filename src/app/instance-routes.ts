import type { Edition } from "../activation/edition.ts";
import type { UploadPorts } from "../activation/upload.ts";
import type { AccessTokens, DrawToken } from "../activation/viewer.ts";
import { type Awaitable, andThen } from "../base/awaitable.ts";
import { methodNotAllowed, noSuchRoute } from "../gitlab-rest/rest-answers.ts";
import { callerOf } from "../instance/caller.ts";
import type { InstanceFaults } from "../instance/instance-faults.ts";
import { type PageAccess, pageGate } from "../instance/page-gate.ts";
import type { JobRecords } from "../jobs/job-records.ts";
import { assetRoutes } from "../layout/assets.ts";
import { withPlainForm } from "../listener/forms.ts";
import type { Answer, Incoming, Reply } from "../listener/http.ts";
import { empty, text, withHeaders } from "../listener/replies.ts";
import { type Route, type RouteTable, router, withoutTrailingSlash } from "../listener/router.ts";
import { settingsRoutes } from "../pages/add-license-form.ts";
import { adminAreaRoutes } from "../pages/admin-area.ts";
import { adminLicenseRoutes } from "../pages/admin-license.ts";
import { adminModeRoutes } from "../pages/admin-mode.ts";
import { adminUsersRoutes } from "../pages/admin-users.ts";
import { type Explorer, explorerRoutes } from "../pages/explorer.ts";
import { freeSettingsRoutes } from "../pages/free-settings.ts";
import { notEmulatedRoutes } from "../pages/not-emulated.ts";
import { asksForPage, missingPage, type Neighbors, type Pages } from "../pages/page.ts";
import { personalAccessTokenRoutes } from "../pages/personal-access-tokens.ts";
import { explorerPath } from "../pages/places.ts";
import { type SignInOptions, signInRoutes } from "../pages/sign-in.ts";
import { startPageRoutes } from "../pages/start-page.ts";
import { subscriptionRoutes } from "../pages/subscription-page.ts";
import { type RequestSync, syncSeatLinkRoutes } from "../pages/sync-seat-link.ts";
import { apiPath, type InstanceForRest, type RestAccess } from "../rest/endpoint.ts";
import { licenseRoutes } from "../rest/license-endpoints.ts";
import { oauthRoutes } from "../rest/oauth-token.ts";
import { probeRoutes } from "../rest/probes.ts";
import { restGate, restRoutes } from "../rest/rest-api.ts";
import { toRefusal } from "../schema/answers.ts";
import {
  type GraphqlAccess,
  type GraphqlServer,
  graphqlGate,
  graphqlPath,
  graphqlRoutes,
} from "../schema/graphql-server.ts";
import type { Clock } from "../time/clock.ts";

/** What an instance's routes work with. */
export interface InstanceParts {
  readonly edition: Edition;
  readonly tokens: AccessTokens;
  readonly drawToken: DrawToken;
  /** Whether administrators must enter admin mode. */
  readonly adminMode: boolean;
  readonly signIn: SignInOptions;
  readonly upload: UploadPorts;
  readonly instance: InstanceForRest;
  readonly requestSync: RequestSync;
  readonly faults: InstanceFaults;
  readonly graphql: GraphqlServer;
  readonly clock: Clock & { readonly running: boolean };
  readonly jobs: Pick<JobRecords, "lastReport">;
  readonly pages: Pages;
  readonly explorer: Explorer;
  readonly unusedCode: () => string | null;
  readonly neighbors: () => Neighbors;
}

type InstanceAccess = PageAccess & RestAccess & GraphqlAccess;

/** Everything that an instance serves. Source: instance behaviour, HTTP layer. */
export function instanceTable(parts: InstanceParts): RouteTable<InstanceAccess> {
  const { tokens, adminMode, pages, signIn, instance } = parts;
  const { sessions } = signIn;
  const { clock } = instance;
  const identification = { tokens, clock, sessions, adminMode };
  const caller = (incoming: Incoming) => callerOf(identification, incoming);
  return {
    routes: [
      ...graphqlRoutes(parts.graphql),
      ...restRoutes(instance, tokens),
      ...startPageRoutes(pages, parts.neighbors),
      ...explorerRoutes({
        explorer: parts.explorer,
        edition: parts.edition,
        adminMode,
        unusedCode: parts.unusedCode,
      }),
      ...signInRoutes(pages, signIn),
      ...(adminMode ? adminModeRoutes(pages, signIn) : []),
      ...oauthRoutes({
        attempts: signIn.attempts,
        isPassword: signIn.isPassword,
        clock,
        drawToken: parts.drawToken,
      }),
      ...personalAccessTokenRoutes({ pages, clock, drawToken: parts.drawToken }),
      ...adminAreaRoutes(pages),
      ...notEmulatedRoutes(pages),
      ...assetRoutes(pages.build),
      ...probeRoutes,
      ...(parts.edition === "ee" ? enterpriseRoutes(parts) : freeRoutes(parts)),
    ],
    gate: {
      ...pageGate({ sessions, adminMode }),
      ...restGate(caller),
      ...graphqlGate(caller),
    },
    ignoresTrailingSlash: true,
    notFound(incoming, path) {
      if (apiAt(path) === "rest") return noSuchRoute;
      return asksForPage(incoming) ? missingPage(pages, 404) : nothing;
    },
    methodNotAllowed(incoming, allow) {
      const api = apiAt(withoutTrailingSlash(incoming));
      if (api === "rest") return methodNotAllowed;
      if (api === "graphql") {
        const { method } = incoming;
        return toRefusal(405, `${method} is not supported. Send POST, or GET for queries.`);
      }
      return asksForPage(incoming) ? missingPage(pages, 405) : text(405, `Here it is ${allow}.\n`);
    },
  };
}

/** What licenses are worked on with, and the ways to it. */
function enterpriseRoutes(parts: InstanceParts): readonly Route<InstanceAccess>[] {
  const { pages, signIn, upload, instance, faults } = parts;
  const { sessions } = signIn;
  const { licenses, users, usageExports, clock } = instance;
  return [
    ...licenseRoutes(instance),
    ...settingsRoutes(pages, sessions),
    ...subscriptionRoutes({
      pages,
      sessions,
      licenses,
      users,
      clock: parts.clock,
      jobs: parts.jobs,
      faults,
      neighbors: parts.neighbors,
    }),
    ...adminUsersRoutes({ pages, licenses, users, clock, countsBillable: true }),
    ...adminLicenseRoutes({ pages, sessions, licenses, users, usageExports, upload, clock }),
    ...syncSeatLinkRoutes(parts.requestSync),
  ];
}

/** What the free edition has in their place: no license, so no way to one. Source: control API, editions. */
function freeRoutes({ pages, instance }: InstanceParts): readonly Route<InstanceAccess>[] {
  const { licenses, users, clock } = instance;
  return [
    ...freeSettingsRoutes(pages),
    ...adminUsersRoutes({ pages, licenses, users, clock, countsBillable: false }),
  ];
}

/** What an instance answers, with what its faults do to GraphQL. Programs may ask its APIs from any page. */
export function instanceHandler(
  table: RouteTable<InstanceAccess>,
  faults: InstanceFaults,
): (incoming: Incoming) => Awaitable<Reply> {
  const answer = router(table);
  const fromAnywhere = (reply: Reply) => ("drop" in reply ? reply : readable(reply));
  return (incoming) => {
    const api = apiAt(withoutTrailingSlash(incoming));
    if (api !== null && incoming.method === "OPTIONS") return readable(preflight(incoming));
    return andThen(withPlainForm(incoming, api === "rest" ? "objects" : "texts"), (plain) => {
      if (api === null) return plain.ok ? answer(plain.value) : text(400, `${plain.error}\n`);
      if (!plain.ok) return readable(toRefusal(400, plain.error));
      const work = () => answer(plain.value);
      return andThen(
        api === "graphql" ? faults.answer("graphql", plain.value, work) : work(),
        fromAnywhere,
      );
    });
  };
}

function apiAt(path: string): "graphql" | "rest" | null {
  if (path === graphqlPath) return "graphql";
  return path === apiPath || path.startsWith(`${apiPath}/`) ? "rest" : null;
}

/** Lets pages of other sites read an answer, but not with the visitor's cookies. */
export const readable = (answer: Answer): Answer =>
  withHeaders(answer, { "access-control-allow-origin": "*" });

const preflight = ({ headers }: Incoming): Answer =>
  withHeaders(empty(200), {
    "access-control-allow-methods": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
    "access-control-allow-headers": String(headers["access-control-request-headers"] ?? "*"),
    "access-control-max-age": "7200",
  });

const nothing = text(
  404,
  `There is nothing here. GraphQL is at ${graphqlPath}, its explorer at ${explorerPath}.\n`,
);
