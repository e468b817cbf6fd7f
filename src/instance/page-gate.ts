import { administrator } from "../activation/viewer.ts";
import { err, ok } from "../base/result.ts";
import { type AdmittedRequest, everybody, type Gate } from "../listener/gate.ts";
import type { Incoming } from "../listener/http.ts";
import { redirect } from "../listener/replies.ts";
import type { Route } from "../listener/router.ts";
import { hasCsrfToken } from "../listener/session-store.ts";
import { type Session, type SessionStore, sessionCookie, sessionIdIn } from "./session-store.ts";

/** Who may see a page of the instance. */
export interface PageAccess {
  readonly public: null;
  /** Anybody, with the session of their browser if it has one. */
  readonly visitor: Session | null;
  readonly "signed-in": Session;
  /** An administrator who has signed in, and is in admin mode where that is required. */
  readonly administrator: Session;
}

export type PageRoute = Route<PageAccess>;

export type AdministratorRequest = AdmittedRequest<Session>;

interface Sessions {
  readonly sessions: SessionStore;
  /** Whether administrators must enter admin mode. */
  readonly adminMode: boolean;
}

/** Lets visitors in to the pages by their sessions; whoever may not come in yet is sent to become who may. */
export function pageGate({ sessions, adminMode }: Sessions): Gate<PageAccess> {
  const sessionOf = ({ headers }: Incoming) => sessions.find(sessionIdIn(headers.cookie));
  const isForged = ({ who, incoming, form }: AdmittedRequest<Session | null>) =>
    who === null || !hasCsrfToken(who, incoming, form().get("authenticity_token"));
  return {
    public: everybody,
    visitor: { admit: (incoming) => ok(sessionOf(incoming)), isForged },
    "signed-in": {
      admit(incoming) {
        const session = sessionOf(incoming);
        return session?.username ? ok(session) : err(redirect("/users/sign_in"));
      },
      isForged,
    },
    administrator: {
      admit(incoming) {
        const session = sessionOf(incoming);
        const isSignedIn = session?.username === administrator;
        if (isSignedIn && (session.inAdminMode || !adminMode)) return ok(session);
        const way = isSignedIn ? "/admin/session/new" : "/users/sign_in";
        if (incoming.method !== "GET") return err(redirect(way));
        // Once they are an administrator, they see the page that they asked for.
        const visitor = session ?? sessions.open(null);
        sessions.keepPlace(visitor.id, incoming.url);
        return err(redirect(way, { "set-cookie": sessionCookie(visitor.id) }));
      },
      isForged,
    },
  };
}
