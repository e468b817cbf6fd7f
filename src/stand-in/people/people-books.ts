import { and, asc, count, desc, eq, getColumns, inArray, max } from "drizzle-orm";
import type { PortalDatabase } from "../store/database.ts";
import {
  billingAccountContacts,
  billingAccountMemberships,
  billingAccounts,
  customerLinks,
  customers,
  subscriptions,
  versions,
} from "../store/tables.ts";

/** Somebody who can sign in. Times are ISO 8601. */
export type Customer = Readonly<typeof customers.$inferSelect>;

/** Whom subscriptions are sold to. */
export type BillingAccount = Readonly<typeof billingAccounts.$inferSelect>;

export type Contact = Readonly<typeof billingAccountContacts.$inferSelect>;

/** What a link that was mailed is for. */
export type LinkPurpose = CustomerLink["purpose"];

/** A link that lets a customer in once. `token` is the digest of what the link says. */
type CustomerLink = Readonly<typeof customerLinks.$inferSelect>;

/** One change of a record. */
type Version = Omit<KeptVersion, "id">;

type KeptVersion = Readonly<typeof versions.$inferSelect>;

/** How many of something there are, and those of one page. */
interface Page<One> {
  readonly total: number;
  readonly shown: readonly One[];
}

interface PageAsked {
  readonly offset: number;
  readonly limit: number;
}

/** Those who can sign in, whom they work for, and the links that they were sent. */
/** How a contact is written to. */
type ContactText = Pick<Contact, "name" | "email" | "company">;

export interface PeopleBooks {
  customer(id: number): Customer | null;
  /** By an address in small letters. */
  customerWithEmail(email: string): Customer | null;
  /** The one whose linked account of the hosted product it is. */
  customerWithAccount(uid: number): Customer | null;
  addCustomer(customer: Omit<Customer, "id">): Customer;
  /** Keeps a customer as they are now. */
  changeCustomer(customer: Customer): void;
  /** The billing account that a customer works for; null for none. */
  accountOf(customerId: number): BillingAccount | null;
  addAccount(
    account: Pick<BillingAccount, "name" | "zuoraAccountId" | "createdAt">,
  ): BillingAccount;
  /** The contact of a billing account that is written to in this way; null for none. */
  contactLike(billingAccountId: number, like: ContactText): Contact | null;
  addContact(contact: Omit<Contact, "id" | "version">): Contact;
  /** The first member of the billing account of a contact; null if it has none. */
  customerOfContact(contactId: number): Customer | null;
  /** Those of a billing account, oldest first. */
  contactsOf(billingAccountId: number): readonly Contact[];
  /** The numbers of the subscriptions that a customer may see, newest first. */
  subscriptionsOf(customerId: number, page: PageAsked): Page<number>;
  maySee(customerId: number, subscriptionNumber: number): boolean;
  /** The link that a customer was sent last for a purpose, whether or not it still works. */
  lastLink(customerId: number, purpose: LinkPurpose): CustomerLink | null;
  linkWith(token: string): CustomerLink | null;
  /** Keeps a link in the place of those that the customer was sent for the same purpose. */
  replaceLink(link: CustomerLink): void;
  endLink(token: string, at: string): void;
  /** Has no link let a customer in any more. */
  endLinksOf(customerId: number): void;
  addVersion(version: Version): void;
  /** The history of a record, oldest first. */
  versionsOf(itemType: string, itemId: number): readonly KeptVersion[];
}

