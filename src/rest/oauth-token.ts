import { administrator, type DrawToken } from "../activation/viewer.ts";
import { parametersOf } from "../listener/forms.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import { json } from "../listener/replies.ts";
import type { Route } from "../listener/router.ts";
import type { Clock } from "../time/clock.ts";
import { addDays } from "../time/day.ts";

interface OauthOptions {
  readonly attempts: {
    waitFor(name: string): number;
    failed(name: string): void;
    succeeded(name: string): void;
  };
  readonly isPassword: (username: string, password: string) => boolean;
  readonly clock: Clock;
  readonly drawToken: DrawToken;
}

/** `POST /oauth/token`, where scripts of older years exchange root's password for a token. Source: OAuth 2.0, RFC 6749, 4.3 and 5. */
export const oauthRoutes = (options: OauthOptions): readonly Route<{ readonly public: null }>[] => [
  {
    method: "POST",
    path: "/oauth/token",
    access: "public",
    // Who knows the password needs no session.
    refuseForged: "by-operation",
    answer: ({ incoming }) => token(options, incoming),
  },
];

function token(options: OauthOptions, incoming: Incoming): Reply {
  const { attempts, isPassword, clock, drawToken } = options;
  const given = parametersOf(incoming);
  const [grant, username = "", password = ""] = ["grant_type", "username", "password"].map((name) =>
    given(name).at(-1),
  );
  if (grant === undefined || grant === "") return missingGrant;
  if (grant !== "password") return unsupportedGrant;
  const wait = attempts.waitFor(username);
  if (wait > 0) return json(429, { error: "slow_down" }, { "retry-after": String(wait) });
  if (username !== administrator || !isPassword(username, password)) {
    attempts.failed(username);
    return invalidGrant;
  }
  attempts.succeeded(username);
  const scopes = ["api"] as const;
  // Tokens end with a day: the answer promises the two hours of the product's, and the token lives until then at least.
  const expiresOn = addDays(clock.today(), 2);
  const issued = drawToken({ name: "oauth", user: administrator, scopes, expiresOn });
  return json(
    200,
    {
      access_token: issued.token,
      token_type: "Bearer",
      expires_in: 7_200,
      scope: scopes.join(" "),
      created_at: Math.floor(clock.now() / 1_000),
    },
    noStore,
  );
}

const noStore = { "cache-control": "no-store" };

const missingGrant = json(400, {
  error: "invalid_request",
  error_description: "Missing required parameter: grant_type.",
});

const unsupportedGrant = json(400, {
  error: "unsupported_grant_type",
  error_description: "The authorization grant type is not supported by the authorization server.",
});

const invalidGrant = json(400, {
  error: "invalid_grant",
  error_description:
    "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
});
