import { type AccessTokens, usernames, type Viewer } from "../activation/viewer.ts";
import { unauthorized } from "../gitlab-rest/rest-answers.ts";
import { json } from "../listener/replies.ts";
import { apiPath, type InstanceForRest, type RestCaller, type RestRoute } from "./endpoint.ts";

/** Which instance this is, and who asks: what clients look at before they go on. */
export const identityRoutes = (
  instance: InstanceForRest,
  tokens: Pick<AccessTokens, "list">,
): readonly RestRoute[] => [
  ...["/version", "/metadata"].map((path) => ({
    method: "GET" as const,
    path: `${apiPath}${path}`,
    access: "rest-user" as const,
    answer: () => metadata(instance),
  })),
  {
    method: "GET",
    path: `${apiPath}/user`,
    access: "rest-user",
    answer: ({ who }) => user(instance, who.viewer),
  },
  {
    method: "GET",
    path: `${apiPath}/personal_access_tokens/self`,
    access: "rest-user",
    answer: ({ who }) => ownToken(instance, tokens, who),
  },
];

const metadata = ({ identity: { version, revision, enterprise } }: InstanceForRest) =>
  json(200, {
    version,
    revision,
    kas: { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null },
    enterprise,
  });

/** The token that was sent; a session has none. */
function ownToken(
  { clock }: InstanceForRest,
  tokens: Pick<AccessTokens, "list">,
  { tokenId }: RestCaller,
) {
  const token = tokens.list().find(({ id }) => id === tokenId);
  if (!token) return unauthorized;
  const { calendar, now } = clock;
  return json(200, {
    id: token.id,
    name: token.name ?? `token ${token.id}`,
    revoked: token.revoked,
    created_at: calendar.toIsoWithMilliseconds(token.createdAt ?? now()),
    description: null,
    scopes: token.scopes,
    // Whoever sends it, also where that one acts for somebody.
    user_id: usernames.indexOf(token.user) + 1,
    last_used_at: calendar.toIsoWithMilliseconds(now()),
    active: true,
    expires_at: token.expiresOn,
  });
}

const user = ({ externalUrl }: InstanceForRest, { id, username, readsLicenses }: Viewer) =>
  json(200, {
    id,
    username,
    name: username,
    state: "active",
    locked: false,
    avatar_url: null,
    web_url: `${externalUrl()}/${username}`,
    bot: false,
    ...(readsLicenses && { is_admin: true }),
  });
