import { type Office, timeIn } from "../licenses/issue.ts";
import { lookedUp } from "../people/customer-fields.ts";
import type { Customer } from "../people/people-books.ts";
import type { Actor } from "./actor.ts";
import { recordChange } from "./history.ts";
import type { CompleteOrder } from "./order.ts";

/** Whom something is sold to, and who may see it. */
interface Buyer {
  readonly contactId: number;
  readonly customer: Customer;
}

/**
 * The customer with the address of an order, and the contact that it is delivered to: those that there are, else new ones.
 * Runs inside `atomically`.
 */
export function buyerOf(
  office: Office,
  { company, email, contactName: name }: Pick<CompleteOrder, "company" | "email" | "contactName">,
  actor: Actor,
): Buyer {
  const { books } = office;
  const customer =
    books.customerWithEmail(lookedUp(email)) ??
    newCustomer(office, { name, email, company }, actor);
  const account = books.accountOf(customer.id) ?? newAccount(office, customer, company, actor);
  const like = { name, email, company };
  const contact =
    books.contactLike(account.id, like) ?? newContact(office, account.id, like, actor);
  return { contactId: contact.id, customer };
}

type Text = Readonly<Record<"name" | "email" | "company", string>>;

function newCustomer(office: Office, { name, email, company }: Text, actor: Actor): Customer {
  const customer = office.books.addCustomer({
    name,
    email: lookedUp(email),
    company,
    passwordDigest: null,
    loginActivated: true,
    // Who buys is known by the purchase.
    confirmedAt: timeIn(office),
    provider: null,
    uid: null,
    username: null,
    accessToken: null,
    createdAt: timeIn(office),
    version: 1,
  });
  const facts = { name, email: customer.email, company };
  recordChange(office, actor, { type: "Customer", id: customer.id }, null, facts);
  return customer;
}

function newAccount(office: Office, customer: Customer, name: string, actor: Actor) {
  const { books } = office;
  const zuoraAccountId = drawnId(office, `billing-account/${customer.id}`);
  const account = books.addAccount({ name, zuoraAccountId, createdAt: timeIn(office) });
  const of = { customerId: customer.id, billingAccountId: account.id };
  const membership = books.insertMembership(of);
  const item = { type: "BillingAccount", id: account.id } as const;
  recordChange(office, actor, item, null, { name, zuora_account_id: zuoraAccountId });
  const member = { type: "BillingAccountMembership", id: membership.id } as const;
  const both = { customer_id: customer.id, billing_account_id: account.id };
  recordChange(office, actor, member, null, both);
  return account;
}

function newContact(office: Office, billingAccountId: number, text: Text, actor: Actor) {
  const { books } = office;
  const known = books.contactsOf(billingAccountId).length;
  const zuoraContactId = drawnId(office, `contact/${billingAccountId}/${known + 1}`);
  const billTo = known === 0;
  const { name, email, company } = text;
  const own = { billingAccountId, zuoraContactId, name, email, company, billTo };
  const contact = books.addContact(own);
  const item = { type: "BillingAccountContact", id: contact.id } as const;
  const facts = { zuora_contact_id: zuoraContactId, name, email, company, bill_to: billTo };
  recordChange(office, actor, item, null, facts);
  return contact;
}

/** As the billing system has them. */
const drawnId = ({ random }: Office, purpose: string) => random.bytes(purpose, 16).toString("hex");
