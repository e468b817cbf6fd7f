import type { Answer, Reply } from "../listener/http.ts";
import { json } from "../listener/replies.ts";

// Source of all words here: instance behaviour, REST license API, authentication and error bodies.

/** What is wrong with a parameter. */
export const badRequest = (error: string): Reply => json(400, { error });

export const unauthorized = json(401, { message: "401 Unauthorized" });
export const forbidden = json(403, { message: "403 Forbidden" });
export const notFound = json(404, { message: "404 Not Found" });
export const noSuchRoute = json(404, { error: "404 Not Found" });

const invalidToken = (description: string) =>
  json(401, { error: "invalid_token", error_description: description });

const refusedTokens = {
  "unknown-token": unauthorized,
  "unknown-bearer": invalidToken("Bad Access Token."),
  "expired-token": invalidToken(
    "Token is expired. You can either do re-authorization or token refresh.",
  ),
  "revoked-token": invalidToken("Token was revoked. You have to re-authorize from the user."),
  "user-not-allowed": forbidden,
} as const satisfies Record<string, Reply>;

/** Why a token opens nothing. */
export const tokenRefusal = (problem: keyof typeof refusedTokens): Reply => refusedTokens[problem];

export const insufficientScope = (scopes: readonly string[]): Reply =>
  json(403, {
    error: "insufficient_scope",
    error_description: "The request requires higher privileges than provided by the access token.",
    scope: scopes.join(" "),
  });

export const methodNotAllowed: Answer = json(405, { error: "405 Not Allowed" });
