import type { AccessTokens, Viewer } from "./activation/viewer.ts";
import type { Incoming } from "./http.ts";
import { err, ok, type Result } from "./result.ts";

/**
 * Who sends a request, by `PRIVATE-TOKEN` or `Authorization: Bearer`; null for a caller who does not say.
 *
 * One token that is not known spoils the request, whatever the other says; an empty one is not known either.
 */
export function authenticate(
  headers: Incoming["headers"],
  tokens: AccessTokens,
): Result<Viewer | null, "invalid-token"> {
  const bearer = /^Bearer(?:\s+(.*))?$/i.exec(headers.authorization ?? "");
  const given = [headers["private-token"], bearer && (bearer[1] ?? "")].filter(
    (token) => token !== undefined && token !== null,
  );
  let viewer: Viewer | null = null;
  for (const token of given) {
    const holder = tokens.viewerOf(String(token).trim());
    if (!holder) return err("invalid-token");
    viewer ??= holder;
  }
  return ok(viewer);
}
