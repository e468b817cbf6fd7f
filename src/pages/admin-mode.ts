import { isOurForm } from "../instance/is-our-form.ts";
import { type Session, sessionIdIn } from "../instance/session-store.ts";
import { escapeHtml, page } from "../listener/html.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import { redirect } from "../listener/replies.ts";
import { csrfField, fieldsOf, readOr, retryLater, type SignInOptions } from "./sign-in.ts";

/** `/admin/session`, where an administrator gives the password once more to enter admin mode. Null for any other path. */
export function adminModePages(
  options: SignInOptions,
): (incoming: Incoming, path: string) => Reply | null {
  const { sessions } = options;
  return (incoming, path) => {
    if (path !== "/admin/session" && !path.startsWith("/admin/session/")) return null;
    const session = sessions.find(sessionIdIn(incoming.headers.cookie));
    if (!session?.username) return redirect("/users/sign_in");
    switch (`${readOr(incoming.method)} ${path}`) {
      case "GET /admin/session/new":
        return session.inAdminMode ? leaveForm(session) : enterForm(session);
      case "POST /admin/session":
        return enter(options, incoming, session);
      case "POST /admin/session/destroy":
        return leave(options, incoming, session);
      default:
        return null;
    }
  };
}

function enter(options: SignInOptions, incoming: Incoming, session: Session): Reply {
  const { sessions, attempts, isPassword, home } = options;
  const username = session.username ?? "";
  const form = fieldsOf(incoming);
  if (!isOurForm(session, incoming, form)) {
    return enterForm(session, "This form has expired. Please try again.");
  }
  const throttled = retryLater(attempts, username);
  if (throttled) return throttled;
  if (!isPassword(username, form.get("user[password]") ?? "")) {
    attempts.failed(username);
    return enterForm(session, "Invalid password.");
  }
  attempts.succeeded(username);
  sessions.setAdminMode(session.id, true);
  return redirect(sessions.takePlace(session.id) ?? home);
}

function leave({ sessions, home }: SignInOptions, incoming: Incoming, session: Session): Reply {
  if (!isOurForm(session, incoming, fieldsOf(incoming))) return redirect(home);
  sessions.setAdminMode(session.id, false);
  return redirect(home);
}

const enterForm = (session: Session, alert = ""): Reply =>
  page(
    "Enter admin mode",
    `<h1>Enter admin mode</h1>
${alert === "" ? "" : `<p role="alert">${escapeHtml(alert)}</p>`}
<p>You are signed in as ${escapeHtml(session.username ?? "")}. Give the password once more to administer this instance.</p>
<form method="post" action="/admin/session">
${csrfField(session)}
<label for="user_password">Password</label>
<input id="user_password" name="user[password]" type="password" autocomplete="current-password" required autofocus>
<button type="submit">Enter admin mode</button>
</form>`,
    { status: alert === "" ? 200 : 422 },
  );

const leaveForm = (session: Session): Reply =>
  page(
    "Admin mode",
    `<h1>Admin mode</h1>
<p>You are in admin mode.</p>
<form method="post" action="/admin/session/destroy">
${csrfField(session)}
<button type="submit">Leave admin mode</button>
</form>`,
  );
