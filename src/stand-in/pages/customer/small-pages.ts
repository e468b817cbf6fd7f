import { foreignText } from "../../../listener/html.ts";
import type { BillingAccount, Contact } from "../../people/people-books.ts";
import type { PortalPageRoute } from "../portal-session.ts";
import { type CustomerParts, ownPage } from "./customer-page.ts";

export interface SmallParts extends CustomerParts {
  /** The billing account that a customer works for, with its contacts; null for none. */
  readonly account: (
    customerId: number,
  ) => { readonly account: BillingAccount; readonly contacts: readonly Contact[] } | null;
}

/** Pages that say what there is, and what is not emulated. */
export const smallPageRoutes = (parts: SmallParts): readonly PortalPageRoute[] => [
  {
    method: "GET",
    path: "/billing_accounts",
    access: "customer",
    answer: (request) =>
      ownPage(parts, request, {
        title: "Billing account settings",
        place: "/billing_accounts",
        width: "text",
        body: account(parts.account(request.who.customer.id)),
      }),
  },
  {
    method: "GET",
    path: "/invoices",
    access: "customer",
    answer: (request) =>
      ownPage(parts, request, {
        title: "Invoices",
        place: "/invoices",
        width: "text",
        body: `<div class="empty">
<h2>No invoices</h2>
<p>This portal is a stand-in: it sells without money, and writes no invoices. What was bought is on <a href="/subscriptions">Subscriptions &amp; purchases</a>.</p>
</div>`,
      }),
  },
  {
    method: "GET",
    path: "/contact_us",
    access: "visitor",
    answer: ({ who }) =>
      parts.pages.page({
        title: "Contact us",
        area: who?.customer ? "customer" : "nobody",
        session: who,
        body: `<h1>Contact us</h1>
<p>Nobody answers here: this portal is a stand-in for the vendor's. What support does for a customer can be done in the <a href="/admin">admin area</a>, by whoever has the password that the start has printed.</p>
<h2 id="contact-billing-team">Billing team</h2>
<p>There is none. Nothing is charged, and nothing is owed.</p>`,
      }),
  },
];

const account = (found: ReturnType<SmallParts["account"]>) =>
  found === null
    ? `<div class="empty">
<h2>No billing account</h2>
<p>Your first purchase makes one. If you have bought with another address, sign in with that.</p>
</div>`
    : `<section class="card card-body">
<h2>${foreignText(found.account.name)}</h2>
<dl class="facts">
<dt>Account</dt><dd>${foreignText(found.account.zuoraAccountId)}</dd>
<dt>Bought</dt><dd>${found.account.reseller ? "from a reseller" : "directly"}</dd>
</dl>
</section>
<h2>Contacts</h2>
${found.contacts.map(contact).join("\n")}`;

const contact = ({ name, email, company, billTo }: Contact) => `<section class="card card-body">
<h3>${foreignText(name)}</h3>
<dl class="facts">
<dt>Email</dt><dd>${foreignText(email)}</dd>
<dt>Company</dt><dd>${foreignText(company)}</dd>
<dt>Gets</dt><dd>${billTo ? "what was bought, and the bills" : "what was bought"}</dd>
</dl>
</section>`;
