import { foreignText } from "../../../listener/html.ts";
import { type Incoming, queryOf, type Reply } from "../../../listener/http.ts";
import { isOwnPath, redirect } from "../../../listener/replies.ts";
import { authorizeUrl, type HostedConnection } from "../../hosted-client/hosted-client.ts";
import type { HostedDesk } from "../../hosted-client/hosted-desk.ts";
import type { SignIns } from "../../hosted-client/sign-ins.ts";
import type { Customer } from "../../people/people-books.ts";
import type { Refusal } from "../../sales/order.ts";
import { missingPage } from "../frame.ts";
import { subscriptionsPath } from "../places.ts";
import {
  type CustomerRequest,
  customerSignInPath,
  nobody,
  type PortalPageRoute,
  type PortalSession,
  portalCookie,
} from "../portal-session.ts";
import { actorIn, type CustomerParts, ownFields, ownPage, sent } from "./customer-page.ts";
import { enter, type VisitorRequest, visitorPage } from "./visitor-pages.ts";

export interface HostedAccountParts extends CustomerParts {
  readonly hostedDesk: HostedDesk;
  readonly signIns: SignIns;
  /** For what nobody may guess. */
  readonly randomToken: () => string;
}

export const hostedSignInPath = "/customers/auth/gitlab";
const callbackPath = `${hostedSignInPath}/callback`;

/** How customers sign in with an account of the hosted product, and link it. Source: portal people, B2. */
export const hostedAccountRoutes = (parts: HostedAccountParts): readonly PortalPageRoute[] => [
  {
    method: "GET",
    path: hostedSignInPath,
    access: "visitor",
    answer: (request) => beginSignIn(parts, request),
  },
  sent(parts, {
    path: hostedSignInPath,
    answer: (request) => beginLink(parts, request),
    again: (request, { status, alert }) =>
      ownPage(parts, request, { title: "Link account", status, alert, body: toSubscriptions }),
  }),
  {
    method: "GET",
    path: callbackPath,
    access: "visitor",
    answer: (request) => comeBack(parts, request),
  },
];

const toSubscriptions = `<p><a href="${subscriptionsPath}">Your subscriptions</a></p>`;

/** A path of the portal, and no other site's address. */
const safePath = (path: string | null): string =>
  path !== null && isOwnPath(path) ? path : subscriptionsPath;

function beginSignIn(parts: HostedAccountParts, { who, incoming }: VisitorRequest): Reply {
  const connection = parts.hostedDesk.client.connection();
  if (!connection) return notRunning(parts, who);
  if (who?.customer) return redirect(subscriptionsPath);
  const session = who ?? parts.sessions.open(nobody);
  const to = sendAway(parts, connection, {
    incoming,
    session,
    customerId: null,
    back: subscriptionsPath,
  });
  return redirect(to, { "set-cookie": portalCookie.of(session.id) });
}

const notRunning = ({ pages }: HostedAccountParts, session: PortalSession | null) =>
  missingPage(pages, {
    session,
    what: "No hosted product runs",
    back: { href: customerSignInPath, name: "Sign in otherwise" },
  });

function beginLink(parts: HostedAccountParts, { who, incoming, form }: CustomerRequest): Reply {
  const connection = parts.hostedDesk.client.connection();
  if (!connection) return notRunning(parts, who);
  const back = safePath(form().get("back"));
  if (who.customer.impersonatedBy !== null) {
    parts.sessions.keepFlash(who.id, { kind: "alert", message: [notTheirs] });
    return redirect(back);
  }
  const customerId = who.customer.id;
  return redirect(sendAway(parts, connection, { incoming, session: who, customerId, back }));
}

const notTheirs = "Nobody links an account for a customer whom they impersonate.";

interface Away {
  readonly incoming: Incoming;
  readonly session: PortalSession;
  readonly customerId: number | null;
  readonly back: string;
}

/** Where whoever is to sign in goes. They come back under the name by which they call this machine, which has their cookie. */
function sendAway(
  { signIns, randomToken }: HostedAccountParts,
  connection: HostedConnection,
  { incoming, session, customerId, back }: Away,
): string {
  const { redirectUris } = connection;
  const host = incoming.headers.host ?? "";
  const redirectUri = redirectUris.find((uri) => new URL(uri).host === host) ?? redirectUris[0];
  if (redirectUri === undefined) throw new Error("The hosted product sends nobody back.");
  const verifier = `${randomToken()}${randomToken()}`;
  const state = signIns.begin({ sessionId: session.id, verifier, redirectUri, customerId, back });
  return authorizeUrl(connection, { redirectUri, state, verifier });
}

