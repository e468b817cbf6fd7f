import { err, ok, type Result } from "../base/result.ts";
import type { Day, Instant } from "../time/calendar.ts";

/** Who asks, as far as licenses are concerned. Null stands for a caller who did not say. */
export interface Viewer {
  readonly id: number;
  readonly username: string;
  /** What a token was made for; a session may do all that its user may. */
  readonly scopes: readonly Scope[];
  /** Whether licenses may be read. Source: instance behaviour, authorisation: administrators only. */
  readonly readsLicenses: boolean;
  /** Whether licenses may be changed: an administrator with the scope `api`. */
  readonly changesLicenses: boolean;
}

/** Who sends a request. */
export interface Caller {
  readonly viewer: Viewer | null;
  /** Number of the token that was sent; null for a session, and for a caller who did not say. */
  readonly tokenId: number | null;
  /** Null if the caller may change something; otherwise why not, for the session's sake. */
  readonly mutationsRefused: string | null;
}

/**
 * `read_user` opens who one is and which version runs, and no license. `sudo` lets an administrator act for another.
 * `admin_mode` counts only where administrators must enter that mode.
 */
export const scopes = ["api", "read_api", "read_user", "sudo", "admin_mode"] as const;
export type Scope = (typeof scopes)[number];

/** The people of an instance. One of them may not use the API, so that clients can meet that answer. */
export const usernames = ["root", "user", "deactivated"] as const;
export type Username = (typeof usernames)[number];

export const administrator: Username = "root";

/** An access token as it is listed: its clear text is known to its holder alone. */
export interface AccessToken {
  readonly id: number;
  /** What somebody made it for; null where an earlier version did not ask. */
  readonly name: string | null;
  readonly user: Username;
  readonly scopes: readonly Scope[];
  /** Null where an earlier version did not note it. */
  readonly createdAt: Instant | null;
  /** From this day on it is worthless; null never. */
  readonly expiresOn: Day | null;
  readonly revoked: boolean;
}

export type Grant = Pick<AccessToken, "user" | "scopes" | "expiresOn">;

/** A token that somebody asks for. */
export type NewToken = Grant & { readonly name: string; readonly createdAt: Instant };

/** A token with its clear text. */
export type IssuedToken = AccessToken & { readonly token: string };

/** Creates a token of a text that nobody can guess. */
export type DrawToken = (asked: Grant & { readonly name: string }) => IssuedToken;

/** Whose token was sent. */
export type Holder = Pick<AccessToken, "id" | "user" | "scopes">;

export type TokenProblem =
  | "unknown-token"
  /** The same, in a slot for OAuth, where REST words it differently. */
  | "unknown-bearer"
  | "expired-token"
  | "revoked-token"
  | "user-not-allowed";

/** The access tokens of one instance. */
export interface AccessTokens {
  holderOf(token: string, today: Day): Result<Holder, TokenProblem>;
  list(): AccessToken[];
  /** Whether a token has this text, of whatever use it is. */
  isKnown(token: string): boolean;
  create(token: string, asked: NewToken): AccessToken;
  /** False if there is no such token. */
  revoke(id: number): boolean;
}

/** Who holds a token on a day. */
export function holderOn(token: AccessToken, today: Day): Result<Holder, TokenProblem> {
  if (token.expiresOn !== null && token.expiresOn <= today) return err("expired-token");
  if (token.revoked) return err("revoked-token");
  if (token.user === "deactivated") return err("user-not-allowed");
  return ok(token);
}

/** Somebody by name, in any case, or by number; undefined for nobody. */
export const userNamed = (name: string): Username | undefined =>
  usernames.find((one, index) => one === name.toLowerCase() || String(index + 1) === name);

/**
 * What a holder may do. Where admin mode is required, an administrator without it is an ordinary user.
 * Source: instance behaviour, authorisation.
 */
export function viewerOf(
  { user, scopes: granted }: Pick<Holder, "user" | "scopes">,
  adminModeRequired: boolean,
): Viewer {
  const administers =
    user === administrator && (!adminModeRequired || granted.includes("admin_mode"));
  return {
    id: usernames.indexOf(user) + 1,
    username: user,
    scopes: granted,
    readsLicenses: administers,
    changesLicenses: administers && granted.includes("api"),
  };
}
