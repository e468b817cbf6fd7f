/** Folders take names of 255 bytes, of which the ending has its part. */
const longestStem = 200;

/**
 * The name that the product gives the file of a license: its company, or whoever it names first, without whatever is
 * neither a letter nor a digit. So it is safe in every folder, but for its length, which is cut.
 */
export function licenseFileName(
  licensee: Readonly<Partial<Record<string, string>>>,
  number: number,
): string {
  const named = licensee["Company"] ?? Object.values(licensee)[0] ?? "";
  const stem = firstBytes(named.normalize("NFC").replace(/[^\p{L}\p{N}]/gu, ""));
  return `${stem === "" ? `License${number}` : stem}.gitlab-license`;
}

/** As much as fits in UTF-8, without half a character. */
function firstBytes(text: string): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(longestStem));
  return text.slice(0, read);
}
