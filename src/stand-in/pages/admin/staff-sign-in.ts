import { isSameSecret } from "../../../base/secret.ts";
import { csrfField } from "../../../layout/document.ts";
import type { Attempts } from "../../../listener/attempts.ts";
import type { AdmittedRequest } from "../../../listener/gate.ts";
import { escapeHtml, escapeText } from "../../../listener/html.ts";
import type { Reply } from "../../../listener/http.ts";
import { redirect, text } from "../../../listener/replies.ts";
import type { PortalPages } from "../frame.ts";
import { adminPath } from "../places.ts";
import {
  nobody,
  type PortalPageRoute,
  type PortalSession,
  type PortalSessions,
  portalCookie,
  staffSignInPath,
} from "../portal-session.ts";

/** Who works at the portal, and signs in with a browser. */
export interface StaffCredentials {
  readonly email: string;
  readonly password: string;
}

export interface StaffSignIn {
  readonly pages: PortalPages;
  readonly sessions: PortalSessions;
  readonly attempts: Attempts;
  /** Null lets nobody in. */
  readonly staff: StaffCredentials | null;
}

/** The paths at which the product has had the page. Source: portal people, admin area. */
const paths = [staffSignInPath, "/admin/sign_in"] as const;

/** `/admins/sign_in` and `/admins/sign_out`. */
export const staffSignInRoutes = (parts: StaffSignIn): readonly PortalPageRoute[] => [
  ...paths.flatMap((path): PortalPageRoute[] => [
    {
      method: "GET",
      path,
      access: "visitor",
      answer: ({ who }) =>
        who?.staff ? redirect(adminPath) : signInForm(parts, who ?? parts.sessions.open(nobody)),
    },
    {
      method: "POST",
      path,
      access: "visitor",
      refuseForged: ({ who }) =>
        signInForm(parts, who ?? parts.sessions.open(nobody), {
          status: 422,
          alert: "This form has expired. Please try again.",
        }),
      answer: (request) => signIn(parts, request),
    },
  ]),
  {
    method: "POST",
    path: "/admins/sign_out",
    access: "visitor",
    refuseForged: () => redirect(adminPath),
    answer: ({ who }) => signOut(parts, who),
  },
];

function signIn(parts: StaffSignIn, { who, form }: AdmittedRequest<PortalSession | null>): Reply {
  const { sessions, attempts, staff } = parts;
  // The gate has found the token of a session in the form.
  const session = who ?? sessions.open(nobody);
  const email = form().get("admin[email]") ?? "";
  const name = email.trim().toLowerCase();
  const wait = attempts.waitFor(name);
  if (wait > 0) return text(429, "Retry later\n", { "retry-after": String(wait) });
  const isRight =
    staff !== null &&
    name === staff.email &&
    isSameSecret(form().get("admin[password]") ?? "", staff.password);
  if (!isRight) {
    attempts.failed(name);
    return signInForm(parts, session, {
      status: 422,
      alert: "Invalid email or password.",
      email,
    });
  }
  attempts.succeeded(name);
  const place = sessions.takePlace(session.id) ?? adminPath;
  // A cookie that was planted before must not become a signed-in one.
  sessions.close(session.id);
  const signedIn = sessions.open({ staff: staff.email, customer: session.customer });
  return redirect(place, { "set-cookie": portalCookie.of(signedIn.id) });
}

/** Staff go, and whoever they impersonate with them; a customer who has signed in beside them stays. */
function signOut({ sessions }: StaffSignIn, session: PortalSession | null): Reply {
  if (!session) return redirect(staffSignInPath);
  const { customer } = session;
  sessions.close(session.id);
  const cookie =
    customer === null || customer.impersonatedBy !== null
      ? portalCookie.expired
      : portalCookie.of(sessions.open({ staff: null, customer }).id);
  return redirect(staffSignInPath, { "set-cookie": cookie });
}

const signInForm = (
  { pages, staff }: StaffSignIn,
  session: PortalSession,
  { status = 200, alert = "", email = staff?.email ?? "" } = {},
): Reply =>
  pages.page({
    title: "Sign in as staff",
    area: "nobody",
    session,
    width: "form",
    status,
    headers: { "set-cookie": portalCookie.of(session.id) },
    body: `<h1>Sign in as staff</h1>
${alert === "" ? "" : `<p role="alert">${escapeText(alert)}</p>`}
<form method="post" action="${staffSignInPath}">
${csrfField(session)}
<label for="admin_email">Email</label>
<input id="admin_email" name="admin[email]" type="email" value="${escapeHtml(email)}" autocomplete="username" required>
<label for="admin_password">Password</label>
<input id="admin_password" name="admin[password]" type="password" autocomplete="current-password" required autofocus>
<button type="submit">Sign in with Okta</button>
</form>
<p class="quiet">${staff === null ? "Nobody can sign in here." : "Email and password are on the lines that the start has printed."} Customers <a href="/customers/sign_in">sign in elsewhere</a>.</p>`,
  });
