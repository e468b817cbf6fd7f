/** Who asks, as far as licenses are concerned. Null stands for a caller who did not say. */
export interface Viewer {
  readonly username: string;
  /** Whether licenses may be read. Source: instance behaviour, authorisation: administrators only. */
  readonly readsLicenses: boolean;
  /** Whether licenses may be changed: an administrator with the scope `api`. */
  readonly changesLicenses: boolean;
}

type Scope = "api" | "read_api";

export interface AccessToken {
  readonly token: string;
  readonly username: string;
  readonly scopes: readonly Scope[];
}

/** The access tokens of one instance. */
export interface AccessTokens {
  /** Who holds a token; null for one that is unknown. */
  viewerOf(token: string): Viewer | null;
}

export const administrator = "root";

export const viewerWith = (username: string, scopes: readonly string[]): Viewer => ({
  username,
  readsLicenses: username === administrator,
  changesLicenses: username === administrator && scopes.includes("api"),
});
