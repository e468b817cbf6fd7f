import { Refused } from "./exit.ts";
import { memberOf } from "./input.ts";

/** The license in an answer. Base64, as a license file is: nothing that a terminal would obey. */
export function licenseIn(answer: unknown): string {
  const license = memberOf(answer, "license");
  if (typeof license === "string" && /^[\x20-\x7e\r\n]+$/.test(license)) return license;
  throw new Refused(1, "The control API answered without a license.");
}
