import type { Caller, TokenProblem } from "../activation/viewer.ts";
import type { Result } from "../base/result.ts";
import { callerOf, type Identification, sessionOf } from "../instance/caller.ts";
import type { InstanceFaults } from "../instance/instance-faults.ts";
import { withPlainForm } from "../listener/forms.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import { empty, json, text } from "../listener/replies.ts";
import { type Explorer, explorerPath, isExplorerAsset } from "../pages/explorer.ts";
import { apiPath } from "../rest/rest-api.ts";
import { toRefusal } from "../schema/answers.ts";
import { graphqlPath } from "../schema/graphql-server.ts";

interface Parts extends Identification {
  readonly faults: InstanceFaults;
  readonly explorer: Explorer;
  /** Each answers its own paths, and null to the others. */
  readonly pages: readonly ((incoming: Incoming, path: string) => Promise<Reply> | Reply | null)[];
  readonly rest: (incoming: Incoming, caller: Result<Caller, TokenProblem>) => Promise<Reply>;
  readonly graphql: (incoming: Incoming, caller: Caller) => Promise<Reply>;
}

/** What an instance answers at each path. Source: instance behaviour, HTTP layer. */
export function instanceRoutes(parts: Parts): (incoming: Incoming) => Promise<Reply> {
  return async (incoming) => {
    const path = (incoming.url.split("?", 1)[0] ?? "").replace(/(?<=.)\/$/, "");
    const api = apiAt(path);
    if (api === null) return pageAt(parts, await withPlainForm(incoming), path);
    const isPreflight = incoming.method === "OPTIONS";
    if (isPreflight) return shared(empty(200), incoming);
    const plain = await withPlainForm(incoming);
    const reply = plain.ok ? await api(parts, plain.value) : toRefusal(400, plain.error);
    return shared(reply, incoming);
  };
}

function apiAt(path: string) {
  if (path === graphqlPath) return faultyGraphqlReply;
  return path === apiPath || path.startsWith(`${apiPath}/`) ? restReply : null;
}

function pageAt(
  parts: Parts,
  plain: Result<Incoming, string>,
  path: string,
): Promise<Reply> | Reply {
  if (!plain.ok) return text(400, `${plain.error}\n`);
  const incoming = plain.value;
  for (const page of parts.pages) {
    const reply = page(incoming, path);
    if (reply) return reply;
  }
  const isRead = incoming.method === "GET" || incoming.method === "HEAD";
  return (isRead && (probes[path] ?? explorerAt(parts, incoming, path))) || nothing;
}

const utf8 = { "content-type": "application/json; charset=utf-8" };

/** Whether the instance is up, for those who ask before they go on. */
const probes: Readonly<Record<string, Reply>> = {
  "/-/health": text(200, "GitLab OK"),
  "/-/liveness": json(200, { status: "ok" }, utf8),
  "/-/readiness": json(200, { status: "ok", master_check: [{ status: "ok" }] }, utf8),
  "/health_check": text(200, "success"),
};

function explorerAt(parts: Parts, incoming: Incoming, path: string): Reply | null {
  if (isExplorerAsset(incoming.url)) return parts.explorer.asset(incoming);
  if (path === "/") return { status: 302, headers: { location: explorerPath }, body: "" };
  if (path !== explorerPath) return null;
  const session = sessionOf(parts, incoming);
  const { username = null, csrfToken = null } = session?.username ? session : {};
  const lacksAdminMode = parts.adminMode && session?.inAdminMode === false;
  return parts.explorer.page({ username, csrfToken, lacksAdminMode });
}

const restReply = (parts: Parts, incoming: Incoming) =>
  parts.rest(incoming, callerOf(parts, incoming));

const faultyGraphqlReply = (parts: Parts, incoming: Incoming) =>
  parts.faults.answer(incoming, () => graphqlReply(parts, incoming));

async function graphqlReply(parts: Parts, incoming: Incoming): Promise<Reply> {
  if (!["GET", "HEAD", "POST"].includes(incoming.method)) {
    const refusal = toRefusal(
      405,
      `${incoming.method} is not supported. Send POST, or GET for queries.`,
    );
    return "drop" in refusal
      ? refusal
      : { ...refusal, headers: { ...refusal.headers, allow: "GET, HEAD, POST" } };
  }
  const caller = callerOf(parts, incoming);
  if (!caller.ok) return caller.error === "user-not-allowed" ? notForApi : invalidToken;
  const { viewer } = caller.value;
  // Source: instance behaviour, authentication: a token without either opens nothing.
  const opens = viewer?.scopes.some((scope) => scope === "api" || scope === "read_api") ?? true;
  return opens ? parts.graphql(incoming, caller.value) : invalidToken;
}

const invalidToken = toRefusal(401, "Invalid token");
const notForApi = toRefusal(403, "API not accessible for user");

/** Any page may read the API, but none with the visitor's cookies. */
function shared(reply: Reply, { method, headers }: Incoming): Reply {
  if ("drop" in reply) return reply;
  const preflight =
    method === "OPTIONS"
      ? {
          "access-control-allow-methods": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
          "access-control-allow-headers": String(headers["access-control-request-headers"] ?? "*"),
          "access-control-max-age": "7200",
        }
      : {};
  return readable({ ...reply, headers: { ...reply.headers, ...preflight } });
}

/** Lets pages of other sites read an answer. */
export const readable = (reply: Reply): Reply =>
  "drop" in reply
    ? reply
    : { ...reply, headers: { ...reply.headers, "access-control-allow-origin": "*" } };

const nothing = text(
  404,
  `There is nothing here. GraphQL is at ${graphqlPath}, its explorer at ${explorerPath}.\n`,
);
