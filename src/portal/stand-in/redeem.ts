import type { Day } from "../../calendar.ts";
import type { Clock } from "../../clock.ts";
import type { Random } from "../../random.ts";
import type { ActivationPayload, FutureSubscriptionMessage } from "../wire.ts";
import type { Books } from "./books.ts";
import { type Distortion, distorted, licenseOfSale } from "./license-of-sale.ts";
import { completeOrder, type Term } from "./order.ts";
import { foreignKey, signingKey } from "./signing-keys.ts";
import { type Sale, termsOn } from "./subscription.ts";
import { sealLicense, toPayload } from "./write-license.ts";

/** What the portal works with. */
export interface Office {
  readonly books: Books;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Answers an activation code with the key of the term in force.
 *
 * The key is issued once and handed out as it is for as long as the subscription and the term say the same, to as
 * many instances as come. Issuing it and noting the first use are one step: of ten at once, one issues.
 */
export function redeem(office: Office, code: string): ActivationPayload {
  const { books, clock } = office;
  return books.atomically(() => {
    const sale = books.saleOf(code);
    if (!sale) return refusing(["invalid activation code"]);
    const activated = inUse(sale, office);
    if (sale.activatedAt === null && activated.activatedAt !== null) {
      books.markActivated(sale.number, activated.activatedAt);
    }
    const { inForce } = termsOn(sale.terms, clock.today());
    return answering(sale, standingKey(office, activated, inForce), clock.today());
  });
}

/**
 * Answers with a key that is wrong in the way asked for, and uses nothing up.
 *
 * The wrong key takes a license number, so that no two keys share one, but it does not become the subscription's. A
 * code that was never sold gets a key as if the default order stood behind it: the fault is the same for every code.
 */
export function redeemWrongly(
  office: Office,
  code: string,
  wrong: "foreign-key" | Distortion,
): ActivationPayload {
  const { books, clock } = office;
  const today = clock.today();
  return books.atomically(() => {
    const sale = books.saleOf(code) ?? unsold(today);
    const genuine = { sale: inUse(sale, office), term: termsOn(sale.terms, today).inForce };
    const said = wrong === "foreign-key" ? genuine : distorted(genuine, wrong, today);
    const number = books.nextLicenseNumber();
    const attributes = toPayload(licenseOfSale(said.sale, said.term, number));
    const key = sealLicense(attributes, {
      key: wrong === "foreign-key" ? foreignKey : signingKey,
      random: office.random,
      purpose: `license/${number}`,
    });
    books.addLicense({ number, subscriptionNumber: null, attributes, key });
    return answering(sale, key, today);
  });
}

/** An answer without a key. */
export const refusing = (errors: readonly string[]): ActivationPayload => ({
  licenseKey: null,
  futureSubscriptions: [],
  newSubscription: null,
  errors,
});

const answering = (sale: Sale, licenseKey: string, today: Day): ActivationPayload => ({
  licenseKey,
  futureSubscriptions: termsOn(sale.terms, today).later.map((term) => announcement(sale, term)),
  newSubscription: sale.activatedAt === null,
  errors: [],
});

const announcement = (sale: Sale, term: Term): FutureSubscriptionMessage => ({
  cloudLicenseEnabled: true,
  offlineCloudLicenseEnabled: sale.kind === "offline",
  plan: term.plan,
  company: sale.company,
  email: sale.email,
  name: sale.contactName,
  startsAt: term.startsOn,
  expiresAt: term.expiresOn,
  usersInLicenseCount: term.seats,
});

/** The subscription's latest key if it still says what it should, else a new one. */
function standingKey(office: Office, sale: Sale, term: Term): string {
  const { books, random } = office;
  const latest = books.latestLicense(sale.number);
  if (latest && latest.attributes === toPayload(licenseOfSale(sale, term, latest.number))) {
    return latest.key;
  }
  const number = books.nextLicenseNumber();
  const attributes = toPayload(licenseOfSale(sale, term, number));
  const key = sealLicense(attributes, { key: signingKey, random, purpose: `license/${number}` });
  books.addLicense({ number, subscriptionNumber: sale.number, attributes, key });
  return key;
}

const inUse = (sale: Sale, { clock }: Office): Sale => ({
  ...sale,
  activatedAt: sale.activatedAt ?? clock.calendar.toIso(clock.now()),
});

function unsold(today: Day): Sale {
  const order = completeOrder({}, today);
  if (!order.ok) throw new Error(order.error.message);
  return {
    ...order.value,
    number: 0,
    zuoraId: "0".repeat(32),
    activationCode: null,
    activatedAt: null,
  };
}
