import type { AccessTokens, TokenProblem, Viewer } from "./activation/viewer.ts";
import type { Day } from "./calendar.ts";
import type { Incoming } from "./http.ts";
import { err, ok, type Result } from "./result.ts";

/** Tokens of other kinds: whatever stands there, a license is not reached with it. */
const foreignHeaders = ["job-token", "deploy-token"];
const foreignParameters = ["job_token", "token"];

/**
 * Who sends a request, by an access token in `PRIVATE-TOKEN`, `Authorization: Bearer`, `?private_token=`
 * or `?access_token=`; null for a caller who sends none.
 *
 * One token that is not known spoils the request, whatever another says; an empty one is not known
 * either, and so is any token in a slot for others. Source: instance behaviour, authentication.
 */
export function authenticate(
  { headers, url }: Incoming,
  tokens: AccessTokens,
  today: Day,
): Result<Viewer | null, TokenProblem> {
  const parameters = new URL(url, "http://instance").searchParams;
  const isForeign =
    foreignHeaders.some((name) => headers[name] !== undefined) ||
    foreignParameters.some((name) => parameters.has(name));
  if (isForeign) return err("invalid-token");

  const bearer = /^Bearer(?:\s+(.*))?$/i.exec(headers.authorization ?? "");
  const given = [
    headers["private-token"],
    bearer && (bearer[1] ?? ""),
    ...parameters.getAll("private_token"),
    ...parameters.getAll("access_token"),
  ].filter((token) => token !== undefined && token !== null);
  let viewer: Viewer | null = null;
  for (const token of given) {
    const holder = tokens.holderOf(String(token).trim(), today);
    if (!holder.ok) return holder;
    viewer ??= holder.value;
  }
  return ok(viewer);
}
