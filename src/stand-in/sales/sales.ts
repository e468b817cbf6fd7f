import { randomAlphanumeric } from "../../base/random.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { issueFiles } from "../licenses/current-license.ts";
import type { Office } from "../licenses/issue.ts";
import {
  type Change,
  type Changes,
  changeSubscription,
  changes,
  saleNamed,
} from "./change-subscription.ts";
import {
  type CompleteOrder,
  completeOrder,
  defaultOrder,
  type Order,
  type Refusal,
  refusal,
} from "./order.ts";
import type { PolicyChange } from "./policies.ts";
import { changedPolicies, type OnPortalEvent, subscriptionEvent } from "./portal-event.ts";
import { toReport } from "./reports.ts";
import {
  type Identity,
  newSale,
  type Sale,
  type Subscription,
  toSubscription,
} from "./subscription.ts";

/** Lets work wait for what the portal owes. */
export type Settled = <Given extends unknown[], Value>(
  work: (...given: Given) => Value,
) => (...given: Given) => Value;

interface Watched {
  readonly settled: Settled;
  /** Is told of everything that was done. */
  readonly onPortalEvent: OnPortalEvent;
}

/** What the owner does with subscriptions. */
export function salesOf(office: Office, { settled, onPortalEvent }: Watched) {
  const { books, clock } = office;
  const shown = (sale: Sale): Subscription =>
    toSubscription(sale, clock.today(), books.latestLicense(sale.number)?.number ?? null);
  const reported = (sale: Result<Sale, Refusal>, action: string, before: Sale | null) => {
    if (!sale.ok) return sale;
    onPortalEvent(subscriptionEvent(action, before, sale.value));
    return ok(shown(sale.value));
  };
  const changed = settled((name: string, action: string, change: Change) => {
    const before = saleNamed(office, name);
    return reported(changeSubscription(office, name, change), action, before);
  });
  return {
    sell: settled((order: Order) => reported(sell(office, order), "sold", null)),
    subscriptions: settled((only?: { readonly newest: number }) =>
      books.sales(only?.newest).map(shown),
    ),
    subscriptionCount: settled(books.saleCount),
    subscription: settled((name: string) => {
      const sale = saleNamed(office, name);
      return sale && shown(sale);
    }),
    reports: settled((name: string) => {
      const sale = saleNamed(office, name);
      return sale && books.reportsOf(sale.number).map(toReport);
    }),
    ...changesOf(changed),
    policies: settled(books.policies),
    setPolicies: settled((change: PolicyChange) => {
      const before = books.policies();
      books.atomically(() => books.changePolicies(change));
      const after = books.policies();
      const detail = changedPolicies(before, after).join("; ");
      if (detail !== "") onPortalEvent({ action: "set", subject: "policies", detail });
      return after;
    }),
    isSold: settled(books.isSold),
    unusedCode: settled(books.oldestUnusedCode),
  };
}

type Changed = (name: string, action: string, change: Change) => Result<Subscription, Refusal>;

const changesOf = (changed: Changed): Changes =>
  Object.fromEntries(
    Object.entries<{ change: (given: never) => Change; action: string }>(changes).map(
      ([verb, { change, action }]) => [
        verb,
        (name: string, given: never) => changed(name, action, change(given)),
      ],
    ),
    // Of the same names, and each takes what its change takes.
  ) as unknown as Changes;

/** Sells a subscription, and a code with it unless it is a legacy one. */
function sell(office: Office, order: Order): Result<Sale, Refusal> {
  const { books, clock } = office;
  const complete = completeOrder(order, clock.today());
  if (!complete.ok) return err(complete.error);
  return books.atomically(() => {
    const { activationCode } = order;
    if (activationCode !== undefined && books.isSold(activationCode)) {
      const message = `The activation code ${activationCode} was sold already.`;
      return err(refusal("activation-code-taken", message));
    }
    const number = books.nextSaleNumber();
    return ok(record(office, complete.value, identity(office, number, activationCode)));
  });
}

/** Sells the subscription that a portal starts with, unless it has sold something already. Null draws its code. */
export function sellFirst(office: Office, code: string | null): void {
  office.books.atomically(() => {
    if (office.books.firstSale()) return;
    const number = office.books.nextSaleNumber();
    record(office, defaultOrder(office.clock.today()), identity(office, number, code));
  });
}

/** Forgets everything but the code of the first subscription, and sells that one again as of today. */
export function startOver(office: Office): void {
  const { books } = office;
  books.atomically(() => {
    const first = books.firstSale();
    books.clear();
    books.afterCommit(office.outbox.onCleared);
    record(office, defaultOrder(office.clock.today()), {
      ...identity(office, 1),
      ...(first && {
        zuoraId: first.zuoraId,
        activationCode: first.soldCode ?? first.activationCode,
      }),
    });
  });
}

function record(office: Office, order: CompleteOrder, identity: Identity): Sale {
  const activationCode = order.kind === "legacy" ? null : identity.activationCode;
  const sale = newSale(order, { ...identity, activationCode }, office.clock.today());
  office.books.addSale(sale);
  issueFiles(office, sale);
  return sale;
}

const identity = ({ random }: Office, number: number, code?: string | null): Identity => ({
  number,
  zuoraId: random.bytes(`subscription-id/${number}`, 16).toString("hex"),
  activationCode: code ?? randomAlphanumeric(random, `activation-code/${number}`, 24),
});
