import { csrfField } from "../../../layout/document.ts";
import type { AdmittedRequest } from "../../../listener/gate.ts";
import { foreignText } from "../../../listener/html.ts";
import type { Reply } from "../../../listener/http.ts";
import { redirect } from "../../../listener/replies.ts";
import type { Flash } from "../../../listener/session-store.ts";
import type { People, SignInRefusal } from "../../people/people.ts";
import type { Customer } from "../../people/people-books.ts";
import type { PortalPages } from "../frame.ts";
import { subscriptionsPath } from "../places.ts";
import {
  nobody,
  type PortalSession,
  type PortalSessions,
  portalCookie,
} from "../portal-session.ts";
import { alertIn } from "./fields.ts";

/** What the pages work with that somebody sees who has not signed in. */
export interface VisitorParts {
  readonly pages: PortalPages;
  readonly sessions: PortalSessions;
  readonly people: People;
}

export type VisitorRequest = AdmittedRequest<PortalSession | null>;

/** A page with a form, for whoever comes. */
interface VisitorPage {
  readonly title: string;
  /** HTML that is trusted. */
  readonly body: (csrf: string) => string;
  readonly status?: number;
  readonly alert?: string | undefined;
  readonly flash?: Flash | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly formTargets?: readonly string[];
}

/** The page, and the session that its form belongs to. */
export function visitorPage(
  { pages, sessions }: VisitorParts,
  who: PortalSession | null,
  { title, body, status = 200, alert, flash = null, headers = {}, formTargets = [] }: VisitorPage,
): Reply {
  const session = who ?? sessions.open(nobody);
  return pages.page({
    title,
    area: "nobody",
    session,
    width: "form",
    status,
    flash,
    headers: { "set-cookie": portalCookie.of(session.id), ...headers },
    formTargets,
    body: `<h1>${title}</h1>
${alertIn(alert)}
${body(csrfField(session))}`,
  });
}

export const expiredForm = "This form has expired. Please try again.";

/** Lets a customer in, in a new session: a cookie that was planted before must not become a signed-in one. */
export function enter(
  { sessions }: VisitorParts,
  who: PortalSession | null,
  { id, email }: Customer,
  flash?: Flash,
): Reply {
  const place = (who && sessions.takePlace(who.id)) ?? subscriptionsPath;
  if (who) sessions.close(who.id);
  const session = sessions.open({
    staff: who?.staff ?? null,
    customer: { id, email, impersonatedBy: null },
  });
  if (flash) sessions.keepFlash(session.id, flash);
  return redirect(place, { "set-cookie": portalCookie.of(session.id) });
}

/** How a refusal is shown, and from when on it is worth another try. */
export const waiting = ({ message, retryAfter }: SignInRefusal) =>
  retryAfter === undefined
    ? { status: 422, alert: message }
    : { status: 429, alert: message, headers: { "retry-after": String(retryAfter) } };

/** Where mails go that are not real ones. */
export const mailHint =
  '<p class="quiet">Mails of this portal are in its mailbox: <em>Mailbox</em> at the top of the page, or <code>understudy mailbox list</code>.</p>';

/** That a mail is on its way, whether or not anybody has the address. */
export const mailed = (parts: VisitorParts, who: PortalSession | null, email: string): Reply =>
  visitorPage(parts, who, {
    title: "Check your email",
    body: () => `<p role="status">If ${foreignText(email.trim())} belongs to an account, you will get a mail with a link in a moment. It works once, within 24 hours.</p>
${mailHint}
<p><a href="/customers/sign_in">Back to sign in</a></p>`,
  });
