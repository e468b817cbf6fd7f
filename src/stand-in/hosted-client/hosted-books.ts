import type { PortalDatabase } from "../store/database.ts";

/** What the portal has sold of the hosted product. */
export interface HostedBooks {
  /** Whether a subscription of the hosted product was sold. */
  sellsHosted(): boolean;
  /** The numbers of those that belong to a group. */
  linkedSales(): readonly number[];
  /** The number of a subscription that is not cancelled and belongs to a group; null if there is none. */
  saleOfGroup(groupId: number): number | null;
  /** Whether somebody who may see a subscription has linked an account of the hosted product. */
  hasLinkedAccount(saleNumber: number): boolean;
  /** Whether a reseller has sold a subscription. */
  isResold(saleNumber: number): boolean;
}

export function hostedBooks({ raw }: Pick<PortalDatabase, "raw">): HostedBooks {
  const any = raw
    .prepare<[], number>("SELECT 1 FROM subscriptions WHERE deployment = 'hosted' LIMIT 1")
    .pluck();
  const linked = raw
    .prepare<[], number>(
      "SELECT number FROM subscriptions WHERE gl_namespace_id IS NOT NULL ORDER BY number",
    )
    .pluck();
  const ofGroup = raw
    .prepare<[number], number>(
      "SELECT number FROM subscriptions WHERE gl_namespace_id = ? AND cancelled = 0 LIMIT 1",
    )
    .pluck();
  const account = raw
    .prepare<[number], number>(
      `SELECT 1 FROM subscriptions s
       JOIN billing_account_contacts c ON c.id = s.sold_to_contact_id
       JOIN billing_account_memberships m ON m.billing_account_id = c.billing_account_id
       JOIN customers ON customers.id = m.customer_id
       WHERE s.number = +? AND customers.uid IS NOT NULL LIMIT 1`,
    )
    .pluck();
  const resold = raw
    .prepare<[number], number>(
      `SELECT b.reseller FROM subscriptions s
       JOIN billing_account_contacts c ON c.id = s.sold_to_contact_id
       JOIN billing_accounts b ON b.id = c.billing_account_id
       WHERE s.number = +?`,
    )
    .pluck();
  return {
    sellsHosted: () => any.get() !== undefined,
    linkedSales: () => linked.all(),
    saleOfGroup: (groupId) => ofGroup.get(groupId) ?? null,
    hasLinkedAccount: (number) => account.get(number) !== undefined,
    isResold: (number) => resold.get(number) === 1,
  };
}
