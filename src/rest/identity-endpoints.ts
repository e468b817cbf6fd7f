import type { Asked, Endpoint, InstanceForRest } from "./endpoint.ts";
import { jsonReply } from "./rest-answers.ts";

const forAnybody = {
  method: "GET",
  needs: "anybody signed in",
  scopes: ["api", "read_api", "read_user"],
} as const;

const metadata = ({ identity: { version, revision } }: InstanceForRest) =>
  jsonReply(200, {
    version,
    revision,
    kas: { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null },
    enterprise: true,
  });

const user = (
  { externalUrl }: InstanceForRest,
  { viewer: { id, username, readsLicenses } }: Asked,
) =>
  jsonReply(200, {
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

/** Which instance this is, and who asks: what clients look at before they go on. */
export const identityEndpoints: readonly Endpoint[] = [
  { ...forAnybody, path: "/version", answer: metadata },
  { ...forAnybody, path: "/metadata", answer: metadata },
  { ...forAnybody, path: "/user", answer: user },
];
