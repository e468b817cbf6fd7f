import { escapeHtml, foreignText } from "../../../listener/html.ts";
import { queryOf, type Reply } from "../../../listener/http.ts";
import { redirect } from "../../../listener/replies.ts";
import type { Flash } from "../../../listener/session-store.ts";
import { apiRoot } from "../../http/license-api-document.ts";
import { deadLink } from "../../people/people.ts";
import { takenFlash } from "../frame.ts";
import { subscriptionsPath } from "../places.ts";
import {
  customerSignInPath,
  nobody,
  type PortalPageRoute,
  type PortalSession,
  portalCookie,
  staffSignInPath,
} from "../portal-session.ts";
import { field } from "./fields.ts";
import type { HostedFaces } from "./hosted-faces.ts";
import {
  enter,
  expiredForm,
  mailed,
  type VisitorParts,
  type VisitorRequest,
  visitorPage,
  waiting,
} from "./visitor-pages.ts";

export interface SignInParts extends VisitorParts {
  readonly hosted: Pick<HostedFaces, "signIn">;
}

const linkPath = "/customers/sign_in/link";

/** `/customers/sign_in`, by a mail, by a password, or by an account of the hosted product, and `/customers/sign_out`. */
export const signInRoutes = (parts: SignInParts): readonly PortalPageRoute[] => [
  {
    method: "GET",
    path: customerSignInPath,
    access: "visitor",
    answer: (request) =>
      request.who?.customer ? redirect(subscriptionsPath) : welcome(parts, request),
  },
  {
    method: "POST",
    path: customerSignInPath,
    access: "visitor",
    refuseForged: (request) =>
      passwordForm(parts, request.who, {
        status: 422,
        alert: expiredForm,
        email: emailIn(request),
      }),
    answer: (request) => signIn(parts, request),
  },
  {
    method: "POST",
    path: linkPath,
    access: "visitor",
    refuseForged: (request) =>
      mailForm(parts, request.who, { status: 422, alert: expiredForm, email: emailIn(request) }),
    answer(request) {
      const email = emailIn(request);
      if (!email.includes("@")) {
        return mailForm(parts, request.who, { status: 422, email, flaw: "is no e-mail address" });
      }
      const sent = parts.people.sendLink(email, "sign-in");
      return sent.ok
        ? mailed(parts, request.who, email)
        : mailForm(parts, request.who, { ...waiting(sent.error), email });
    },
  },
  // The link of a mail signs nobody in by itself: programs that read mail follow links too, and it works but once.
  {
    method: "GET",
    path: linkPath,
    access: "visitor",
    answer: ({ who, incoming }) =>
      linkPage(parts, who, new URLSearchParams(queryOf(incoming)).get("token") ?? ""),
  },
  {
    method: "POST",
    path: `${linkPath}/use`,
    access: "visitor",
    refuseForged: ({ who, form }) => linkPage(parts, who, form().get("token") ?? "", expiredForm),
    answer({ who, form }) {
      const token = form().get("token") ?? "";
      const customer = parts.people.follow(token, "sign-in");
      return customer.ok
        ? enter(parts, who, customer.value)
        : brokenLink(parts, who, customer.error);
    },
  },
  {
    method: "POST",
    path: "/customers/sign_out",
    access: "visitor",
    refuseForged: ({ who }) => redirect(who?.customer ? subscriptionsPath : customerSignInPath),
    answer: ({ who }) => signOut(parts, who),
  },
];

const emailIn = ({ form }: VisitorRequest): string => form().get("customer[email]") ?? "";

function welcome(parts: SignInParts, request: VisitorRequest): Reply {
  const { who, incoming } = request;
  const isLegacy = new URLSearchParams(queryOf(incoming)).get("legacy") === "true";
  const shown = { flash: takenFlash(parts.sessions, request) };
  return isLegacy ? passwordForm(parts, who, shown) : mailForm(parts, who, shown);
}

