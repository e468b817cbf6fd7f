import type { PageRoute } from "../instance/page-gate.ts";
import {
  expiredCookie,
  type Session,
  type SessionStore,
  sessionCookie,
} from "../instance/session-store.ts";
import { csrfField } from "../layout/document.ts";
import type { Attempts } from "../listener/attempts.ts";
import type { AdmittedRequest } from "../listener/gate.ts";
import { escapeHtml } from "../listener/html.ts";
import type { Reply } from "../listener/http.ts";
import { redirect, text } from "../listener/replies.ts";
import type { Pages } from "./page.ts";

export interface SignInOptions {
  readonly sessions: SessionStore;
  readonly attempts: Attempts;
  /** Whether a password is the user's. */
  readonly isPassword: (username: string, password: string) => boolean;
  /** Where a visitor goes after signing in who has not asked for another page. */
  readonly home: string;
}

/** `/users/sign_in` and `/users/sign_out`. */
export const signInRoutes = (pages: Pages, options: SignInOptions): readonly PageRoute[] => [
  {
    method: "GET",
    path: "/users/sign_in",
    access: "visitor",
    answer: ({ who }) => welcome(pages, options, who),
  },
  {
    method: "POST",
    path: "/users/sign_in",
    access: "visitor",
    refuseForged: ({ who }) => expiredForm(pages, options, who),
    answer: (request) => signIn(pages, options, request),
  },
  {
    method: "GET",
    path: "/users/sign_out",
    access: "visitor",
    answer: ({ who }) => farewell(pages, who),
  },
  {
    method: "POST",
    path: "/users/sign_out",
    access: "visitor",
    refuseForged: ({ who }) => farewell(pages, who, 422),
    answer({ who }) {
      if (who) options.sessions.close(who.id);
      return signedOut();
    },
  },
];

const welcome = (pages: Pages, { sessions, home }: SignInOptions, session: Session | null) =>
  session?.username ? redirect(home) : signInForm(pages, session ?? sessions.open(null));

const expiredForm = (pages: Pages, { sessions }: SignInOptions, session: Session | null) =>
  signInForm(pages, session ?? sessions.open(null), {
    status: 422,
    alert: "This form has expired. Please try again.",
  });

const farewell = (pages: Pages, session: Session | null, status = 200) =>
  session?.username ? signOutForm(pages, session, status) : signedOut();

const signedOut = () => redirect("/users/sign_in", { "set-cookie": expiredCookie });

function signIn(
  pages: Pages,
  options: SignInOptions,
  request: AdmittedRequest<Session | null>,
): Reply {
  const { sessions, attempts, isPassword, home } = options;
  const form = request.form();
  // The gate has found the token of a session in the form.
  const session = request.who ?? sessions.open(null);
  const username = form.get("user[login]") ?? "";
  const throttled = retryLater(attempts, username);
  if (throttled) return throttled;
  if (!isPassword(username, form.get("user[password]") ?? "")) {
    attempts.failed(username);
    return signInForm(pages, session, {
      status: 422,
      alert: "Invalid login or password.",
      username,
    });
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
  return wait === 0 ? null : text(429, "Retry later\n", { "retry-after": String(wait) });
}

function signInForm(
  { page }: Pages,
  session: Session,
  { status = 200, alert = "", username = "root" } = {},
): Reply {
  return page({
    title: "Sign in",
    session,
    width: "form",
    status,
    headers: { "set-cookie": sessionCookie(session.id) },
    body: `<h1>Sign in</h1>
<div data-testid="login-page">
${alert === "" ? "" : `<p role="alert">${escapeHtml(alert)}</p>`}
<form class="new_user" id="new_user" method="post" action="/users/sign_in">
${csrfField(session)}
<label for="user_login">Username</label>
<input id="user_login" name="user[login]" data-testid="username-field" value="${escapeHtml(username)}" autocomplete="username" required>
<label for="user_password">Password</label>
<input id="user_password" name="user[password]" data-testid="password-field" type="password" autocomplete="current-password" required autofocus>
<button type="submit" data-testid="sign-in-button">Sign in</button>
</form>
<p class="quiet">The password is on the lines that the start has printed.</p>
</div>`,
  });
}

const signOutForm = ({ page }: Pages, session: Session, status: number): Reply =>
  page({
    title: "Sign out",
    session,
    width: "form",
    status,
    body: `<h1>Sign out</h1>
<p>You are signed in as ${escapeHtml(session.username ?? "")}.</p>
<form method="post" action="/users/sign_out">
${csrfField(session)}
<button type="submit">Sign out</button>
</form>`,
  });
