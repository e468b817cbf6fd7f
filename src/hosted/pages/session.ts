import { err, ok } from "../../base/result.ts";
import { type AdmittedRequest, everybody, type Gate } from "../../listener/gate.ts";
import type { Incoming, Reply } from "../../listener/http.ts";
import { redirect } from "../../listener/replies.ts";
import type { Route } from "../../listener/router.ts";
import {
  hasCsrfToken,
  type SessionStore,
  type SessionWith,
  sessionCookieNamed,
} from "../../listener/session-store.ts";
import type { Account } from "../accounts.ts";

/** Whom a browser belongs to; null before they have signed in. */
export interface HostedVisitor {
  readonly accountId: number | null;
}

export type HostedSession = SessionWith<HostedVisitor>;
export type HostedSessions = SessionStore<HostedVisitor>;

export const hostedCookie = sessionCookieNamed("_hosted_session");

/** Somebody who has signed in, with the session of their browser. */
export interface SignedIn {
  readonly session: HostedSession;
  readonly account: Account;
}

/** Who may see a page. */
export interface HostedPageAccess {
  readonly public: null;
  /** Anybody, with the session of their browser if it has one. */
  readonly visitor: HostedSession | null;
  readonly "signed-in": SignedIn;
}

export type HostedPageRoute = Route<HostedPageAccess>;
export type VisitorRequest = AdmittedRequest<HostedSession | null>;
export type SignedInRequest = AdmittedRequest<SignedIn>;

export const signInPath = "/users/sign_in";

export function hostedPageGate(
  sessions: HostedSessions,
  accountOf: (id: number) => Account | null,
): Gate<HostedPageAccess> {
  const sessionOf = ({ headers }: Incoming) => sessions.find(hostedCookie.idIn(headers.cookie));
  /** Once they have signed in, they see the page that they asked for. */
  function toSignIn(incoming: Incoming, session: HostedSession | null): Reply {
    const visitor = session?.accountId === null ? session : sessions.open({ accountId: null });
    if (incoming.method === "GET") sessions.keepPlace(visitor.id, incoming.url);
    return redirect(signInPath, { "set-cookie": hostedCookie.of(visitor.id) });
  }
  return {
    public: everybody,
    visitor: {
      admit: (incoming) => ok(sessionOf(incoming)),
      isForged: ({ who, incoming, form }) =>
        who === null || !hasCsrfToken(who, incoming, form().get("authenticity_token")),
    },
    "signed-in": {
      admit(incoming) {
        const session = sessionOf(incoming);
        const { accountId = null } = session ?? {};
        const account = accountId === null ? null : accountOf(accountId);
        return session && account ? ok({ session, account }) : err(toSignIn(incoming, session));
      },
      isForged: ({ who, incoming, form }) =>
        !hasCsrfToken(who.session, incoming, form().get("authenticity_token")),
    },
  };
}