interface Shown {
  readonly status?: number;
  readonly alert?: string;
  readonly email?: string;
  readonly flaw?: string;
  readonly flash?: Flash | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** As the portal signs people in today. */
const mailForm = (
  parts: SignInParts,
  who: PortalSession | null,
  { email = "", flaw, ...shown }: Shown,
): Reply =>
  visitorPage(parts, who, {
    title: "Sign in to the Customers Portal",
    ...shown,
    body: (csrf) => `${hostedButton(parts)}
<form method="post" action="${linkPath}">
${csrf}
${field({ name: "customer[email]", label: "Email", type: "email", value: email, flaw, attributes: 'autocomplete="username" required autofocus' })}
<button type="submit">Sign in with your email</button>
</form>
<p class="hint">You get a mail with a link that works once, within 24 hours.</p>
<ul class="plain-list">
<li><a href="${customerSignInPath}?legacy=true">Sign in with a password</a></li>
<li><a href="/customers/sign_up">Register</a></li>
</ul>
${whatThisIs}`,
  });

/** As it did before, which it still does at `?legacy=true`. */
const passwordForm = (
  parts: SignInParts,
  who: PortalSession | null,
  { email = "", flaw, ...shown }: Shown,
): Reply =>
  visitorPage(parts, who, {
    title: "Sign in to the Customers Portal",
    ...shown,
    body: (csrf) => `<form method="post" action="${customerSignInPath}">
${csrf}
${field({ name: "customer[email]", label: "Email", type: "email", value: email, flaw, attributes: `autocomplete="username" required${email === "" ? " autofocus" : ""}` })}
${field({ name: "customer[password]", label: "Password", type: "password", attributes: `autocomplete="current-password" required${email === "" ? "" : " autofocus"}` })}
<button type="submit">Sign in</button>
</form>
<ul class="plain-list">
<li><a href="/customers/password/new">Forgot your password?</a></li>
<li><a href="/customers/sign_up">Register</a></li>
<li><a href="/customers/confirmation/new">Didn't receive confirmation instructions?</a></li>
<li><a href="${customerSignInPath}">Sign in with your email alone</a></li>
</ul>
${whatThisIs}`,
  });

/** Its form leads to the hosted product, which asks who one is. */
function hostedButton({ hosted }: SignInParts): string {
  const path = hosted.signIn();
  return path === null
    ? ""
    : `<p class="actions"><a class="button" href="${escapeHtml(path)}">Continue with GitLab.com account</a></p>`;
}

/** What the portal does for people, and for programs. */
const whatThisIs = `<details class="what-this-is">
<summary>What this is</summary>
<p>This is Understudy's stand-in for a customers portal. Whoever a subscription was sold to has an account, under the email address of the sale. <a href="${staffSignInPath}">Staff sign in elsewhere</a>. What the portal's owner can do, such as selling, is at the control API.</p>
<ul>
<li><code>POST /graphql</code>: instances exchange activation codes for licenses, and license keys for tokens.</li>
<li><code>POST /api/v1/seat_links</code>: instances report their users.</li>
<li><a href="/admin/license/validate_license">/admin/license/validate_license</a>: what a license key says.</li>
<li><a href="${apiRoot}/openapi.json">${apiRoot}/openapi.json</a>: what the license app at <code>${apiRoot}/licenses</code> can do. The app itself needs X-Admin-Email and X-Admin-Token.</li>
</ul>
</details>`;

async function signIn(parts: SignInParts, request: VisitorRequest): Promise<Reply> {
  const { who, form } = request;
  const email = emailIn(request);
  const customer = await parts.people.signIn(email, form().get("customer[password]") ?? "");
  if (customer.ok) return enter(parts, who, customer.value);
  return passwordForm(parts, who, { ...waiting(customer.error), email });
}

function linkPage(
  parts: SignInParts,
  who: PortalSession | null,
  token: string,
  alert?: string,
): Reply {
  const customer = parts.people.linked(token, "sign-in");
  if (!customer) return brokenLink(parts, who);
  return visitorPage(parts, who, {
    title: "Sign in to the Customers Portal",
    ...(alert !== undefined && { status: 422, alert }),
    body: (csrf) => `<p>You sign in as ${foreignText(customer.email)}.</p>
<form method="post" action="${linkPath}/use">
${csrf}
<input type="hidden" name="token" value="${escapeHtml(token)}">
<button type="submit">Sign in</button>
</form>`,
  });
}

const brokenLink = (parts: SignInParts, who: PortalSession | null, { message } = deadLink): Reply =>
  mailForm(parts, who, { status: 410, alert: message });

/** A customer goes; staff who have signed in beside them stay. */
function signOut({ sessions }: SignInParts, who: PortalSession | null): Reply {
  if (!who) return redirect(customerSignInPath);
  sessions.close(who.id);
  if (who.staff === null) {
    return redirect(customerSignInPath, { "set-cookie": portalCookie.expired });
  }
  const session = sessions.open({ ...nobody, staff: who.staff });
  return redirect(customerSignInPath, { "set-cookie": portalCookie.of(session.id) });
}