async function comeBack(parts: HostedAccountParts, request: VisitorRequest): Promise<Reply> {
  const { who, incoming } = request;
  const query = new URLSearchParams(queryOf(incoming));
  const signIn = parts.signIns.end(query.get("state") ?? "", who?.id);
  const isTheirs = signIn?.customerId === (who?.customer?.id ?? null);
  if (!signIn || !isTheirs) return expired(parts, who);
  const code = query.get("code");
  if (code === null) return refused(parts, request, signIn.back, denied);
  const { client, accounts } = parts.hostedDesk;
  const { redirectUri, verifier } = signIn;
  const token = await client.exchange(code, { redirectUri, verifier });
  const account = token.ok ? await client.account(token.value) : token;
  if (!token.ok || !account.ok) {
    const message = account.ok ? "" : account.error.message;
    return refused(parts, request, signIn.back, `${message} Nothing was changed. Try again.`);
  }
  const given = { account: account.value, token: token.value };
  if (who?.customer && signIn.customerId !== null) {
    const actor = actorIn({ ...who, customer: who.customer });
    const linked = accounts.link(signIn.customerId, given, actor);
    if (!linked.ok) return refused(parts, request, signIn.back, linked.error.message);
    const message = [`Your GitLab.com account ${given.account.username} is linked.`];
    parts.sessions.keepFlash(who.id, { kind: "notice", message });
    return redirect(signIn.back);
  }
  const customer = accounts.signIn(given);
  return customer.ok ? enter(parts, who, customer.value) : notSignedIn(parts, who, customer.error);
}

const denied = "You have not let the portal use your GitLab.com account. Nothing was changed.";

/** Tells on the page where they came from; whoever has not signed in comes to where one does. */
function refused(
  parts: HostedAccountParts,
  { who }: VisitorRequest,
  back: string,
  message: string,
): Reply {
  if (who?.customer) {
    parts.sessions.keepFlash(who.id, { kind: "alert", message: [message] });
    return redirect(back);
  }
  return notSignedIn(parts, who, { code: "", message });
}

const notSignedIn = (
  parts: HostedAccountParts,
  who: PortalSession | null,
  { message }: Refusal,
): Reply =>
  visitorPage(parts, who, {
    title: "Continue with GitLab.com account",
    status: 422,
    alert: message,
    body: () =>
      `<p><a href="${customerSignInPath}">Sign in with your email</a>, or <a href="${hostedSignInPath}">try again</a>.</p>`,
  });

const expired = (parts: HostedAccountParts, who: PortalSession | null): Reply =>
  visitorPage(parts, who, {
    title: "Continue with GitLab.com account",
    status: 400,
    alert: "This sign-in has expired, or was begun in another browser. Nothing was changed.",
    body: () => `<p><a href="${subscriptionsPath}">Your subscriptions</a></p>`,
  });

/** The form that goes to sign in at the hosted product, and comes back to a page. */
export const linkForm = (
  { who }: Pick<CustomerRequest, "who">,
  {
    back,
    button,
    isPlain = false,
  }: {
    readonly back: string;
    readonly button: string;
    readonly isPlain?: boolean;
  },
): string =>
  who.customer.impersonatedBy === null
    ? `<form method="post" action="${hostedSignInPath}">
${ownFields(who)}
<input type="hidden" name="back" value="${back}">
<button type="submit"${isPlain ? ' class="plain"' : ""}>${button}</button>
</form>`
    : `<p>${notTheirs}</p>`;

/** `My profile › Profile settings › Your GitLab.com account`. Source of the words: portal people, B2. */
export const linkedAccountCard = (
  request: CustomerRequest,
  { uid, username }: Customer,
): string => `<section class="card card-body">
<h2>Your GitLab.com account</h2>
${uid === null ? "<p>No account linked.</p>" : `<p>${foreignText(username ?? "")} <span class="quiet">(${uid})</span></p>`}
<p class="hint">Sign out of GitLab.com in other tabs first: the account that is signed in there is the one that is linked.</p>
${linkForm(request, { back: "/customers/edit", button: uid === null ? "Link account" : "Change linked account", isPlain: true })}
</section>`;
