import { ok, type Result } from "../../result.ts";
import {
  addingSeats,
  type Change,
  cancelling,
  changeSubscription,
  expiring,
  type RenewalOrder,
  reconciling,
  reissuingCode,
  renewing,
  saleNamed,
  upgrading,
} from "./change-subscription.ts";
import type { Office } from "./issue.ts";
import type { Order, Refusal } from "./order.ts";
import type { PolicyChange } from "./policies.ts";
import { toReport } from "./report.ts";
import { sell } from "./sell.ts";
import {
  type Reconciliation,
  type Sale,
  type Subscription,
  toSubscription,
} from "./subscription.ts";

/** Lets work wait for what the portal owes. */
export type Settled = <Given extends unknown[], Value>(
  work: (...given: Given) => Value,
) => (...given: Given) => Value;

/** What the owner does with subscriptions. */
export function salesOf(office: Office, settled: Settled) {
  const { books, clock } = office;
  const shown = (sale: Sale): Subscription =>
    toSubscription(sale, clock.today(), books.latestLicense(sale.number)?.number ?? null);
  const told = (sale: Result<Sale, Refusal>) => (sale.ok ? ok(shown(sale.value)) : sale);
  const changed = settled((name: string, change: Change) =>
    told(changeSubscription(office, name, change)),
  );
  return {
    sell: settled((order: Order) => told(sell(office, order))),
    subscriptions: settled(() => books.sales().map(shown)),
    subscription: settled((name: string) => {
      const sale = saleNamed(office, name);
      return sale && shown(sale);
    }),
    reports: settled((name: string) => {
      const sale = saleNamed(office, name);
      return sale && books.reportsOf(sale.number).map(toReport);
    }),
    addSeats: (name: string, seats: number) => changed(name, addingSeats(seats)),
    upgrade: (name: string, plan: string) => changed(name, upgrading(plan)),
    renew: (name: string, order: RenewalOrder) => changed(name, renewing(order)),
    cancel: (name: string) => changed(name, cancelling),
    expire: (name: string) => changed(name, expiring),
    setReconciliation: (name: string, dates: Reconciliation) => changed(name, reconciling(dates)),
    reissueCode: (name: string) => changed(name, reissuingCode),
    policies: settled(books.policies),
    setPolicies: settled((change: PolicyChange) => {
      books.atomically(() => books.changePolicies(change));
      return books.policies();
    }),
    unusedCode: settled(books.oldestUnusedCode),
  };
}
