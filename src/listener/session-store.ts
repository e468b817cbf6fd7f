import { isSameSecret } from "../base/secret.ts";
import type { Incoming } from "./http.ts";

/** What every browser's visit has, whatever a party knows of its visitor. */
export interface SessionBase {
  readonly id: string;
  /** Proves that a form is ours. */
  readonly csrfToken: string;
}

/** A browser's visit, with what a party knows of the visitor. */
export type SessionWith<Facts> = SessionBase & Facts;

/** What a visitor is told on the next page, and not again. */
export interface Flash {
  readonly kind: "notice" | "alert";
  /** In pieces: a text, or a link. */
  readonly message: readonly (string | { readonly text: string; readonly href: string })[];
}

/** The sessions of one party, kept by the server: ending one makes every copy of its cookie worthless. */
export interface SessionStore<Facts> {
  /** A new session, with an id that nobody has seen before. */
  open(facts: Facts): SessionWith<Facts>;
  find(id: string | undefined): SessionWith<Facts> | null;
  close(id: string): void;
  /** Ends those of visitors of whom that is known. */
  closeAll(which: (session: SessionWith<Facts>) => boolean): void;
  /** Changes what is known of the visitor of a session that goes on; whoever signs in gets a new one instead. */
  change(id: string, facts: Partial<Facts>): void;
  /** Keeps what the visitor is to be told, in place of what was not told yet. */
  keepFlash(id: string, flash: Flash): void;
  /** What is to be told, once. */
  takeFlash(id: string): Flash | null;
  /** Keeps the page that the visitor asked for and may not see yet. */
  keepPlace(id: string, path: string): void;
  /** Where the visitor wanted to go, once. */
  takePlace(id: string): string | null;
}

interface SessionOptions<Facts> {
  /** Whether the visitor has signed in. */
  readonly isSignedIn: (facts: Facts) => boolean;
  /** Real time in milliseconds: sessions do not follow the emulator's clock. */
  readonly now: () => number;
  readonly randomToken: () => string;
}

const lifetimeMs = 12 * 60 * 60 * 1_000;
/** Of visitors, and of those who have signed in: neither must fill the memory. */
const kept = 1_000;

interface Visit<Facts> {
  session: SessionWith<Facts>;
  readonly endsAt: number;
  flash: Flash | null;
  place: string | null;
}

/** Who has not signed in takes nobody's place who has, and the other way round. */
export function sessionStore<Facts extends object>({
  isSignedIn,
  now,
  randomToken,
}: SessionOptions<Facts>): SessionStore<Facts> {
  const visitors = new Map<string, Visit<Facts>>();
  const signedIn = new Map<string, Visit<Facts>>();
  const visitOf = (id: string) => visitors.get(id) ?? signedIn.get(id);
  /** The first to have come are the first to end: whoever comes to somebody whose time is not over may stop. */
  function makeRoom(visits: Map<string, Visit<Facts>>) {
    for (const [id, { endsAt }] of visits) {
      if (endsAt > now() && visits.size < kept) return;
      visits.delete(id);
    }
  }
  /** Changes a visit that goes on; one that is over stays so. */
  const changeVisit = (id: string, changed: Partial<Visit<Facts>>) =>
    void Object.assign(visitOf(id) ?? {}, changed);
  function close(id: string) {
    visitors.delete(id);
    signedIn.delete(id);
  }
  return {
    open(facts) {
      const session = { ...facts, id: randomToken(), csrfToken: randomToken() };
      const visits = isSignedIn(facts) ? signedIn : visitors;
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
    closeAll(which) {
      for (const visits of [visitors, signedIn]) {
        for (const [id, { session }] of visits) if (which(session)) visits.delete(id);
      }
    },
    change(id, facts) {
      const visit = visitOf(id);
      if (visit) visit.session = { ...visit.session, ...facts };
    },
    keepFlash: (id, flash) => changeVisit(id, { flash }),
    takeFlash(id) {
      const flash = visitOf(id)?.flash ?? null;
      changeVisit(id, { flash: null });
      return flash;
    },
    keepPlace: (id, place) => changeVisit(id, { place }),
    takePlace(id) {
      const place = visitOf(id)?.place ?? null;
      changeVisit(id, { place: null });
      return place;
    },
  };
}

/** The cookie that says which session a browser has. Cookies ignore ports, so that each party's has a name of its own. */
export interface SessionCookie {
  /** What `Set-Cookie` says of a session. */
  readonly of: (id: string) => string;
  /** What `Set-Cookie` says when it is over. */
  readonly expired: string;
  /** The session id that a request's cookies name. */
  readonly idIn: (cookies: string | undefined) => string | undefined;
}

export const sessionCookieNamed = (name: string): SessionCookie => ({
  of: (id) => `${name}=${id}; Path=/; HttpOnly; SameSite=Lax`,
  expired: `${name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`,
  idIn: (cookies) =>
    cookies
      ?.split(";")
      .map((cookie) => cookie.trim())
      .find((cookie) => cookie.startsWith(`${name}=`))
      ?.slice(name.length + 1),
});

/** Whether a request proves, by its CSRF token, that it comes from a page of this session. */
export function hasCsrfToken(
  { csrfToken }: Pick<SessionBase, "csrfToken">,
  { headers }: Pick<Incoming, "headers">,
  inForm: string | null = null,
): boolean {
  const given = headers["x-csrf-token"] ?? inForm;
  return given !== null && given !== undefined && isSameSecret(String(given), csrfToken);
}
