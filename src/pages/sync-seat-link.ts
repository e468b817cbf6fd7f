import type { NotReported } from "../activation/seat-link.ts";
import { administrator } from "../activation/viewer.ts";
import { isOurForm } from "../instance/is-our-form.ts";
import { type SessionStore, sessionIdIn } from "../instance/session-store.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import { redirect } from "../listener/replies.ts";
import { fieldsOf } from "./sign-in.ts";

interface SyncSeatLinkOptions {
  readonly sessions: SessionStore;
  /** Whether administrators must enter admin mode. */
  readonly adminMode: boolean;
  /** Puts a report into the queue; says why not, if there is nothing to report. */
  readonly requestSync: () => Promise<NotReported | null>;
}

/**
 * `POST /admin/license/sync_seat_link`, behind the page's button: says whether a report was put into the queue, and
 * nothing of what became of it. Null for any other request. Source: instance behaviour, sync and removal endpoints.
 */
export function syncSeatLinkPage({
  sessions,
  adminMode,
  requestSync,
}: SyncSeatLinkOptions): (incoming: Incoming, path: string) => Promise<Reply> | Reply | null {
  return (incoming, path) => {
    if (`${incoming.method} ${path}` !== "POST /admin/license/sync_seat_link") return null;
    const session = sessions.find(sessionIdIn(incoming.headers.cookie));
    if (session?.username !== administrator) return redirect("/users/sign_in");
    if (adminMode && !session.inAdminMode) return redirect("/admin/session/new");
    if (!isOurForm(session, incoming, fieldsOf(incoming))) return notOurs;
    return sync(requestSync);
  };
}

async function sync(requestSync: SyncSeatLinkOptions["requestSync"]): Promise<Reply> {
  const reason = await requestSync();
  return json(reason === null ? 200 : 422, { success: reason === null });
}

const json = (status: number, body: unknown): Reply => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  body: JSON.stringify(body),
});

const notOurs = json(422, {
  error: "The CSRF token is missing or wrong: send the page's own in X-CSRF-Token",
});
