import { type Office, timeIn } from "../licenses/issue.ts";
import { lookedUp } from "../people/customer-fields.ts";
import type { Customer } from "../people/people-books.ts";
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
): Buyer {
  const { books } = office;
  const customer =
    books.customerWithEmail(lookedUp(email)) ?? newCustomer(office, { name, email, company });
  const account = books.accountOf(customer.id) ?? newAccount(office, customer, company);
  const like = { name, email, company };
  const contact = books.contactLike(account.id, like) ?? newContact(office, account.id, like);
  return { contactId: contact.id, customer };
}

type Text = Readonly<Record<"name" | "email" | "company", string>>;

const newCustomer = (office: Office, { name, email, company }: Text): Customer =>
  office.books.addCustomer({
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

function newAccount(office: Office, customer: Customer, name: string) {
  const { books } = office;
  const zuoraAccountId = drawnId(office, `billing-account/${customer.id}`);
  const account = books.addAccount({ name, zuoraAccountId, createdAt: timeIn(office) });
  books.addMembership(customer.id, account.id);
  return account;
}

function newContact(office: Office, billingAccountId: number, { name, email, company }: Text) {
  const { books } = office;
  const known = books.contactsOf(billingAccountId).length;
  const zuoraContactId = drawnId(office, `contact/${billingAccountId}/${known + 1}`);
  const billTo = known === 0;
  return books.addContact({ billingAccountId, zuoraContactId, name, email, company, billTo });
}

/** As the billing system has them. */
const drawnId = ({ random }: Office, purpose: string) => random.bytes(purpose, 16).toString("hex");
