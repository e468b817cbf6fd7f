import { currentLicenseOf } from "../licenses/current-license.ts";
import type { Office } from "../licenses/issue.ts";
import { activationCodeLetter, licenseLetter, purchaseLetter } from "../mail/letters.ts";
import { post } from "../mail/post.ts";
import { isTrial, licenseKind, type Sale, subscriptionName, termsOn } from "./subscription.ts";

/** Why a customer is written to. */
export type Occasion = "purchase" | "renewal";

/**
 * Writes to whom a subscription is delivered to: with its code on cloud licensing, with the license otherwise. Runs inside
 * `atomically`. Source: portal people, A3.
 */
export function writeOfSale(office: Office, sale: Sale, occasion: Occasion): void {
  switch (licenseKind(sale)) {
    case "cloud":
      writeCode(office, sale);
      return;
    case null:
      post(
        office,
        purchaseLetter({ ...purchaseOf(office, sale), group: sale.group?.name ?? null }),
        {
          subscriptionNumber: sale.number,
        },
      );
      return;
    default:
      writeLicense(office, sale, occasion);
  }
}

/** Sends the code to whom the subscription is delivered to, or to somebody else. Nothing without a code. Runs inside `atomically`. */
export function writeCode(office: Office, sale: Sale, to?: string): void {
  const { activationCode, number } = sale;
  if (activationCode === null) return;
  const purchase = purchaseOf(office, sale);
  const letter = activationCodeLetter({ ...purchase, activationCode, to: to ?? purchase.to });
  post(office, letter, { subscriptionNumber: number });
}

function writeLicense(office: Office, sale: Sale, occasion: Occasion) {
  const { number, terms, activationCode } = sale;
  const { inForce } = termsOn(terms, office.clock.today());
  const last = terms.at(-1) ?? inForce;
  const term = occasion === "renewal" ? last : inForce;
  const license = office.books.latestLicenseOfTerm(
    number,
    term.startsOn,
    licenseKind(sale) ?? "cloud",
  );
  const letter = licenseLetter(license ?? currentLicenseOf(office, sale), {
    occasion: isTrial(sale, term) ? "trial" : occasion,
    activationCode: occasion === "renewal" ? activationCode : null,
  });
  post(office, letter, { subscriptionNumber: number, licenseNumber: license?.number ?? null });
}

function purchaseOf({ clock }: Office, sale: Sale) {
  const { plan, seats, startsOn, expiresOn } = termsOn(sale.terms, clock.today()).inForce;
  return {
    to: sale.email,
    name: sale.contactName,
    company: sale.company,
    plan,
    seats,
    startsOn,
    expiresOn,
    subscription: subscriptionName(sale.number),
  };
}
