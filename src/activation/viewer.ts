import type { Day } from "../calendar.ts";
import type { Result } from "../result.ts";

/** Who asks, as far as licenses are concerned. Null stands for a caller who did not say. */
export interface Viewer {
  readonly id: number;
  readonly username: string;
  /** Whether licenses may be read. Source: instance behaviour, authorisation: administrators only. */
  readonly readsLicenses: boolean;
  /** Whether licenses may be changed: an administrator with the scope `api`. */
  readonly changesLicenses: boolean;
}

/** `read_user` opens nothing here: clients meet with it what a token of too small a scope is answered. */
export const scopes = ["api", "read_api", "read_user"] as const;
export type Scope = (typeof scopes)[number];

/** The people of an instance. One of them may not use the API, so that clients can meet that answer. */
export const usernames = ["root", "user", "deactivated"] as const;
export type Username = (typeof usernames)[number];

export const administrator: Username = "root";

/** An access token as it is listed: its clear text is known to its holder alone. */
export interface AccessToken {
  readonly id: number;
  readonly user: Username;
  readonly scopes: readonly Scope[];
  /** From this day on it is worthless; null never. */
  readonly expiresOn: Day | null;
  readonly revoked: boolean;
}

export type Grant = Pick<AccessToken, "user" | "scopes" | "expiresOn">;

export type TokenProblem = "invalid-token" | "user-not-allowed";

/** The access tokens of one instance. */
export interface AccessTokens {
  /** Who holds a token on a day. Unknown, expired and revoked tokens are alike to their holder. */
  holderOf(token: string, today: Day): Result<Viewer, TokenProblem>;
  list(): AccessToken[];
  create(token: string, grant: Grant): AccessToken;
  /** False if there is no such token. */
  revoke(id: number): boolean;
}

export const viewerWith = (username: Username, granted: readonly Scope[]): Viewer => ({
  id: usernames.indexOf(username) + 1,
  username,
  readsLicenses: username === administrator,
  changesLicenses: username === administrator && granted.includes("api"),
});
