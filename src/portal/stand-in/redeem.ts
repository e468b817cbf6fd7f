import type { Day } from "../../calendar.ts";
import type { ActivationPayload, FutureSubscriptionMessage } from "../wire.ts";
import { currentLicenseOf } from "./current-license.ts";
import { issue, type Office, timeIn } from "./issue.ts";
import { type Distortion, distorted, licenseOfSale } from "./license-of-sale.ts";
import { completeOrder, type Term } from "./order.ts";
import { foreignKey } from "./signing-keys.ts";
import { type Sale, termsOn } from "./subscription.ts";

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
    return answering(sale, currentLicenseOf(office, activated).key, clock.today());
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
    const license = issue(office, {
      say: (number) => licenseOfSale(said.sale, said.term, number),
      ...(wrong === "foreign-key" && { key: foreignKey }),
    });
    return answering(sale, license.key, today);
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

/** What the portal says of a term to come. */
export const announcement = (sale: Sale, term: Term): FutureSubscriptionMessage => ({
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

const inUse = (sale: Sale, office: Office): Sale => ({
  ...sale,
  activatedAt: sale.activatedAt ?? timeIn(office),
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
    cancelled: false,
    soldCode: null,
    nextReconciliationDate: null,
    displayAlertFrom: null,
  };
}
