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
