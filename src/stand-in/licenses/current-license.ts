import type { Term } from "../sales/order.ts";
import { type Sale, termsOn } from "../sales/subscription.ts";
import { issue, type Office } from "./issue.ts";
import type { KeptLicense } from "./license-books.ts";
import { type Distortion, distorted, licenseOfSale } from "./license-of-sale.ts";
import { foreignKey } from "./signing-keys.ts";
import { toPayload } from "./write-license.ts";

/**
 * The license that a subscription has today, whoever asks for it: an activation or a daily report. Runs inside
 * `atomically`.
 *
 * It is issued once and stands, byte for byte, for as long as the subscription says of the term in force what it said
 * then. Whatever changes the subscription lets the next to ask have another license with the next number.
 */
export const currentLicenseOf = (office: Office, sale: Sale): KeptLicense =>
  licenseOfTerm(office, sale, termsOn(sale.terms, office.clock.today()).inForce);

/** A license that says the same as the current one, under the next number, and takes its place. */
export const anotherLicenseOf = (office: Office, sale: Sale): KeptLicense =>
  issueFor(office, sale, termsOn(sale.terms, office.clock.today()).inForce);

/**
 * Issues what a customer without a cloud license is sent: a file for the term in force and for each that follows.
 * Runs inside `atomically`.
 */
export function issueFiles(office: Office, sale: Sale): void {
  if (sale.kind === "cloud") return;
  const { inForce, later } = termsOn(sale.terms, office.clock.today());
  for (const term of [inForce, ...later]) licenseOfTerm(office, sale, term);
}

/** Issues files for what was sold by a version that issued none. */
export function issueMissingFiles(office: Office): void {
  const { books } = office;
  books.atomically(() => {
    for (const number of books.subscriptionsWithoutFile()) {
      const sale = books.sale(number);
      if (sale) issueFiles(office, sale);
    }
  });
}

function licenseOfTerm(office: Office, sale: Sale, term: Term): KeptLicense {
  const latest = office.books.latestLicenseOfTerm(sale.number, term.startsOn);
  if (latest) {
    const said = latest.attributesAsIssued ?? latest.attributes;
    if (said === toPayload(licenseOfSale(sale, term, latest.number))) return latest;
  }
  return issueFor(office, sale, term);
}

/** With what was edited in the last license of the term; of the subscription, for a term that has none. */
function issueFor(office: Office, sale: Sale, term: Term): KeptLicense {
  const { books } = office;
  const last =
    books.latestLicenseOfTerm(sale.number, term.startsOn) ?? books.latestLicense(sale.number);
  return issue(office, {
    subscriptionNumber: sale.number,
    say: (number) => licenseOfSale(sale, term, number),
    edited: last?.attributesAsIssued ? last : undefined,
  });
}

/** What can be wrong with a key: it is no license at all, nobody here has signed it, or it says the untruth. */
export type WrongKey = "invalid-key" | "foreign-key" | Distortion;

/**
 * A key for a sale that is wrong in the way asked for. Runs inside `atomically`.
 *
 * If it is a license it takes a license number, so that no two keys share one, but it does not become the
 * subscription's.
 */
export function wrongKey(office: Office, sale: Sale, wrong: WrongKey): string {
  if (wrong === "invalid-key") return "invalid-key";
  const today = office.clock.today();
  const genuine = { sale, term: termsOn(sale.terms, today).inForce };
  const said = wrong === "foreign-key" ? genuine : distorted(genuine, wrong, today);
  return issue(office, {
    say: (number) => licenseOfSale(said.sale, said.term, number),
    ...(wrong === "foreign-key" && { key: foreignKey }),
  }).key;
}
