import { isSameSecret } from "../base/secret.ts";
import { parametersOf } from "../listener/forms.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import { json } from "../listener/replies.ts";
import type { Route } from "../listener/router.ts";
import { digestOf, isGoodCode, tokenLifeMs } from "./oauth.ts";
import { type HostedOffice, issueToken } from "./office.ts";

export const tokenPath = "/oauth/token";

/** `POST /oauth/token`, where the portal exchanges a code for a token. Source: OAuth 2.0, RFC 6749, 4.1.3, 4.1.4 and 5.2. */
export const oauthTokenRoutes = (
  office: HostedOffice,
): readonly Route<{ readonly public: null }>[] => [
  {
    method: "POST",
    path: tokenPath,
    access: "public",
    // Who knows the secret of the application needs no session.
    refuseForged: "by-operation",
    answer: ({ incoming }) => token(office, incoming),
  },
];

function token(office: HostedOffice, incoming: Incoming): Reply {
  const { books, clock, application } = office;
  const given = parametersOf(incoming);
  const said = (name: string) => given(name).at(-1) ?? "";
  const client = clientIn(incoming, said);
  const isClient =
    client.id === application.clientId && isSameSecret(client.secret, application.clientSecret);
  if (!isClient) return refused(401, "invalid_client", unknownClient);
  if (said("grant_type") !== "authorization_code") {
    return refused(400, "unsupported_grant_type", unsupportedGrant);
  }
  const digest = digestOf(said("code"));
  const sent = {
    redirectUri: said("redirect_uri"),
    verifier: given("code_verifier").at(-1) ?? null,
  };
  return books.atomically(() => {
    const code = books.code(digest);
    // One that is used again was stolen: nobody keeps what it has opened. Source: RFC 6749, 4.1.2.
    if (code?.used) books.revokeTokensOfCode(digest);
    if (!code || !isGoodCode(code, sent, clock.now())) {
      return refused(400, "invalid_grant", badGrant);
    }
    books.spendCode(digest);
    const { userId, scopes } = code;
    const text = issueToken(office, {
      userId,
      application: application.clientId,
      scopes,
      codeDigest: digest,
    });
    return json(
      200,
      {
        access_token: text,
        token_type: "Bearer",
        expires_in: tokenLifeMs / 1_000,
        scope: scopes.join(" "),
        created_at: Math.floor(clock.now() / 1_000),
      },
      { "cache-control": "no-store" },
    );
  });
}

/** An application says who it is in the body, or by HTTP Basic. Source: RFC 6749, 2.3.1. */
function clientIn({ headers }: Incoming, said: (name: string) => string) {
  const basic = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(headers.authorization ?? "")?.[1];
  if (basic === undefined) return { id: said("client_id"), secret: said("client_secret") };
  const [id = "", secret = ""] = Buffer.from(basic, "base64").toString().split(":", 2);
  return { id, secret };
}

const refused = (status: number, error: string, description: string): Reply =>
  json(status, { error, error_description: description }, { "cache-control": "no-store" });

const unknownClient =
  "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.";
const unsupportedGrant =
  "The authorization grant type is not supported by the authorization server.";
const badGrant =
  "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.";
