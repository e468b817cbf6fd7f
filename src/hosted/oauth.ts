import { createHash } from "node:crypto";
import { err, ok, type Result } from "../base/result.ts";
import type { OauthCode } from "./token-books.ts";

/** The one application that is trusted: the portal. */
export interface Application {
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where its users are sent back to; one of them, word by word. */
  readonly redirectUris: readonly string[];
}

/** What an application asks an account for. */
export interface Asked {
  readonly redirectUri: string;
  readonly scopes: readonly Scope[];
  readonly state: string | null;
  readonly codeChallenge: string | null;
}

const scopes = ["read_user", "read_api", "api"] as const;
export type Scope = (typeof scopes)[number];
const isScope = (text: string): text is Scope => scopes.some((scope) => scope === text);

/** What of an address bar, or of the form of the consent page, belongs to the request. */
export const askedFields = [
  "client_id",
  "redirect_uri",
  "response_type",
  "scope",
  "state",
  "code_challenge",
  "code_challenge_method",
] as const;

/** Why nothing is granted: told on a page if nobody knows where to go back to, else to the application. */
type NotAsked =
  | { readonly kind: "page"; readonly message: string }
  | { readonly kind: "redirect"; readonly to: string };

/** Reads the request of an application. Source: OAuth 2.0, RFC 6749, 4.1.1 and 4.1.2.1; PKCE, RFC 7636, 4.3. */
export function askedOf(
  parameters: URLSearchParams,
  application: Application,
): Result<Asked, NotAsked> {
  const given = (name: (typeof askedFields)[number]) => parameters.get(name) ?? "";
  if (given("client_id") !== application.clientId) {
    return err({ kind: "page", message: "No application has this client_id." });
  }
  const redirectUri = given("redirect_uri");
  if (!application.redirectUris.includes(redirectUri)) {
    return err({ kind: "page", message: "The redirect_uri is none of the application's." });
  }
  const state = parameters.get("state");
  const refused = (error: string) =>
    err({ kind: "redirect" as const, to: backTo({ redirectUri, state }, { error }) });
  if (given("response_type") !== "code") return refused("unsupported_response_type");
  const asked = given("scope").split(" ").filter(Boolean);
  if (!asked.every(isScope)) return refused("invalid_scope");
  const challenge = parameters.get("code_challenge");
  const isChallenge = challenge === null || /^[A-Za-z0-9_-]{43}$/.test(challenge);
  const isS256 = challenge === null || given("code_challenge_method") === "S256";
  if (!isChallenge || !isS256) return refused("invalid_request");
  return ok({
    redirectUri,
    scopes: asked.length > 0 ? asked.filter(isScope) : ["read_user"],
    state,
    codeChallenge: challenge,
  });
}

/** Where the application is told what came of its request. */
export function backTo(
  { redirectUri, state }: Pick<Asked, "redirectUri" | "state">,
  told: Readonly<Record<string, string>>,
): string {
  const to = new URL(redirectUri);
  for (const [name, value] of Object.entries(told)) to.searchParams.set(name, value);
  if (state !== null) to.searchParams.set("state", state);
  return to.href;
}

/** Codes are good for ten minutes, tokens for two hours. Source: the product's OAuth provider. */
export const codeLifeMs = 10 * 60_000;
export const tokenLifeMs = 2 * 3_600_000;

/** What is kept of a secret that nobody needs to read again. */
export const digestOf = (secret: string): string =>
  createHash("sha256").update(secret).digest("hex");

/** Whether a code may be exchanged for a token now, by who sends this with it. Source: RFC 6749, 4.1.3; RFC 7636, 4.6. */
export function isGoodCode(
  code: OauthCode,
  sent: { readonly redirectUri: string; readonly verifier: string | null },
  now: number,
): boolean {
  const { codeChallenge } = code;
  const isProven =
    codeChallenge === null ||
    (sent.verifier !== null &&
      createHash("sha256").update(sent.verifier).digest("base64url") === codeChallenge);
  return !code.used && code.expiresAt > now && code.redirectUri === sent.redirectUri && isProven;
}
