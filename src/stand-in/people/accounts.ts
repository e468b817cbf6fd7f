import { err, ok, type Result } from "../../base/result.ts";
import type { Office } from "../licenses/issue.ts";
import { type Actor, whodunnit } from "../sales/actor.ts";
import { recordChange } from "../sales/history.ts";
import { type Refusal, refusal, textFlawIn } from "../sales/order.ts";
import type { BillingAccount, Contact, Membership } from "./account-books.ts";
import {
  changesBetween,
  checkedFields,
  flawed,
  lookedUp,
  type PeopleRefusal,
} from "./customer-fields.ts";
import type { Customer } from "./people-books.ts";

/** What staff types of a contact. */
export interface ContactFields {
  readonly name: string;
  readonly email: string;
  readonly company: string;
  readonly billTo: boolean;
}

/** What staff types of a billing account. */
export interface AccountFields {
  readonly name: string;
  readonly salesforceAccountId: string;
  /** Whether somebody else has sold it. */
  readonly reseller: boolean;
}

/** A change by somebody who has seen the record in a certain version. */
interface Edit<Fields> {
  readonly expectedVersion: number;
  readonly fields: Fields;
}

/** What staff does about those who buy, besides what customers can do themselves. */
export interface PeopleDesk {
  billingAccount(id: number): BillingAccount | null;
  billingAccounts(): readonly Pick<BillingAccount, "id" | "name" | "zuoraAccountId">[];
  editAccount(
    id: number,
    edit: Edit<AccountFields>,
    actor: Actor,
  ): Result<BillingAccount, PeopleRefusal>;
  contact(id: number): Contact | null;
  addContact(
    billingAccountId: number,
    added: ContactFields & { readonly zuoraContactId: string },
    actor: Actor,
  ): Result<Contact, PeopleRefusal>;
  editContact(id: number, edit: Edit<ContactFields>, actor: Actor): Result<Contact, PeopleRefusal>;
  membership(id: number): Membership | null;
  /** A customer works for one billing account alone. */
  addMembership(
    added: { readonly customerEmail: string; readonly billingAccountId: number },
    actor: Actor,
  ): Result<Membership, PeopleRefusal>;
  deleteMembership(id: number, actor: Actor): Result<Membership, Refusal>;
  /** Only one on whom nothing hangs. */
  deleteCustomer(id: number, actor: Actor): Result<Customer, Refusal>;
}

