import { csrfField, type Width } from "../../../layout/document.ts";
import { foreignText } from "../../../listener/html.ts";
import type { Reply } from "../../../listener/http.ts";
import { redirect } from "../../../listener/replies.ts";
import type { People } from "../../people/people.ts";
import type { Customer } from "../../people/people-books.ts";
import type { Actor } from "../../sales/actor.ts";
import { missingPage, type PortalPages, takenFlash } from "../frame.ts";
import { type customerPlaces, subscriptionsPath } from "../places.ts";
import type {
  CustomerRequest,
  CustomerSession,
  PortalPageRoute,
  PortalSessions,
} from "../portal-session.ts";
import { alertIn } from "./fields.ts";

/** What the pages of customers who have signed in work with. */
export interface CustomerParts {
  readonly pages: PortalPages;
  readonly sessions: PortalSessions;
  readonly people: People;
}

/** A page of a customer's own. */
interface OwnPage {
  readonly title: string;
  /** HTML that is trusted. */
  readonly body: string;
  readonly place?: (typeof customerPlaces)[number]["path"];
  readonly status?: number;
  readonly alert?: string | undefined;
  readonly width?: Width;
  readonly script?: string;
  /** Origins of other parties that a form of the page leads to. */
  readonly formTargets?: readonly string[];
}

/** Whoever asks, as the books know them now. */
export const customerIn = ({ people }: CustomerParts, { customer }: CustomerSession): Customer => {
  const found = people.customer(customer.id);
  // The gate has let nobody in who is not there.
  if (!found) throw new Error(`Customer ${customer.id} is not there.`);
  return found;
};

export const actorIn = ({ customer: { id, email, impersonatedBy } }: CustomerSession): Actor => ({
  kind: "customer",
  id,
  email,
  impersonatedBy,
});

export const ownPage = (
  { pages, sessions }: CustomerParts,
  request: CustomerRequest,
  { title, body, alert, status, place, width = "table", script, formTargets = [] }: OwnPage,
): Reply =>
  pages.page({
    title,
    area: "customer",
    session: request.who,
    flash: takenFlash(sessions, request),
    width,
    formTargets,
    ...(status !== undefined && { status }),
    ...(place !== undefined && { place }),
    ...(script !== undefined && { script }),
    body: `<h1>${title}</h1>
${alertIn(alert)}
${body}`,
  });

/** The fields that every form of a customer carries: whose page it is on, and that it is ours. */
export const ownFields = (session: CustomerSession) => `${csrfField(session)}
<input type="hidden" name="customer_id" value="${session.customer.id}">`;

/** Leads on, with what is to be told there. */
export function tellAndGo(
  { sessions }: CustomerParts,
  { who }: CustomerRequest,
  path: string,
  message: string,
): Reply {
  sessions.keepFlash(who.id, { kind: "notice", message: [message] });
  return redirect(path);
}

/** That there is nothing, with what was typed into a form about it. */
export const missing = (parts: CustomerParts, request: CustomerRequest, what: string): Reply =>
  request.incoming.method === "POST"
    ? ownPage(parts, request, {
        title: "Nothing was saved",
        status: 404,
        width: "text",
        alert: `${what}.`,
        body: `${typedBack(request)}
<p><a href="${subscriptionsPath}">Your subscriptions</a></p>`,
      })
    : missingPage(parts.pages, {
        area: "customer",
        session: request.who,
        what,
        back: { href: subscriptionsPath, name: "Your subscriptions" },
        place: subscriptionsPath,
      });

/** What was typed into a form that cannot be shown any more. */
export function typedBack({ form }: CustomerRequest): string {
  const typed = [...form()].filter(([name, value]) => isTyped(name) && value !== "");
  return typed.length === 0
    ? ""
    : `<h2>What you have typed</h2>
<dl class="facts">
${typed.map(([name, value]) => `<dt>${foreignText(name.replaceAll("_", " "))}</dt>\n<dd class="typed">${foreignText(value)}</dd>`).join("\n")}
</dl>`;
}

interface Sent {
  readonly path: string;
  readonly answer: (request: CustomerRequest) => Reply | Promise<Reply>;
  /** The page of the form, with what was typed and why it was not taken. */
  readonly again: (request: CustomerRequest, why: { status: number; alert: string }) => Reply;
}

/** A form of a customer's. Whoever has come to be another customer since the page was shown changes nothing. */
export const sent = (parts: CustomerParts, { path, answer, again }: Sent): PortalPageRoute => ({
  method: "POST",
  path,
  access: "customer",
  refuseForged: (request) =>
    again(request, { status: 422, alert: "This form has expired. Please try again." }),
  answer(request) {
    const sentBy = Number(request.form().get("customer_id"));
    if (sentBy === request.who.customer.id) return answer(request);
    // Staff go from one customer to the next. Nobody else learns who has which number.
    const other = request.who.staff === null ? null : parts.people.customer(sentBy);
    return othersForm(parts, request, other);
  },
});

function othersForm(parts: CustomerParts, request: CustomerRequest, other: Customer | null): Reply {
  return ownPage(parts, request, {
    title: "Nothing was saved",
    status: 409,
    width: "text",
    alert: `This form was ${other ? `${other.email}'s` : "another customer's"}, and you look at the portal as ${request.who.customer.email} now.`,
    body: `${typedBack(request)}
<p><a href="${subscriptionsPath}">The subscriptions of ${foreignText(request.who.customer.email)}</a></p>`,
  });
}

const isTyped = (name: string) =>
  !/password|token|secret/i.test(name) &&
  !["customer_id", "version", "quoted", "order"].includes(name);
