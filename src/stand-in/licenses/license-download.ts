/** A license file as it is answered, whoever serves it. */
export interface LicenseDownload {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Keys are for who asked, and no browser guesses that they were a page. */
export const unseen = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/** The file under the product's name, also where a client knows nothing but ASCII. */
export function licenseDownload(fileName: string, license: string): LicenseDownload {
  const ascii = fileName.replace(/[^\x20-\x7e]/g, "_");
  return {
    headers: {
      ...unseen,
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    },
    body: license,
  };
}

/** Folders take names of 255 bytes, of which the ending has its part. */
const longestStem = 200;

/**
 * The name that the product gives the file of a license: its company, or whoever it names first, without whatever is
 * neither a letter nor a digit. So it is safe in every folder, but for its length, which is cut.
 */
export function fileNameOf(licensee: ReadonlyMap<string, string>, number: number): string {
  const named = licensee.get("Company") ?? [...licensee.values()][0] ?? "";
  const stem = firstBytes(named.normalize("NFC").replace(/[^\p{L}\p{N}]/gu, ""));
  return `${stem === "" ? `License${number}` : stem}.gitlab-license`;
}

/** As much as fits in UTF-8, without half a character. */
function firstBytes(text: string): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(longestStem));
  return text.slice(0, read);
}