export function peopleDeskOf(office: Office): PeopleDesk {
  const { books, onPortalEvent } = office;
  /** Writes down who has changed what, and tells of it. Runs inside `atomically`. */
  function note(item: Noted, before: object | null, after: object | null, actor: Actor) {
    recordChange(office, actor, item, before && factsOf(before), after && factsOf(after));
    const what = `${itemNames[item.type]} ${item.id}`;
    const action = before === null ? "added" : after === null ? "deleted" : "edited";
    const names = before && after ? Object.keys(changesBetween(before, after)) : [];
    const detail = names.length === 0 ? what : names.join(", ").replaceAll("_", " ");
    const { subject } = item;
    books.afterCommit(() => onPortalEvent({ action, subject, detail, by: whodunnit(actor) }));
  }

  return {
    billingAccount: books.billingAccount,
    billingAccounts: books.billingAccounts,
    contact: books.contact,
    membership: books.membership,
    editAccount: (id, { expectedVersion, fields }, actor) =>
      books.atomically((): Result<BillingAccount, PeopleRefusal> => {
        const before = books.billingAccount(id);
        if (!before) return err(missing("billing account", id));
        if (before.version !== expectedVersion) return err(changedMeanwhile("billing account"));
        const flaws = accountFlaws(fields);
        if (flaws) return err(flaws);
        const after: BillingAccount = {
          ...before,
          name: fields.name.trim(),
          salesforceAccountId: fields.salesforceAccountId.trim() || null,
          reseller: fields.reseller,
        };
        const changes = changesBetween(before, after);
        if (Object.keys(changes).length === 0) return ok(before);
        const kept = { ...after, version: before.version + 1 };
        books.changeBillingAccount(kept);
        note({ type: "BillingAccount", id, subject: kept.name }, before, kept, actor);
        return ok(kept);
      }),
    addContact: (billingAccountId, { zuoraContactId, ...fields }, actor) =>
      books.atomically((): Result<Contact, PeopleRefusal> => {
        if (!books.billingAccount(billingAccountId)) {
          return err(flawed({ "billing account": "must exist" }));
        }
        const checked = contactFields(fields);
        const zuoraId = zuoraContactId.trim();
        const flaw = zuoraFlaw(zuoraId);
        if (!checked.ok || flaw) {
          return err(
            flawed({
              ...(flaw && { "zuora contact ID": flaw }),
              ...(checked.ok ? {} : checked.error.fields),
            }),
          );
        }
        if (books.contactWithZuoraId(zuoraId)) {
          return err(flawed({ "zuora contact ID": "has already been taken" }));
        }
        const added = books.insertContact({
          billingAccountId,
          zuoraContactId: zuoraId,
          ...checked.value,
          version: 1,
        });
        const item = { type: "BillingAccountContact", id: added.id, subject: added.email } as const;
        note(item, null, added, actor);
        return ok(added);
      }),
    editContact: (id, { expectedVersion, fields }, actor) =>
      books.atomically((): Result<Contact, PeopleRefusal> => {
        const before = books.contact(id);
        if (!before) return err(missing("contact", id));
        if (before.version !== expectedVersion) return err(changedMeanwhile("contact"));
        const checked = contactFields(fields);
        if (!checked.ok) return checked;
        const after = { ...before, ...checked.value };
        const changes = changesBetween(before, after);
        if (Object.keys(changes).length === 0) return ok(before);
        const kept = { ...after, version: before.version + 1 };
        books.changeContact(kept);
        const item = { type: "BillingAccountContact", id, subject: kept.email } as const;
        note(item, before, kept, actor);
        return ok(kept);
      }),
    addMembership: ({ customerEmail, billingAccountId }, actor) =>
      books.atomically((): Result<Membership, PeopleRefusal> => {
        const customer = books.customerWithEmail(lookedUp(customerEmail));
        const account = books.billingAccount(billingAccountId);
        if (!customer || !account) {
          return err(
            flawed({
              ...(!customer && { customer: "must exist" }),
              ...(!account && { "billing account": "must exist" }),
            }),
          );
        }
        // Source: portal people, one membership per customer.
        if (books.membershipOf(customer.id)) {
          return err(flawed({ customer: "is already linked to another billing account" }));
        }
        const added = books.insertMembership({ customerId: customer.id, billingAccountId });
        const item = { type: "BillingAccountMembership", id: added.id } as const;
        note({ ...item, subject: customer.email }, null, added, actor);
        return ok(added);
      }),
    deleteMembership: (id, actor) =>
      books.atomically((): Result<Membership, Refusal> => {
        const membership = books.membership(id);
        if (!membership) return err(missing("billing account membership", id));
        books.deleteMembership(id);
        const subject = books.customer(membership.customerId)?.email ?? "";
        const item = { type: "BillingAccountMembership", id, subject } as const;
        note(item, membership, null, actor);
        return ok(membership);
      }),
    deleteCustomer: (id, actor) =>
      books.atomically((): Result<Customer, Refusal> => {
        const customer = books.customer(id);
        if (!customer) return err(missing("customer", id));
        const hanging = books.hangingOn(id);
        if (hanging.length > 0) {
          const what = hanging.join(" and ");
          return err(refusal("customer-in-use", `The customer has ${what}, and stays for them.`));
        }
        books.deleteCustomer(id);
        const { name, email, company } = customer;
        const item = { type: "Customer", id, subject: email } as const;
        note(item, { name, email, company }, null, actor);
        return ok(customer);
      }),
  };
}

interface Noted {
  readonly type: keyof typeof itemNames;
  readonly id: number;
  /** What the timeline calls it. */
  readonly subject: string;
}

const itemNames = {
  BillingAccount: "billing account",
  BillingAccountContact: "billing account contact",
  BillingAccountMembership: "billing account membership",
  Customer: "customer",
} as const;

function accountFlaws({ name, salesforceAccountId: id }: AccountFields) {
  const nameFlaw = name.trim() === "" ? "can't be blank" : textFlawIn(name);
  const idFlaw = id.trim() === "" ? undefined : textFlawIn(id);
  const flaws = {
    ...(nameFlaw !== undefined && { name: nameFlaw }),
    ...(idFlaw !== undefined && { "salesforce account": idFlaw }),
  };
  return Object.keys(flaws).length > 0 ? flawed(flaws) : undefined;
}

/** Contacts keep the address as it is typed: licenses say it so. */
function contactFields({ name, email, company, billTo }: ContactFields) {
  const checked = checkedFields({ name, email, company });
  if (!checked.ok) return checked;
  return ok({ name: name.trim(), email: email.trim(), company: company.trim(), billTo });
}

function zuoraFlaw(id: string): string | undefined {
  if (id === "") return "can't be blank";
  return /^[A-Za-z0-9-]{1,64}$/.test(id) ? undefined : "must be letters and digits";
}

const missing = (what: string, id: number) =>
  refusal("not-found", `No ${what} has the id ${id}. Somebody may have deleted it.`);

const changedMeanwhile = (what: string) =>
  refusal(
    "record-changed",
    `The ${what} was saved by somebody else in the meantime. Look at what is there now, and repeat your change.`,
  );

/** What the history of a record compares, under the names of its columns. */
const factsOf = (record: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(changesBetween({}, record)).map(([name, [, is]]) => [name, is] as const),
  );
