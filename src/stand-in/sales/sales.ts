import type { DatabaseImage } from "../../base/database-image.ts";
import { randomBase58 } from "../../base/random.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { issueFiles, issueMissingFiles } from "../licenses/current-license.ts";
import type { Office } from "../licenses/issue.ts";
import { type Actor, whodunnit } from "./actor.ts";
import { type Change, type Changes, changeSubscription, changes } from "./change-subscription.ts";
import { addCode, forwardCode, generateCode, resendCode, saleNamed } from "./codes.ts";
import { buyerOf } from "./customer-of-sale.ts";
import { recordChange } from "./history.ts";
import { writeOfSale } from "./letters-of-sale.ts";
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
  factsOn,
  licenseKind,
  newSale,
  type Sale,
  type Subscription,
  subscriptionName,
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

/** What a portal has sold and issued, as its books keep it. */
export interface PortalState {
  readonly image: DatabaseImage;
  /** The highest numbers that were given out. */
  readonly given: { readonly sale: number; readonly license: number };
}

/** What the owner does with subscriptions. */
export function salesOf(office: Office, { settled, onPortalEvent }: Watched) {
  const { books, clock } = office;
  const shown = (sale: Sale): Subscription =>
    toSubscription(sale, clock.today(), books.latestLicense(sale.number)?.number ?? null);
  /** Does something to a subscription, and tells of it before what was written of it is told. */
  const told = (
    name: string | null,
    { action, actor }: { readonly action: string; readonly actor: Actor },
    work: () => Result<Sale, Refusal>,
  ) =>
    books.atomically(() => {
      const before = name === null ? null : saleNamed(office, name);
      let after: Sale | null = null;
      books.afterCommit(() => {
        if (after)
          onPortalEvent({ ...subscriptionEvent(action, before, after), by: whodunnit(actor) });
      });
      const done = work();
      if (!done.ok) return done;
      after = done.value;
      return ok(shown(done.value));
    });
  const changed: Changed = settled((name, { change, action, writes }, actor) =>
    told(name, { action, actor }, () =>
      changeSubscription(office, name, { change, actor, writes }),
    ),
  );
  return {
    sell: settled((order: Order, actor: Actor = owner) =>
      told(null, { action: "sold", actor }, () => sell(office, order, actor)),
    ),
    generateCode: settled((name: string, actor: Actor = owner) =>
      told(name, { action: "code-generated", actor }, () => generateCode(office, name, actor)),
    ),
    resendCode: settled((name: string, actor: Actor = owner) =>
      told(name, { action: "code-resent", actor }, () => resendCode(office, name)),
    ),
    forwardCode: settled((id: number, to: string, actor: Actor = owner) =>
      books.atomically(() => {
        const forwarded = forwardCode(office, id, to);
        if (!forwarded.ok) return forwarded;
        const subject = subscriptionName(forwarded.value.subscriptionNumber);
        const event = { action: "code-forwarded", subject, detail: `to ${to.trim()}` };
        books.afterCommit(() => onPortalEvent({ ...event, by: whodunnit(actor) }));
        return forwarded;
      }),
    ),
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
    activationsOf: settled((name: string) => {
      const sale = saleNamed(office, name);
      const code = sale && books.cloudActivationOf(sale.number);
      return sale && (code ? books.activationsOf(code.id) : []);
    }),
    ...changesOf(changed),
    policies: settled(books.policies),
    setPolicies: settled((change: PolicyChange) => {
      const before = books.policies();
      books.atomically(() => books.changePolicies(change));
      const after = books.policies();
      const detail = changedPolicies(before, after).join("; ");
      if (detail !== "") onPortalEvent({ action: "set", subject: "policies", detail, by: null });
      return after;
    }),
    isSold: settled(books.isSold),
    unusedCode: settled(books.oldestUnusedCode),
  };
}

type Step = Pick<Parameters<typeof changeSubscription>[2], "change" | "writes"> & {
  readonly action: string;
};
type Changed = (name: string, step: Step, actor: Actor) => Result<Subscription, Refusal>;

const changesOf = (changed: Changed): Changes =>
  Object.fromEntries(
    Object.entries<Omit<Step, "change"> & { change: (given: never) => Change }>(changes).map(
      ([verb, { change, action, writes }]) => [
        verb,
        (name: string, given: never, actor: Actor = owner) =>
          changed(name, { change: change(given), action, writes }, actor),
      ],
    ),
    // Of the same names, and each takes what its change takes.
  ) as unknown as Changes;

/** Sells a subscription, and a code with it unless it is a legacy one. */
function sell(office: Office, order: Order, actor: Actor): Result<Sale, Refusal> {
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
    return ok(record(office, complete.value, identity(office, number, activationCode), actor));
  });
}

/** Sells the subscription that a portal starts with, unless it has sold something already. Null draws its code. */
export function sellFirst(office: Office, code: string | null): void {
  office.books.atomically(() => {
    if (office.books.firstSale()) return;
    const number = office.books.nextSaleNumber();
    record(
      untold(office),
      defaultOrder(office.clock.today()),
      identity(office, number, code),
      owner,
    );
  });
}

/** The code that the first subscription was sold with; null if none was. */
export function firstCodeIn({ books }: Office): string | null {
  const first = books.firstSale();
  return first && books.firstCodeOf(first.number);
}

/** Forgets everything, and sells the first subscription again as of today, with a code that it had before. */
export function startOver(office: Office, code: string | null): void {
  const { books } = office;
  books.atomically(() => {
    const first = books.firstSale();
    books.clear();
    books.afterCommit(office.outbox.onCleared);
    const { number, zuoraId, activationCode } = identity(office, 1, code);
    const same = { number, zuoraId: first?.zuoraId ?? zuoraId, activationCode };
    record(untold(office), defaultOrder(office.clock.today()), same, owner);
  });
}

/** Takes over what another portal, or this one before, has sold and issued. */
export function takeOver(office: Office, { image, given }: PortalState): void {
  const { books } = office;
  books.withoutReferences(() =>
    books.atomically(() => {
      books.putBack(image, given);
      books.afterCommit(office.outbox.onCleared);
      issueMissingFiles(office);
    }),
  );
}

/** Nobody is told of what a portal starts with: that has not happened to it. */
const untold = ({ books, clock, random, outbox }: Office): Office => ({
  books,
  clock,
  random,
  outbox,
  onPortalEvent: () => undefined,
});

function record(office: Office, order: CompleteOrder, identity: Identity, actor: Actor): Sale {
  const { books, clock } = office;
  const { number, zuoraId } = identity;
  const { contactId } = buyerOf(office, order, actor);
  const kind = licenseKind(order);
  const activationCode = kind === "legacy" || kind === null ? null : identity.activationCode;
  const sale = newSale(order, { number, zuoraId, activationCode, contactId }, clock.today());
  books.addSale(sale);
  if (activationCode !== null) addCode(office, sale, activationCode, actor);
  const item = { type: "Subscription", id: number } as const;
  recordChange(office, actor, item, null, factsOn(sale, clock.today()));
  issueFiles(office, sale);
  writeOfSale(office, sale, "purchase");
  return sale;
}

type Identity = Omit<Parameters<typeof newSale>[1], "contactId">;

const identity = ({ random }: Office, number: number, code?: string | null): Identity => ({
  number,
  zuoraId: random.bytes(`subscription-id/${number}`, 16).toString("hex"),
  activationCode: code ?? randomBase58(random, `activation-code/${number}`, 24),
});

const owner: Actor = { kind: "owner" };
