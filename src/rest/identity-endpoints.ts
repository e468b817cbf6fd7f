import type { Viewer } from "../activation/viewer.ts";
import { json } from "../listener/replies.ts";
import { apiPath, type InstanceForRest, type RestRoute } from "./endpoint.ts";

/** Which instance this is, and who asks: what clients look at before they go on. */
export const identityRoutes = (instance: InstanceForRest): readonly RestRoute[] => [
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
];

const metadata = ({ identity: { version, revision } }: InstanceForRest) =>
  json(200, {
    version,
    revision,
    kas: { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null },
    enterprise: true,
  });

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
