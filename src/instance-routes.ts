import { type AccessTokens, administrator, viewerWith } from "./activation/viewer.ts";
import { authenticate } from "./authenticate.ts";
import type { Clock } from "./clock.ts";
import type { Incoming, Reply } from "./http.ts";
import { type Explorer, explorerPath, isExplorerAsset } from "./pages/explorer.ts";
import { type Session, type SessionStore, sessionIdIn } from "./pages/session-store.ts";
import { isOurForm } from "./pages/sign-in.ts";
import { toRefusal } from "./schema/answers.ts";
import { type Caller, graphqlPath } from "./schema/graphql-server.ts";

interface Parts {
  readonly tokens: AccessTokens;
  readonly clock: Clock;
  readonly sessions: SessionStore;
  readonly explorer: Explorer;
  readonly signIn: (incoming: Incoming, path: string) => Reply | null;
  readonly graphql: (incoming: Incoming, caller: Caller) => Promise<Reply>;
}

/** What an instance answers at each path. Source: instance behaviour, HTTP layer. */
export function instanceRoutes(parts: Parts): (incoming: Incoming) => Promise<Reply> {
  return async (incoming) => {
    const path = (incoming.url.split("?", 1)[0] ?? "").replace(/(?<=.)\/$/, "");
    if (path === graphqlPath) return shared(await graphqlAt(parts, incoming), incoming);
    const signedIn = parts.signIn(incoming, path);
    if (signedIn) return signedIn;
    const isRead = incoming.method === "GET" || incoming.method === "HEAD";
    return (isRead && (probes[path] ?? explorerAt(parts, incoming, path))) || nothing;
  };
}

/** Whether the instance is up, for those who ask before they go on. */
const probes: Readonly<Record<string, Reply>> = {
  "/-/health": text("GitLab OK"),
  "/-/liveness": json({ status: "ok" }),
  "/-/readiness": json({ status: "ok", master_check: [{ status: "ok" }] }),
  "/health_check": text("success"),
};

function explorerAt(parts: Parts, incoming: Incoming, path: string): Reply | null {
  if (isExplorerAsset(incoming.url)) return parts.explorer.asset(incoming);
  if (path === "/") return { status: 302, headers: { location: explorerPath }, body: "" };
  if (path !== explorerPath) return null;
  const session = sessionOf(parts, incoming);
  const { username = null, csrfToken = null } = session?.username ? session : {};
  return parts.explorer.page({ username, csrfToken });
}

const sessionOf = ({ sessions }: Parts, { headers }: Incoming): Session | null =>
  sessions.find(sessionIdIn(headers.cookie));

async function graphqlAt(parts: Parts, incoming: Incoming): Promise<Reply> {
  if (incoming.method === "OPTIONS") return { status: 200, headers: {}, body: "" };
  if (!["GET", "HEAD", "POST"].includes(incoming.method)) {
    const refusal = toRefusal(
      405,
      `${incoming.method} is not supported. Send POST, or GET for queries.`,
    );
    return "drop" in refusal
      ? refusal
      : { ...refusal, headers: { ...refusal.headers, allow: "GET, HEAD, POST" } };
  }
  const holder = authenticate(incoming, parts.tokens, parts.clock.today());
  if (!holder.ok) {
    return holder.error === "invalid-token"
      ? toRefusal(401, "Invalid token")
      : toRefusal(403, "API not accessible for user");
  }
  if (holder.value)
    return parts.graphql(incoming, { viewer: holder.value, mutationsRefused: null });
  return parts.graphql(incoming, callerIn(sessionOf(parts, incoming), incoming));
}

/** A browser's caller: whoever is signed in, and only from our own pages when something is to change. */
function callerIn(session: Session | null, incoming: Incoming): Caller {
  if (session?.username !== administrator) return { viewer: null, mutationsRefused: null };
  const mutationsRefused = isOurForm(session, incoming)
    ? null
    : "The CSRF token is missing or wrong: send the page's own in X-CSRF-Token";
  return { viewer: viewerWith(administrator, ["api"]), mutationsRefused };
}

/** Any page may read the API, but none with the visitor's cookies. */
function shared(reply: Reply, { method, headers }: Incoming): Reply {
  if ("drop" in reply) return reply;
  const preflight =
    method === "OPTIONS"
      ? {
          "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
          "access-control-allow-headers": String(headers["access-control-request-headers"] ?? "*"),
          "access-control-max-age": "7200",
        }
      : {};
  return {
    ...reply,
    headers: { ...reply.headers, "access-control-allow-origin": "*", ...preflight },
  };
}

function text(body: string, status = 200): Reply {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body };
}

function json(body: unknown): Reply {
  const headers = { "content-type": "application/json; charset=utf-8" };
  return { status: 200, headers, body: JSON.stringify(body) };
}

const nothing = text(
  `There is nothing here. GraphQL is at ${graphqlPath}, its explorer at ${explorerPath}.\n`,
  404,
);
