import { randomAlphanumeric } from "../../base/random.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { issueFiles } from "../licenses/current-license.ts";
import type { Office } from "../licenses/issue.ts";
import { type CompleteOrder, completeOrder, type Order, type Refusal } from "./order.ts";
import type { Sale } from "./subscription.ts";

/** Sells a subscription, and a code with it unless it is a legacy one. */
export function sell(office: Office, order: Order): Result<Sale, Refusal> {
  const complete = completeOrder(order, office.clock.today());
  if (!complete.ok) return err(complete.error);
  return ok(
    office.books.atomically(() => {
      const number = office.books.nextSaleNumber();
      return record(office, complete.value, { number, ...identity(office, number) });
    }),
  );
}

/** Sells the subscription that a portal starts with, unless it has sold something already. */
export function sellFirst(office: Office): void {
  office.books.atomically(() => {
    if (office.books.nextSaleNumber() !== 1) return;
    record(office, defaultOrder(office), { number: 1, ...identity(office, 1) });
  });
}

/** Forgets everything but the code of the first subscription, and sells that one again as of today. */
export function startOver(office: Office): void {
  const { books } = office;
  books.atomically(() => {
    const first = books.sale(1);
    books.clear();
    record(office, defaultOrder(office), {
      number: 1,
      ...identity(office, 1),
      ...(first && {
        zuoraId: first.zuoraId,
        activationCode: first.soldCode ?? first.activationCode,
      }),
    });
  });
}

type Identity = Pick<Sale, "number" | "zuoraId" | "activationCode">;

function record(office: Office, order: CompleteOrder, identity: Identity): Sale {
  const sale: Sale = {
    ...order,
    ...identity,
    activationCode: order.kind === "legacy" ? null : identity.activationCode,
    activatedAt: null,
    cancelled: false,
    soldCode: null,
    codeIssuedOn: office.clock.today(),
    codeUsedBy: null,
    nextReconciliationDate: null,
    displayAlertFrom: null,
  };
  office.books.addSale(sale);
  issueFiles(office, sale);
  return sale;
}

const identity = ({ random }: Office, number: number) => ({
  zuoraId: random.bytes(`subscription-id/${number}`, 16).toString("hex"),
  activationCode: randomAlphanumeric(random, `activation-code/${number}`, 24),
});

function defaultOrder({ clock }: Office): CompleteOrder {
  const order = completeOrder({}, clock.today());
  if (!order.ok) throw new Error(order.error.message);
  return order.value;
}
