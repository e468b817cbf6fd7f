import type { Message } from "../activation/page-messages.ts";

/** A browser's visit: whose it is, and the token that proves that a form is ours. */
export interface Session {
  readonly id: string;
  /** Null before the visitor has signed in. */
  readonly username: string | null;
  readonly csrfToken: string;
  /** Whether the visitor has given the password once more, to administer. */
  readonly inAdminMode: boolean;
}

/** What a visitor is told on the next page, and not again. */
export interface Flash {
  readonly kind: "notice" | "alert";
  readonly message: Message;
}

/** The sessions of one instance, kept by the server: ending one makes every copy of its cookie worthless. */
export interface SessionStore {
  /** A new session, with an id that nobody has seen before. */
  open(username: string | null): Session;
  find(id: string | undefined): Session | null;
  close(id: string): void;
  /** Enters admin mode or leaves it. */
  setAdminMode(id: string, inAdminMode: boolean): void;
  /** Keeps what the visitor is to be told, in place of what was not told yet. */
  keepFlash(id: string, flash: Flash): void;
  /** What is to be told, once. */
  takeFlash(id: string): Flash | null;
}

interface SessionOptions {
  /** Real time in milliseconds: sessions do not follow the emulator's clock. */
  readonly now: () => number;
  readonly randomToken: () => string;
}

const lifetimeMs = 12 * 60 * 60 * 1_000;
/** Visitors that never sign in must not fill the memory. */
const kept = 1_000;

export function sessionStore({ now, randomToken }: SessionOptions): SessionStore {
  const sessions = new Map<string, Session & { readonly endsAt: number }>();
  const flashes = new Map<string, Flash>();
  function end(id: string) {
    sessions.delete(id);
    flashes.delete(id);
  }
  /** The oldest goes, but nobody who has signed in for the sake of those who have not. */
  function makeRoom() {
    const all = [...sessions.values()];
    const leaving = all.find(({ username }) => username === null) ?? all[0];
    if (leaving) end(leaving.id);
  }
  return {
    open(username) {
      const session = {
        id: randomToken(),
        username,
        csrfToken: randomToken(),
        inAdminMode: false,
        endsAt: now() + lifetimeMs,
      };
      sessions.set(session.id, session);
      if (sessions.size > kept) makeRoom();
      return session;
    },
    find(id) {
      const session = id === undefined ? undefined : sessions.get(id);
      if (!session) return null;
      if (session.endsAt > now()) return session;
      end(session.id);
      return null;
    },
    close: end,
    setAdminMode(id, inAdminMode) {
      const session = sessions.get(id);
      if (session) sessions.set(id, { ...session, inAdminMode });
    },
    keepFlash(id, flash) {
      if (sessions.has(id)) flashes.set(id, flash);
    },
    takeFlash(id) {
      const flash = flashes.get(id) ?? null;
      flashes.delete(id);
      return flash;
    },
  };
}

const cookieName = "_gitlab_session";

export const sessionCookie = (id: string) => `${cookieName}=${id}; Path=/; HttpOnly; SameSite=Lax`;

export const expiredCookie = `${cookieName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;

/** The session id that a request's cookies name. */
export const sessionIdIn = (cookies: string | undefined): string | undefined =>
  cookies
    ?.split(";")
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1);
