import type { Caller, TokenProblem, Viewer } from "../activation/viewer.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import type { Endpoint, InstanceForRest } from "./endpoint.ts";
import { identityEndpoints } from "./identity-endpoints.ts";
import { licenseEndpoints } from "./license-endpoints.ts";
import {
  forbidden,
  insufficientScope,
  methodNotAllowed,
  noSuchRoute,
  tokenRefusal,
  unauthorized,
} from "./rest-answers.ts";

export const apiPath = "/api/v4";

const endpoints = [...identityEndpoints, ...licenseEndpoints].map((endpoint) => ({
  ...endpoint,
  pattern: new RegExp(
    `^${apiPath}${endpoint.path.replace(".", "\\.").replace(":id", "(?<id>[^/]+)")}/?$`,
  ),
}));

/** Answers the REST API of one instance. Source: instance behaviour, REST license API. */
export function restApi(
  instance: InstanceForRest,
): (incoming: Incoming, caller: Result<Caller, TokenProblem>) => Promise<Reply> {
  return async (incoming, caller) => {
    const { method, url } = incoming;
    const path = url.split("?", 1)[0] ?? "";
    const here = endpoints.filter(({ pattern }) => pattern.test(path));
    if (here.length === 0) return noSuchRoute;
    const endpoint = here.find((one) => one.method === (method === "HEAD" ? "GET" : method));
    if (!endpoint) return methodNotAllowed(here.map((one) => one.method));
    const viewer = admitted(endpoint, caller);
    if (!viewer.ok) return viewer.error;
    const id = decoded(endpoint.pattern.exec(path)?.groups?.["id"] ?? "");
    return endpoint.answer(instance, { viewer: viewer.value, id, incoming });
  };
}

/** Who may use an endpoint, before anything else of the request is looked at. */
function admitted(
  { method, needs, scopes }: Endpoint,
  caller: Result<Caller, TokenProblem>,
): Result<Viewer, Reply> {
  if (!caller.ok) return err(tokenRefusal(caller.error));
  const { viewer, mutationsRefused } = caller.value;
  // A session whose page does not vouch for a change is none.
  if (!viewer || (method !== "GET" && mutationsRefused !== null)) return err(unauthorized);
  if (!scopes.some((scope) => viewer.scopes.includes(scope))) return err(insufficientScope(scopes));
  return needs === "administrator" && !viewer.readsLicenses ? err(forbidden) : ok(viewer);
}

/** A part of the path as it was meant; as it was sent, if nobody can tell. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
