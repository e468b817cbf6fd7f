import type { Scope, TokenProblem } from "../activation/viewer.ts";
import type { Reply } from "../listener/http.ts";

/** Source of all words here: instance behaviour, REST license API, authentication and error bodies. */
export function jsonReply(status: number, body: unknown): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** What is wrong with a parameter. */
export const badRequest = (error: string): Reply => jsonReply(400, { error });

export const noContent: Reply = { status: 204, headers: {}, body: "" };

export const unauthorized = jsonReply(401, { message: "401 Unauthorized" });
export const forbidden = jsonReply(403, { message: "403 Forbidden" });
export const notFound = jsonReply(404, { message: "404 Not Found" });
export const noSuchRoute = jsonReply(404, { error: "404 Not Found" });

const invalidToken = (description: string) =>
  jsonReply(401, { error: "invalid_token", error_description: description });

const refusedTokens: Readonly<Record<TokenProblem, Reply>> = {
  "unknown-token": unauthorized,
  "unknown-bearer": invalidToken("Bad Access Token."),
  "expired-token": invalidToken(
    "Token is expired. You can either do re-authorization or token refresh.",
  ),
  "revoked-token": invalidToken("Token was revoked. You have to re-authorize from the user."),
  "user-not-allowed": forbidden,
};

export const tokenRefusal = (problem: TokenProblem): Reply => refusedTokens[problem];

export const insufficientScope = (scopes: readonly Scope[]): Reply =>
  jsonReply(403, {
    error: "insufficient_scope",
    error_description: "The request requires higher privileges than provided by the access token.",
    scope: scopes.join(" "),
  });

export function methodNotAllowed(methods: readonly string[]): Reply {
  const body = JSON.stringify({ error: "405 Not Allowed" });
  const headers = { "content-type": "application/json", allow: methods.join(", ") };
  return { status: 405, headers, body };
}
