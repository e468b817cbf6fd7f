import { administrator } from "../activation/viewer.ts";
import { err, ok, type Result } from "../base/result.ts";
import {
  type Session,
  type SessionStore,
  sessionCookie,
  sessionIdIn,
} from "../instance/session-store.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import { redirect } from "../listener/replies.ts";

/** What the pages of administrators have in common. */
export interface AdminArea {
  readonly sessions: SessionStore;
  /** Whether administrators must enter admin mode. */
  readonly adminMode: boolean;
}

export const subscriptionPath = "/admin/subscription";

/** Where the product has the form for a license, among its general settings. */
export const settingsPath = "/admin/application_settings/general";

const places: Readonly<Record<string, string>> = {
  Subscription: subscriptionPath,
  "Add license": settingsPath,
  Users: "/admin/users",
  "GraphQL explorer": "/-/graphql-explorer",
  "Sign out": "/users/sign_out",
};

/** The way from each page of administrators to the others. */
export const adminPlaces = `<nav aria-label="Admin area">
${Object.entries(places)
  .map(([name, path]) => `<a href="${path}">${name}</a>`)
  .join(" ·\n")}
</nav>`;

/** The session of an administrator who may come in; anybody else is sent to become one, and comes back then. */
export function administratorsVisit(
  { sessions, adminMode }: AdminArea,
  { method, url, headers }: Incoming,
): Result<Session, Reply> {
  const session = sessions.find(sessionIdIn(headers.cookie));
  const isSignedIn = session?.username === administrator;
  if (isSignedIn && (session.inAdminMode || !adminMode)) return ok(session);
  const way = isSignedIn ? "/admin/session/new" : "/users/sign_in";
  if (method !== "GET") return err(redirect(way));
  const visitor = session ?? sessions.open(null);
  sessions.keepPlace(visitor.id, url);
  return err(redirect(way, { "set-cookie": sessionCookie(visitor.id) }));
}
