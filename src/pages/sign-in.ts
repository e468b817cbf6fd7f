import type { Attempts } from "../instance/attempts.ts";
import { isOurForm } from "../instance/is-our-form.ts";
import {
  expiredCookie,
  type Session,
  type SessionStore,
  sessionCookie,
  sessionIdIn,
} from "../instance/session-store.ts";
import { formOf } from "../listener/forms.ts";
import { escapeHtml, page } from "../listener/html.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import { redirect } from "../listener/replies.ts";

export interface SignInOptions {
  readonly sessions: SessionStore;
  readonly attempts: Attempts;
  /** Whether a password is the user's. */
  readonly isPassword: (username: string, password: string) => boolean;
  /** Where a visitor goes after signing in who has not asked for another page. */
  readonly home: string;
}

/** `/users/sign_in` and `/users/sign_out`. Null for any other path. */
export function signInPages(
  options: SignInOptions,
): (incoming: Incoming, path: string) => Reply | null {
  const { sessions } = options;
  return (incoming, path) => {
    const session = sessions.find(sessionIdIn(incoming.headers.cookie));
    switch (`${readOr(incoming.method)} ${path}`) {
      case "GET /users/sign_in":
        return welcome(options, session);
      case "POST /users/sign_in":
        return signIn(options, incoming, session);
      case "GET /users/sign_out":
        return farewell(session);
      case "POST /users/sign_out":
        return signOut(options, incoming, session);
      default:
        return null;
    }
  };
}

/** A page is asked for by GET and HEAD alike. */
export const readOr = (method: string) => (method === "HEAD" ? "GET" : method);

const welcome = ({ sessions, home }: SignInOptions, session: Session | null) =>
  session?.username ? redirect(home) : signInForm(session ?? sessions.open(null));

const farewell = (session: Session | null) =>
  session?.username ? signOutForm(session) : signedOut();

const signedOut = () => redirect("/users/sign_in", { "set-cookie": expiredCookie });

function signIn(options: SignInOptions, incoming: Incoming, session: Session | null): Reply {
  const { sessions, attempts, isPassword, home } = options;
  const form = fieldsOf(incoming);
  if (!session || !isOurForm(session, incoming, form)) {
    return signInForm(session ?? sessions.open(null), {
      status: 422,
      alert: "This form has expired. Please try again.",
    });
  }
  const username = form.get("user[login]") ?? "";
  const throttled = retryLater(attempts, username);
  if (throttled) return throttled;
  if (!isPassword(username, form.get("user[password]") ?? "")) {
    attempts.failed(username);
    return signInForm(session, { status: 422, alert: "Invalid login or password.", username });
  }
  attempts.succeeded(username);
  const place = sessions.takePlace(session.id) ?? home;
  // A cookie that was planted before must not become a signed-in one.
  sessions.close(session.id);
  return redirect(place, { "set-cookie": sessionCookie(sessions.open(username).id) });
}

/** The answer to a name that has failed too often; null if it may try. */
export function retryLater(attempts: Attempts, username: string): Reply | null {
  const wait = attempts.waitFor(username);
  return wait === 0
    ? null
    : {
        status: 429,
        headers: { "content-type": "text/plain; charset=utf-8", "retry-after": String(wait) },
        body: "Retry later\n",
      };
}

/** None, if there is no form in it: what is missing is asked for again. */
export function fieldsOf(incoming: Incoming): URLSearchParams {
  const form = formOf(incoming);
  return form.ok ? form.value : new URLSearchParams();
}

function signOut({ sessions }: SignInOptions, incoming: Incoming, session: Session | null): Reply {
  if (!session?.username) return signedOut();
  const form = fieldsOf(incoming);
  if (!isOurForm(session, incoming, form)) return signOutForm(session, 422);
  sessions.close(session.id);
  return signedOut();
}

export const csrfField = ({ csrfToken }: Session) =>
  `<input type="hidden" name="authenticity_token" value="${escapeHtml(csrfToken)}">`;

function signInForm(session: Session, { status = 200, alert = "", username = "root" } = {}): Reply {
  return page(
    "Sign in",
    `<h1>Sign in</h1>
${alert === "" ? "" : `<p role="alert">${escapeHtml(alert)}</p>`}
<form method="post" action="/users/sign_in">
${csrfField(session)}
<label for="user_login">Username</label>
<input id="user_login" name="user[login]" value="${escapeHtml(username)}" autocomplete="username" required>
<label for="user_password">Password</label>
<input id="user_password" name="user[password]" type="password" autocomplete="current-password" required autofocus>
<button type="submit">Sign in</button>
</form>`,
    { status, headers: { "set-cookie": sessionCookie(session.id) } },
  );
}

const signOutForm = (session: Session, status = 200): Reply =>
  page(
    "Sign out",
    `<h1>Sign out</h1>
<p>You are signed in as ${escapeHtml(session.username ?? "")}.</p>
<form method="post" action="/users/sign_out">
${csrfField(session)}
<button type="submit">Sign out</button>
</form>`,
    { status },
  );
