import { csrfField } from "../../layout/document.ts";
import { fieldsOf } from "../../listener/forms.ts";
import { foreignness } from "../../listener/gate.ts";
import { escapeHtml, foreignLines, foreignText } from "../../listener/html.ts";
import type { Incoming, Reply } from "../../listener/http.ts";
import { pathOf } from "../../listener/http.ts";
import type { PortalPages } from "./frame.ts";
import { customersPath } from "./places.ts";
import { customerSignInPath, type PortalSession, portalCookie } from "./portal-session.ts";

/** What is said to whoever sends a form that can no longer be taken. */
interface Ended {
  readonly incoming: Incoming;
  /** Whose token the form that is sent again carries. */
  readonly session: PortalSession;
  /** Where they sign in first; null if they have signed in. */
  readonly signIn: string | null;
}

/** Never shown again, whatever else was typed. */
const isSecret = (name: string) => /password|token|secret/i.test(name);

/**
 * The page for a form that was sent after its session has ended: nothing was saved, and what was typed is shown, to be
 * sent once more. A form that a page of another site has sent is not shown.
 */
export function endedForm({ page }: PortalPages, { incoming, session, signIn }: Ended): Reply {
  const typed = shownOf(fieldsOf(incoming));
  const isOurs = foreignness(incoming) === null;
  return page({
    title: "This form has expired",
    area: session.staff !== null && signIn === null ? "staff" : "nobody",
    session,
    status: signIn === null ? 422 : 401,
    headers: { "set-cookie": portalCookie.of(session.id) },
    body: `<h1>This form has expired</h1>
<p role="alert">${reason(session, signIn)} Nothing was saved.</p>
${signIn === null ? "" : wayBack(session, signIn)}
${isOurs ? again(pathOf(incoming), session, typed) : ""}`,
  });
}

const reason = ({ staff }: PortalSession, signIn: string | null): string => {
  if (signIn === null) return "The page that it was on is from before you signed in or out.";
  return isStaffElsewhere(staff, signIn)
    ? "You are in no customer's place any longer."
    : "Your session has ended.";
};

/** Whether staff have left the place of a customer. */
const isStaffElsewhere = (staff: string | null, signIn: string) =>
  staff !== null && signIn === customerSignInPath;

const wayBack = ({ staff }: PortalSession, signIn: string) =>
  isStaffElsewhere(staff, signIn)
    ? `<p><a href="${customersPath}" target="_blank">Impersonate the customer</a> again, in another tab, and come back to this one.</p>`
    : `<p><a href="${signIn}" target="_blank">Sign in</a>, which opens another tab, and come back to this one.</p>`;

const again = (
  path: string,
  session: PortalSession,
  typed: readonly (readonly [string, string])[],
) => `${sentBack(typed)}
<form method="post" action="${escapeHtml(path)}">
${csrfField(session)}
${typed.map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`).join("\n")}
<button type="submit">Send it again</button>
</form>`;

type Typed = readonly (readonly [string, string])[];

const shownOf = (form: URLSearchParams): Typed => [...form].filter(([name]) => !isSecret(name));

const sentBack = (typed: Typed) => `<h2>What you have sent</h2>
<dl class="facts">
${typed.map(([name, value]) => `<dt>${foreignText(name)}</dt>\n<dd class="typed">${foreignLines(value)}</dd>`).join("\n")}
</dl>`;

/** What was typed into a form that cannot be taken at all, as what it was about is gone. */
export function typedInto(form: URLSearchParams): string {
  const typed = shownOf(form).filter(([name, value]) => value !== "" && name !== "version");
  return typed.length === 0 ? "" : sentBack(typed);
}
