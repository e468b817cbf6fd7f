import type { AccessTokens, Caller, Scope, TokenProblem, Viewer } from "../activation/viewer.ts";
import { err, ok, type Result } from "../base/result.ts";
import {
  forbidden,
  insufficientScope,
  tokenRefusal,
  unauthorized,
} from "../gitlab-rest/rest-answers.ts";
import type { Entrance, Gate } from "../listener/gate.ts";
import type { Incoming } from "../listener/http.ts";
import type { InstanceForRest, RestAccess, RestCaller, RestRoute } from "./endpoint.ts";
import { identityRoutes } from "./identity-endpoints.ts";
import { peopleRoutes } from "./people-endpoints.ts";
import { actingFor, sudoIn } from "./sudo.ts";

/** The REST API that an instance of every edition has. */
export const restRoutes = (
  instance: InstanceForRest,
  tokens: Pick<AccessTokens, "list">,
): readonly RestRoute[] => [...identityRoutes(instance, tokens), ...peopleRoutes(instance)];

type CallerOf = (incoming: Incoming) => Result<Caller, TokenProblem>;

/** Who may use an endpoint, before anything else of the request is looked at. */
export const restGate = (callerOf: CallerOf): Gate<RestAccess> => ({
  "rest-user": entrance(callerOf, ["api", "read_api", "read_user"], () => true),
  "rest-admin-read": entrance(callerOf, ["api", "read_api"], isAdministrator),
  "rest-admin-write": entrance(callerOf, ["api"], isAdministrator),
});

const isAdministrator = ({ readsLicenses }: Viewer) => readsLicenses;

/** Lets in whom a token or a session names. One of the scopes is enough. */
function entrance(
  callerOf: CallerOf,
  scopes: readonly Scope[],
  isAdmitted: (viewer: Viewer) => boolean,
): Entrance<RestCaller> {
  return {
    admit(incoming) {
      const caller = callerOf(incoming);
      if (!caller.ok) return err(tokenRefusal(caller.error));
      const { viewer: sender, tokenId, mutationsRefused } = caller.value;
      if (!sender) return err(unauthorized);
      const acting = actingFor(sudoIn(incoming), sender);
      if (!acting.ok) return acting;
      const viewer = acting.value;
      if (!scopes.some((scope) => viewer.scopes.includes(scope))) {
        return err(insufficientScope(scopes));
      }
      return isAdmitted(viewer) ? ok({ viewer, tokenId, mutationsRefused }) : err(forbidden);
    },
    isForged: ({ who }) => who.mutationsRefused !== null,
  };
}