export function peopleBooks({ queries }: Pick<PortalDatabase, "queries">): PeopleBooks {
  const theCustomer = (condition: ReturnType<typeof eq>) =>
    queries.select().from(customers).where(condition).get() ?? null;
  /** Subscriptions belong to whom they are sold to; who works for the same billing account sees them. */
  const visibleTo = (customerId: number) =>
    inArray(
      subscriptions.soldToContactId,
      queries
        .select({ id: billingAccountContacts.id })
        .from(billingAccountContacts)
        .innerJoin(
          billingAccountMemberships,
          eq(billingAccountMemberships.billingAccountId, billingAccountContacts.billingAccountId),
        )
        .where(eq(billingAccountMemberships.customerId, customerId)),
    );
  return {
    customer: (id) => theCustomer(eq(customers.id, id)),
    customerWithEmail: (email) => theCustomer(eq(customers.email, email)),
    customerWithAccount: (uid) => theCustomer(eq(customers.uid, uid)),
    addCustomer: (customer) =>
      queries
        .insert(customers)
        .values({ ...customer, id: unusedId(queries, "Customer", customers) })
        .returning()
        .get(),
    changeCustomer: (customer) =>
      void queries.update(customers).set(customer).where(eq(customers.id, customer.id)).run(),
    accountOf: (customerId) =>
      queries
        .select()
        .from(billingAccounts)
        .where(
          inArray(
            billingAccounts.id,
            queries
              .select({ id: billingAccountMemberships.billingAccountId })
              .from(billingAccountMemberships)
              .where(eq(billingAccountMemberships.customerId, customerId)),
          ),
        )
        .get() ?? null,
    addAccount: (account) => queries.insert(billingAccounts).values(account).returning().get(),
    contactLike: (billingAccountId, { name, email, company }) =>
      queries
        .select()
        .from(billingAccountContacts)
        .where(
          and(
            eq(billingAccountContacts.billingAccountId, billingAccountId),
            eq(billingAccountContacts.name, name),
            eq(billingAccountContacts.email, email),
            eq(billingAccountContacts.company, company),
          ),
        )
        .get() ?? null,
    addContact: (contact) =>
      queries.insert(billingAccountContacts).values(contact).returning().get(),
    customerOfContact: (contactId) =>
      queries
        .select(getColumns(customers))
        .from(customers)
        .innerJoin(
          billingAccountMemberships,
          eq(billingAccountMemberships.customerId, customers.id),
        )
        .innerJoin(
          billingAccountContacts,
          eq(billingAccountContacts.billingAccountId, billingAccountMemberships.billingAccountId),
        )
        .where(eq(billingAccountContacts.id, contactId))
        .orderBy(asc(billingAccountMemberships.id))
        .limit(1)
        .get() ?? null,
    contactsOf: (billingAccountId) =>
      queries
        .select()
        .from(billingAccountContacts)
        .where(eq(billingAccountContacts.billingAccountId, billingAccountId))
        .orderBy(asc(billingAccountContacts.id))
        .all(),
    subscriptionsOf: (customerId, { offset, limit }) => ({
      total:
        queries.select({ total: count() }).from(subscriptions).where(visibleTo(customerId)).get()
          ?.total ?? 0,
      shown: queries
        .select({ number: subscriptions.number })
        .from(subscriptions)
        .where(visibleTo(customerId))
        .orderBy(desc(subscriptions.number))
        .limit(limit)
        .offset(offset)
        .all()
        .map(({ number }) => number),
    }),
    maySee: (customerId, number) =>
      queries
        .select({ number: subscriptions.number })
        .from(subscriptions)
        .where(and(eq(subscriptions.number, number), visibleTo(customerId)))
        .get() !== undefined,
    lastLink: (customerId, purpose) =>
      queries.select().from(customerLinks).where(linksFor(customerId, purpose)).get() ?? null,
    linkWith: (token) =>
      queries.select().from(customerLinks).where(eq(customerLinks.token, token)).get() ?? null,
    replaceLink(link) {
      queries.delete(customerLinks).where(linksFor(link.customerId, link.purpose)).run();
      queries.insert(customerLinks).values(link).run();
    },
    endLink: (token, at) =>
      void queries
        .update(customerLinks)
        .set({ expiresAt: at })
        .where(eq(customerLinks.token, token))
        .run(),
    endLinksOf: (customerId) =>
      void queries.delete(customerLinks).where(eq(customerLinks.customerId, customerId)).run(),
    addVersion: (version) => void queries.insert(versions).values(version).run(),
    versionsOf: (itemType, itemId) =>
      queries
        .select()
        .from(versions)
        .where(and(eq(versions.itemType, itemType), eq(versions.itemId, itemId)))
        .orderBy(asc(versions.id))
        .all(),
  };
}

/**
 * An id that no record has had: sessions, forms and histories of one that was deleted, of which its history tells, must not
 * become those of another.
 */
export function unusedId(
  queries: PortalDatabase["queries"],
  itemType: string,
  table: typeof customers | typeof billingAccountMemberships,
): number {
  const highest =
    queries
      .select({ id: max(table.id) })
      .from(table)
      .get()?.id ?? 0;
  const told = queries
    .select({ id: max(versions.itemId) })
    .from(versions)
    .where(eq(versions.itemType, itemType))
    .get();
  return Math.max(highest, told?.id ?? 0) + 1;
}

const linksFor = (customerId: number, purpose: LinkPurpose) =>
  and(eq(customerLinks.customerId, customerId), eq(customerLinks.purpose, purpose));
