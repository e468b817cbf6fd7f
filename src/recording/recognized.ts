import type { Random } from "../base/random.ts";
import { decodeLicenseFile } from "../license/license-file.ts";
import { testReadingKeys } from "../license/reading-keys.ts";
import { foreignKey, signingKey } from "../stand-in/licenses/signing-keys.ts";
import { sealLicense, toVerbatimPayload } from "../stand-in/licenses/write-license.ts";
import { codeText, licenseText, type RecordedLicense } from "./format.ts";
import type { Recording } from "./read-recording.ts";
import { hashOf } from "./seen-secrets.ts";

/** The shortest license there can be is longer. */
const leastLicense = 200;
/** Opening one takes a while. */
const mostOpened = 10;

/** Finds the first text that a recording knows, and answers what stands in it for that: a code, a license, or one that a replay wrote. */
export function recognized({ salt, licenses, exchanges }: Recording) {
  const byHash = new Map<string, string>();
  const byContent = new Map<string, string>();
  for (const { exchange } of exchanges) {
    for (const [number, hash] of Object.entries(exchange.codes)) byHash.set(hash, codeText(number));
  }
  for (const [number, { hash, attributes }] of licenses) {
    byHash.set(hash, licenseText(number));
    const content = attributes && toVerbatimPayload(attributes);
    if (content !== null && !byContent.has(content)) byContent.set(content, licenseText(number));
  }
  return (texts: readonly string[]): string | null => {
    let opened = 0;
    for (const text of texts) {
      const known = byHash.get(hashOf(text, salt));
      if (known !== undefined) return known;
      if (text.length < leastLicense || opened === mostOpened) continue;
      opened += 1;
      const written = decodeLicenseFile(text, testReadingKeys);
      const meant = written.ok ? byContent.get(JSON.stringify(written.value)) : undefined;
      if (meant !== undefined) return meant;
    }
    return null;
  };
}

/**
 * The text of each license by its number, written anew with the published test key: it says what the recorded one said, and is
 * the same each time. One that the recorder could not read is one that nobody can.
 */
export function writtenLicenses({ licenses }: Pick<Recording, "licenses">, random: Random) {
  const written = new Map<number, string>();
  return (number: number): string => {
    const known = written.get(number);
    if (known !== undefined) return known;
    const text = write(licenses.get(number), { random, purpose: `license/${number}` });
    written.set(number, text);
    return text;
  };
}

function write(
  license: RecordedLicense | undefined,
  { random, purpose }: { readonly random: Random; readonly purpose: string },
): string {
  const { attributes = null, length = 0 } = license ?? {};
  return attributes
    ? sealLicense(toVerbatimPayload(attributes), { key: signingKey, random, purpose })
    : sealLicense("{}", { key: foreignKey, random, purpose }).padEnd(length, "\n");
}
