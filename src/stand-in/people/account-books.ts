import { eq } from "drizzle-orm";
import type { PortalDatabase } from "../store/database.ts";
import {
  billingAccountContacts,
  billingAccountMemberships,
  billingAccounts,
  cloudActivations,
  customerLinks,
  customers,
  licenses,
} from "../store/tables.ts";
import { unusedId } from "./people-books.ts";

export type BillingAccount = Readonly<typeof billingAccounts.$inferSelect>;
export type Contact = Readonly<typeof billingAccountContacts.$inferSelect>;
export type Membership = Readonly<typeof billingAccountMemberships.$inferSelect>;

/** What staff keeps of those who buy. */
export interface AccountBooks {
  billingAccount(id: number): BillingAccount | null;
  billingAccounts(): readonly Pick<BillingAccount, "id" | "name" | "zuoraAccountId">[];
  changeBillingAccount(account: BillingAccount): void;
  contact(id: number): Contact | null;
  contactWithZuoraId(zuoraContactId: string): Contact | null;
  insertContact(contact: Omit<Contact, "id">): Contact;
  changeContact(contact: Contact): void;
  membership(id: number): Membership | null;
  membershipOf(customerId: number): Membership | null;
  insertMembership(membership: Omit<Membership, "id">): Membership;
  deleteMembership(id: number): void;
  /** What hangs on a customer, by what it is called; empty if nothing does. */
  hangingOn(customerId: number): readonly string[];
  /** Deletes a customer, and the links that they were sent. */
  deleteCustomer(id: number): void;
}

export function accountBooksIn({ queries }: Pick<PortalDatabase, "queries">): AccountBooks {
  const membershipWhere = (condition: ReturnType<typeof eq>) =>
    queries.select().from(billingAccountMemberships).where(condition).get() ?? null;
  const contactWhere = (condition: ReturnType<typeof eq>) =>
    queries.select().from(billingAccountContacts).where(condition).get() ?? null;
  const hanging = [
    {
      name: "a billing account membership",
      on: (id: number) => membershipWhere(eq(billingAccountMemberships.customerId, id)),
    },
    {
      name: "cloud activations",
      on: (id: number) =>
        queries.select().from(cloudActivations).where(eq(cloudActivations.customerId, id)).get(),
    },
    {
      name: "licenses",
      on: (id: number) => queries.select().from(licenses).where(eq(licenses.customerId, id)).get(),
    },
  ];
  return {
    billingAccount: (id) =>
      queries.select().from(billingAccounts).where(eq(billingAccounts.id, id)).get() ?? null,
    billingAccounts: () =>
      queries
        .select({
          id: billingAccounts.id,
          name: billingAccounts.name,
          zuoraAccountId: billingAccounts.zuoraAccountId,
        })
        .from(billingAccounts)
        .orderBy(billingAccounts.name, billingAccounts.id)
        .all(),
    changeBillingAccount: (account) =>
      void queries
        .update(billingAccounts)
        .set(account)
        .where(eq(billingAccounts.id, account.id))
        .run(),
    contact: (id) => contactWhere(eq(billingAccountContacts.id, id)),
    contactWithZuoraId: (id) => contactWhere(eq(billingAccountContacts.zuoraContactId, id)),
    insertContact: (contact) =>
      queries.insert(billingAccountContacts).values(contact).returning().get(),
    changeContact: (contact) =>
      void queries
        .update(billingAccountContacts)
        .set(contact)
        .where(eq(billingAccountContacts.id, contact.id))
        .run(),
    membership: (id) => membershipWhere(eq(billingAccountMemberships.id, id)),
    membershipOf: (id) => membershipWhere(eq(billingAccountMemberships.customerId, id)),
    insertMembership: (membership) =>
      queries
        .insert(billingAccountMemberships)
        .values({
          ...membership,
          id: unusedId(queries, "BillingAccountMembership", billingAccountMemberships),
        })
        .returning()
        .get(),
    deleteMembership: (id) =>
      void queries
        .delete(billingAccountMemberships)
        .where(eq(billingAccountMemberships.id, id))
        .run(),
    hangingOn: (id) => hanging.filter(({ on }) => on(id)).map(({ name }) => name),
    deleteCustomer(id) {
      queries.delete(customerLinks).where(eq(customerLinks.customerId, id)).run();
      queries.delete(customers).where(eq(customers.id, id)).run();
    },
  };
}
