const longestStem = 100;

/**
 * The name that the product gives the file of a license: its company, or whoever it names first, without whatever is
 * neither a letter nor a digit. So it is safe in every folder, but for its length, which is cut.
 */
export function fileNameOf(licensee: ReadonlyMap<string, string>, number: number): string {
  const named = licensee.get("Company") ?? [...licensee.values()][0] ?? "";
  const [...characters] = named.normalize("NFC").replace(/[^\p{L}\p{N}]/gu, "");
  const stem = characters.slice(0, longestStem).join("");
  return `${stem === "" ? `License${number}` : stem}.gitlab-license`;
}
