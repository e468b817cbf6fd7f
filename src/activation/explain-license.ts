import type { Result } from "../base/result.ts";
import { type Account, type Explanation, explainLicense } from "../license/explanation.ts";
import type { License, LicenseProblem } from "../license/license.ts";
import type { Day } from "../time/calendar.ts";
import type { LicenseRecords } from "./license-records.ts";
import { messagesOf } from "./messages.ts";

interface ExplanationPorts {
  readonly licenses: Pick<LicenseRecords, "consider">;
  readonly today: Day;
  readonly readLicense: (key: string) => Result<License, LicenseProblem>;
}

/** What the rules of one year say of a license, in the product's words too. */
export type WordedAccount = Omit<Account, "refusals"> & { readonly messages: readonly string[] };

/** What would become of a license if it were installed now, and why. */
export type LicenseExplained =
  | {
      readonly license: null;
      readonly today: Day;
      readonly messages: readonly string[];
      readonly problems: readonly string[];
    }
  | ExplainedRules;

export interface ExplainedRules {
  readonly license: License;
  /** The day on which it is judged. */
  readonly today: Day;
  readonly account: WordedAccount;
  readonly otherYears: readonly WordedAccount[];
}

/** Explains what would become of a license file, and installs nothing. */
export async function explainLicenseFile(
  text: string,
  { licenses, today, readLicense }: ExplanationPorts,
): Promise<LicenseExplained> {
  const read = readLicense(text);
  if (!read.ok) {
    const problems = read.error.kind === "license-invalid" ? read.error.problems : [unreadable];
    return { license: null, today, messages: messagesOf(read.error), problems };
  }
  const license = read.value;
  return toExplainedRules(
    license,
    await licenses.consider(today, (evidence) => explainLicense(license, evidence)),
  );
}

/** An explanation with the product's words. */
export const toExplainedRules = (
  license: License,
  { today, otherYears, ...account }: Explanation,
): ExplainedRules => ({
  license,
  today,
  account: worded(account),
  otherYears: otherYears.map(worded),
});

const worded = ({ refusals, ...account }: Account): WordedAccount => ({
  ...account,
  messages: messagesOf({ kind: "license-refused", refusals }),
});

const unreadable = "the text is no license file, or none that the reading keys open";
