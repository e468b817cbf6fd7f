/** A file as it is answered, to be saved. */
export interface Attachment {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** For who asked alone, and no browser guesses that it was a page. */
export const unseen = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/** A text, or bytes of a media type, under a name, also where a client knows nothing but ASCII. */
export function attachment(
  fileName: string,
  body: string | Buffer,
  media = "text/plain; charset=utf-8",
): Attachment {
  const ascii = fileName.replace(/[^\x20-\x7e]/g, "_");
  return {
    headers: {
      ...unseen,
      "content-type": media,
      "content-disposition": `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    },
    body,
  };
}
