import { issue, type Office } from "./issue.ts";
import { type Distortion, distorted, licenseOfSale } from "./license-of-sale.ts";
import { foreignKey } from "./signing-keys.ts";
import { type Sale, termsOn } from "../sales/subscription.ts";

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
