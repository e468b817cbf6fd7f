import { administrator } from "../activation/viewer.ts";
import type { Incoming, Reply } from "../http.ts";
import { err, ok, type Result } from "../result.ts";
import { redirect } from "./page.ts";
import { type Session, type SessionStore, sessionIdIn } from "./session-store.ts";

/** What the pages of administrators have in common. */
export interface AdminArea {
  readonly sessions: SessionStore;
  /** Whether administrators must enter admin mode. */
  readonly adminMode: boolean;
}

/** The session of an administrator who may come in; anybody else is sent to become one. */
export function administratorsVisit(
  { sessions, adminMode }: AdminArea,
  { headers }: Incoming,
): Result<Session, Reply> {
  const session = sessions.find(sessionIdIn(headers.cookie));
  if (session?.username !== administrator) return err(redirect("/users/sign_in"));
  return adminMode && !session.inAdminMode ? err(redirect("/admin/session/new")) : ok(session);
}
