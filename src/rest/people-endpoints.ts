import { usernames, type Viewer } from "../activation/viewer.ts";
import { isOnPage, pageHeaders, pagingOf } from "../gitlab-rest/paging.ts";
import { notFound } from "../gitlab-rest/rest-answers.ts";
import { type Incoming, queryOf } from "../listener/http.ts";
import { json } from "../listener/replies.ts";
import { apiPath, type InstanceForRest, type RestRoute } from "./endpoint.ts";

/**
 * What tools that count seats look at besides the license: who there is, as far as an emulator has people. It has no
 * projects, groups and issues, and no features that somebody has switched. Source: portal people, what the product exposes.
 */
export const peopleRoutes = (instance: InstanceForRest): readonly RestRoute[] => [
  {
    method: "GET",
    path: `${apiPath}/namespaces`,
    access: "rest-user",
    answer: ({ incoming, who }) => namespaces(instance, who.viewer, incoming),
  },
  {
    method: "GET",
    path: `${apiPath}/namespaces/{id}`,
    access: "rest-user",
    answer: ({ who, parameters }) => namespace(instance, who.viewer, String(parameters["id"])),
  },
  {
    method: "GET",
    path: `${apiPath}/application/statistics`,
    access: "rest-admin-read",
    answer: () => statistics(instance),
  },
  {
    method: "GET",
    path: `${apiPath}/features`,
    access: "rest-admin-read",
    answer: () => json(200, []),
  },
];

/** Everybody has the one of their own name; an administrator sees those of all. */
const namespacesOf = (instance: InstanceForRest, { username, readsLicenses }: Viewer) =>
  usernames
    .filter((name) => readsLicenses || name === username)
    .map((name) => namespaceOf(instance, name));

function namespaceOf({ externalUrl, identity }: InstanceForRest, name: (typeof usernames)[number]) {
  return {
    id: usernames.indexOf(name) + 1,
    name,
    path: name,
    kind: "user",
    full_path: name,
    parent_id: null,
    avatar_url: null,
    web_url: `${externalUrl()}/${name}`,
    ...(identity.enterprise && planOfNamespace),
  };
}

/** Plans of namespaces are those of the hosted product: here the license of the instance is for all. */
const planOfNamespace = {
  billable_members_count: 1,
  plan: "default",
  trial: false,
  trial_ends_on: null,
} as const;

function namespaces(instance: InstanceForRest, viewer: Viewer, incoming: Incoming) {
  const paging = pagingOf(incoming);
  if (!paging.ok) return paging.error;
  const search = new URLSearchParams(queryOf(incoming)).get("search")?.toLowerCase() ?? "";
  const found = namespacesOf(instance, viewer).filter(({ path }) => path.includes(search));
  const headers = pageHeaders(incoming, paging.value, {
    url: instance.externalUrl(),
    total: found.length,
  });
  return json(
    200,
    found.filter((_, index) => isOnPage(paging.value, index)),
    headers,
  );
}

function namespace(instance: InstanceForRest, viewer: Viewer, id: string) {
  const found = namespacesOf(instance, viewer).find(
    (one) => String(one.id) === id || one.path === id,
  );
  return found ? json(200, found) : notFound;
}

/** Counts as texts, as the product has them. */
async function statistics({ users }: InstanceForRest) {
  const { active, blocked, bots } = await users.users();
  const none = ["forks", "issues", "merge_requests", "notes", "snippets", "ssh_keys", "milestones"];
  const nothing = [...none, "groups", "projects"].map((name) => [name, "0"]);
  return json(200, {
    ...Object.fromEntries(nothing),
    users: String(active + blocked + bots),
    active_users: String(active),
  });
}
