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
  /** Keeps the page that the visitor asked for and may not see yet. */
  keepPlace(id: string, path: string): void;
  /** Where the visitor wanted to go, once. */
  takePlace(id: string): string | null;
}

interface SessionOptions {
  /** Real time in milliseconds: sessions do not follow the emulator's clock. */
  readonly now: () => number;
  readonly randomToken: () => string;
}

const lifetimeMs = 12 * 60 * 60 * 1_000;
/** Of visitors, and of those who have signed in: neither must fill the memory. */
const kept = 1_000;

interface Visit {
  session: Session;
  readonly endsAt: number;
  flash: Flash | null;
  place: string | null;
}

/** Who has not signed in takes nobody's place who has, and the other way round. */
export function sessionStore({ now, randomToken }: SessionOptions): SessionStore {
  const visitors = new Map<string, Visit>();
  const signedIn = new Map<string, Visit>();
  const visitOf = (id: string) => visitors.get(id) ?? signedIn.get(id);
  /** The first to have come are the first to end: whoever comes to somebody whose time is not over may stop. */
  function makeRoom(visits: Map<string, Visit>) {
    for (const [id, { endsAt }] of visits) {
      if (endsAt > now() && visits.size < kept) return;
      visits.delete(id);
    }
  }
  /** Changes a visit that goes on; one that is over stays so. */
  const change = (id: string, changed: Partial<Visit>) =>
    void Object.assign(visitOf(id) ?? {}, changed);
  function close(id: string) {
    visitors.delete(id);
    signedIn.delete(id);
  }
  return {
    open(username) {
      const session = { id: randomToken(), username, csrfToken: randomToken(), inAdminMode: false };
      const visits = username === null ? visitors : signedIn;
      makeRoom(visits);
      visits.set(session.id, { session, endsAt: now() + lifetimeMs, flash: null, place: null });
      return session;
    },
    find(id) {
      const visit = id === undefined ? undefined : visitOf(id);
      if (!visit) return null;
      if (visit.endsAt > now()) return visit.session;
      close(visit.session.id);
      return null;
    },
    close,
    setAdminMode(id, inAdminMode) {
      const visit = visitOf(id);
      if (visit) visit.session = { ...visit.session, inAdminMode };
    },
    keepFlash: (id, flash) => change(id, { flash }),
    takeFlash(id) {
      const flash = visitOf(id)?.flash ?? null;
      change(id, { flash: null });
      return flash;
    },
    keepPlace: (id, place) => change(id, { place }),
    takePlace(id) {
      const place = visitOf(id)?.place ?? null;
      change(id, { place: null });
      return place;
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
