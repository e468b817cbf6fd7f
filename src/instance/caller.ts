import {
  type AccessTokens,
  administrator,
  type Caller,
  type TokenProblem,
  viewerOf,
} from "../activation/viewer.ts";
import { ok, type Result } from "../base/result.ts";
import type { Incoming } from "../listener/http.ts";
import { hasCsrfToken } from "../listener/session-store.ts";
import type { Clock } from "../time/clock.ts";
import { authenticate } from "./authenticate.ts";
import { type Session, type SessionStore, sessionIdIn } from "./session-store.ts";

export interface Identification {
  readonly tokens: AccessTokens;
  readonly clock: Clock;
  readonly sessions: SessionStore;
  /** Whether administrators must enter admin mode. */
  readonly adminMode: boolean;
}

/** Who sends a request, by token or by session: a token beats a session. Source: instance behaviour, authentication. */
export function callerOf(parts: Identification, incoming: Incoming): Result<Caller, TokenProblem> {
  const holder = authenticate(incoming, parts.tokens, parts.clock.today());
  if (!holder.ok) return holder;
  return ok(
    holder.value
      ? {
          viewer: viewerOf(holder.value, parts.adminMode),
          tokenId: holder.value.id,
          mutationsRefused: null,
        }
      : callerIn(sessionOf(parts, incoming), incoming, parts),
  );
}

const sessionOf = ({ sessions }: Identification, { headers }: Incoming): Session | null =>
  sessions.find(sessionIdIn(headers.cookie));

const nobody: Caller = { viewer: null, tokenId: null, mutationsRefused: null };

/** A browser's caller: whoever is signed in, and only from our own pages when something is to change. */
function callerIn(
  session: Session | null,
  incoming: Incoming,
  { adminMode }: Identification,
): Caller {
  if (session?.username !== administrator) return nobody;
  const mutationsRefused = hasCsrfToken(session, incoming)
    ? null
    : "The CSRF token is missing or wrong: send the page's own in X-CSRF-Token";
  const scopes = session.inAdminMode ? (["api", "admin_mode"] as const) : (["api"] as const);
  const viewer = viewerOf({ user: administrator, scopes }, adminMode);
  return { viewer, tokenId: null, mutationsRefused };
}
