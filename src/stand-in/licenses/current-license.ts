import type { Term } from "../sales/order.ts";
import { licenseKind, type Sale, termsOn } from "../sales/subscription.ts";
import { issue, type Office } from "./issue.ts";
import type { KeptLicense } from "./license-books.ts";
import { type Distortion, distorted, licenseOfSale } from "./license-of-sale.ts";
import { foreignKey } from "./signing-keys.ts";
import { fromPayload, toPayload } from "./write-license.ts";

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
  const kind = licenseKind(sale);
  if (kind === "cloud" || kind === null) return;
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

/** The license that a subscription was given for today, if it still says what the subscription says; null otherwise. */
export const standingLicenseOf = (office: Office, sale: Sale): KeptLicense | null =>
  standing(office, sale, termsOn(sale.terms, office.clock.today()).inForce);

const licenseOfTerm = (office: Office, sale: Sale, term: Term): KeptLicense =>
  standing(office, sale, term) ?? issueFor(office, sale, term);

function standing(office: Office, sale: Sale, term: Term): KeptLicense | null {
  const latest = latestOf(office, sale, term);
  const said = latest && (latest.attributesAsIssued ?? latest.attributes);
  return said === (latest && toPayload(licenseOfSale(sale, term, latest.number))) ? latest : null;
}

/** With what was edited in the last license of the term; of the subscription, for a term that has none. */
function issueFor(office: Office, sale: Sale, term: Term): KeptLicense {
  const { books } = office;
  const last = latestOf(office, sale, term) ?? books.latestLicense(sale.number);
  return issue(office, {
    subscriptionNumber: sale.number,
    customerId: books.customerOfContact(sale.contactId)?.id ?? null,
    say: (number) => licenseOfSale(sale, term, number),
    edited: last?.attributesAsIssued ? last : undefined,
  });
}

/** Licenses of several kinds stand beside each other: what was handed out before a change of the features goes on. */
const latestOf = ({ books }: Office, sale: Sale, term: Term): KeptLicense | null =>
  books.latestLicenseOfTerm(sale.number, term.startsOn, licenseKind(sale) ?? "cloud");

/**
 * A sale as the license has it that was reported: whoever has a cloud license goes on with cloud licenses, also after staff
 * have switched them off for the subscription.
 */
export function asReported(sale: Sale, { attributes, attributesAsIssued }: KeptLicense): Sale {
  if (sale.features.cloudLicensing === "yes") return sale;
  const said = fromPayload(attributesAsIssued ?? attributes);
  const isOnline = said.cloud_licensing_enabled && !said.offline_cloud_licensing_enabled;
  return isOnline ? { ...sale, features: { ...sale.features, cloudLicensing: "yes" } } : sale;
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
