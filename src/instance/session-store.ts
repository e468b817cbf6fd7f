import {
  type SessionStore as SessionsOf,
  type SessionWith,
  sessionCookieNamed,
  sessionStore as sessionsWith,
} from "../listener/session-store.ts";

/** What an instance knows of a browser's visitor. */
interface Visitor {
  /** Null before the visitor has signed in. */
  readonly username: string | null;
  /** Whether the visitor has given the password once more, to administer. */
  readonly inAdminMode: boolean;
}

export type Session = SessionWith<Visitor>;

export interface SessionStore extends Omit<SessionsOf<Visitor>, "open" | "change"> {
  open(username: string | null): Session;
  /** Enters admin mode or leaves it. */
  setAdminMode(id: string, inAdminMode: boolean): void;
}

interface Options {
  /** Real time in milliseconds. */
  readonly now: () => number;
  readonly randomToken: () => string;
}

/** The sessions of one instance. */
export function sessionStore({ now, randomToken }: Options): SessionStore {
  const isSignedIn = ({ username }: Visitor) => username !== null;
  const store = sessionsWith<Visitor>({ isSignedIn, now, randomToken });
  return {
    open: (username) => store.open({ username, inAdminMode: false }),
    setAdminMode: (id, inAdminMode) => store.change(id, { inAdminMode }),
    find: store.find,
    close: store.close,
    closeAll: store.closeAll,
    keepFlash: store.keepFlash,
    takeFlash: store.takeFlash,
    keepPlace: store.keepPlace,
    takePlace: store.takePlace,
  };
}

const cookie = sessionCookieNamed("_gitlab_session");

export const sessionCookie = cookie.of;
export const expiredCookie = cookie.expired;
export const sessionIdIn = cookie.idIn;
