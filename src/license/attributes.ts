import { problemsOf } from "./attribute-problems.ts";
import { decodeLicenseFile } from "./license-file.ts";
import type { ReadingKeys } from "./reading-keys.ts";
import { readAttributes, toWireAttributes } from "./wire-attributes.ts";

/** What there is to say about a license file, for people and scripts. */
interface LicenseReport {
  readonly valid: boolean;
  readonly problems: readonly string[];
  /** Under the names in the file and in its order, dates normalised; null if the file cannot be opened. */
  readonly attributes: Record<string, unknown> | null;
}

/** Opens a license file and shows what it says, whether or not that makes a license. */
export function licenseAttributes(text: string, keys: ReadingKeys): LicenseReport {
  const payload = decodeLicenseFile(text, keys);
  if (!payload.ok) {
    return {
      valid: false,
      problems: ["the text is no license file, or none that the reading keys open"],
      attributes: null,
    };
  }
  const attributes = readAttributes(payload.value);
  const problems = problemsOf(attributes, payload.value);
  return { valid: problems.length === 0, problems, attributes: toWireAttributes(attributes) };
}
