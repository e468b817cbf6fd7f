import type { PageRoute } from "../instance/page-gate.ts";
import type { Session } from "../instance/session-store.ts";
import { csrfField } from "../layout/document.ts";
import type { AdmittedRequest } from "../listener/gate.ts";
import { escapeHtml } from "../listener/html.ts";
import type { Reply } from "../listener/http.ts";
import { redirect } from "../listener/replies.ts";
import type { Pages } from "./page.ts";
import { retryLater, type SignInOptions } from "./sign-in.ts";

/** `/admin/session`, where an administrator gives the password once more to enter admin mode. */
export const adminModeRoutes = (pages: Pages, options: SignInOptions): readonly PageRoute[] => [
  {
    method: "GET",
    path: "/admin/session/new",
    access: "signed-in",
    answer: ({ who }) => (who.inAdminMode ? leaveForm(pages, who) : enterForm(pages, who)),
  },
  {
    method: "POST",
    path: "/admin/session",
    access: "signed-in",
    refuseForged: ({ who }) => enterForm(pages, who, "This form has expired. Please try again."),
    answer: (request) => enter(pages, options, request),
  },
  {
    method: "POST",
    path: "/admin/session/destroy",
    access: "signed-in",
    refuseForged: () => redirect(options.home),
    answer({ who }) {
      options.sessions.setAdminMode(who.id, false);
      return redirect(options.home);
    },
  },
];

function enter(
  pages: Pages,
  options: SignInOptions,
  { who: session, form }: AdmittedRequest<Session>,
): Reply {
  const { sessions, attempts, isPassword, home } = options;
  const username = session.username ?? "";
  const throttled = retryLater(attempts, username);
  if (throttled) return throttled;
  if (!isPassword(username, form().get("user[password]") ?? "")) {
    attempts.failed(username);
    return enterForm(pages, session, "Invalid password.");
  }
  attempts.succeeded(username);
  sessions.setAdminMode(session.id, true);
  return redirect(sessions.takePlace(session.id) ?? home);
}

const enterForm = ({ page }: Pages, session: Session, alert = ""): Reply =>
  page({
    title: "Enter admin mode",
    session,
    width: "form",
    status: alert === "" ? 200 : 422,
    body: `<h1>Enter admin mode</h1>
${alert === "" ? "" : `<p role="alert">${escapeHtml(alert)}</p>`}
<p>You are signed in as ${escapeHtml(session.username ?? "")}. Give the password once more to administer this instance.</p>
<form method="post" action="/admin/session">
${csrfField(session)}
<label for="user_password">Password</label>
<input id="user_password" name="user[password]" type="password" autocomplete="current-password" required autofocus>
<button type="submit">Enter admin mode</button>
</form>`,
  });

const leaveForm = ({ page }: Pages, session: Session): Reply =>
  page({
    title: "Admin mode",
    session,
    width: "form",
    body: `<h1>Admin mode</h1>
<p>You are in admin mode.</p>
<form method="post" action="/admin/session/destroy">
${csrfField(session)}
<button type="submit">Leave admin mode</button>
</form>`,
  });
