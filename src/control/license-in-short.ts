import type { LicenseRecord } from "../activation/license-records.ts";
import { kindOf } from "../license/kind.ts";

/** A license as a message names it. */
export function licenseInShort({ row, license }: LicenseRecord): string {
  const { number, subscriptionName, expiresOn, plan, trial } = license;
  const which = number === null ? `the license of row ${row}` : `license ${number}`;
  const whose = subscriptionName === null ? "" : ` of ${subscriptionName}`;
  const sort = `${plan}, ${kindOf(license)}${trial === true ? ", a trial" : ""}`;
  return `${which}${whose} (${sort}, ${expiresOn === null ? "without end" : `until ${expiresOn}`})`;
}
