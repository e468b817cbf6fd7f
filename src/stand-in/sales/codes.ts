import { randomBase58 } from "../../base/random.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Office } from "../licenses/issue.ts";
import type { Actor } from "./actor.ts";
import type { CloudActivation } from "./code-books.ts";
import { recordChange } from "./history.ts";
import { writeCode } from "./letters-of-sale.ts";
import { type Refusal, refusal, textFlawIn } from "./order.ts";
import { type Sale, subscriptionName } from "./subscription.ts";

/** Keeps the code of a sale, and who has given it out. Runs inside `atomically`. */
export function addCode(
  office: Office,
  sale: Pick<Sale, "number" | "contactId">,
  activationCode: string,
  actor: Actor,
) {
  const { books, clock } = office;
  const customer = books.customerOfContact(sale.contactId);
  if (!customer)
    throw new Error(`Nobody works for the billing account of contact ${sale.contactId}.`);
  const subscriptionNumber = sale.number;
  const code = {
    customerId: customer.id,
    subscriptionNumber,
    activationCode,
    issuedOn: clock.today(),
  };
  const added = books.addCode(code);
  const facts = { customer_id: customer.id, subscription_name: subscriptionName(sale.number) };
  recordChange(office, actor, { type: "CloudActivation", id: added.id }, null, facts);
  return added;
}

export function saleNamed({ books }: Office, name: string): Sale | null {
  const sale = books.sale(Number(name.slice("A-S".length)));
  return sale && subscriptionName(sale.number) === name ? sale : null;
}

/**
 * Draws a code for a subscription that has none, and mails it: a click of the cloud icon. Of two at once the second is
 * told that there is one.
 */
export function generateCode(office: Office, name: string, actor: Actor): Result<Sale, Refusal> {
  const { books, random } = office;
  return books.atomically(() => {
    const sale = saleNamed(office, name);
    if (!sale) return err(unknownSubscription(name));
    const flaw = whyNoCode(sale);
    if (flaw) return err(flaw);
    const activationCode = randomBase58(random, `activation-code/${sale.number}`, 24);
    addCode(office, sale, activationCode, actor);
    const changed = books.sale(sale.number) ?? sale;
    writeCode(office, changed);
    return ok(changed);
  });
}

function whyNoCode(sale: Sale): Refusal | undefined {
  const name = subscriptionName(sale.number);
  if (sale.deployment === "hosted") {
    return refusal("no-activation-code", "A hosted subscription has no activation code.");
  }
  if (sale.cancelled) {
    return refusal("subscription-cancelled", `${name} was cancelled. Sell another one.`);
  }
  if (sale.activationCode === null) return undefined;
  const message = `${name} has an activation code already. Nothing was generated, and nothing was sent.`;
  return refusal("activation-code-exists", message);
}

/** Mails the code of a subscription again, to whom it is delivered to. */
export function resendCode(office: Office, name: string): Result<Sale, Refusal> {
  return office.books.atomically(() => {
    const sale = saleNamed(office, name);
    if (!sale) return err(unknownSubscription(name));
    if (sale.activationCode === null) {
      return err(refusal("no-activation-code", `${name} has no activation code.`));
    }
    writeCode(office, sale);
    return ok(sale);
  });
}

/** Mails a code to one address. */
export function forwardCode(
  office: Office,
  id: number,
  to: string,
): Result<CloudActivation, Refusal> {
  const { books } = office;
  return books.atomically(() => {
    const found = books.cloudActivation(id);
    const sale = found && books.sale(found.subscriptionNumber);
    if (!found || !sale) {
      return err(
        refusal("cloud-activation-not-found", `No cloud activation has the number ${id}.`),
      );
    }
    if (sale.activationCode !== found.activationCode) {
      const message = "The code is withdrawn: another one has taken its place.";
      return err(refusal("code-withdrawn", message));
    }
    const flaw = addressFlaw(to);
    if (flaw) return err(flaw);
    writeCode(office, sale, to.trim());
    return ok(found);
  });
}

/** Why nobody can be written to at an address; one address is meant. */
export function addressFlaw(to: string): Refusal | undefined {
  const isAddress =
    /^[^\s\p{Cf}@<>,;"]+@[^\s\p{Cf}@<>,;"]+$/u.test(to.trim()) && textFlawIn(to) === undefined;
  return isAddress ? undefined : refusal("invalid-address", "Enter one e-mail address.");
}

const unknownSubscription = (name: string) =>
  refusal("subscription-not-found", `No subscription is named "${name}".`);
