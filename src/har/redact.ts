import { masked } from "../traffic/mask.ts";
import { maskedText } from "../traffic/mask-text.ts";
import { type FoundSecrets, foundSecrets } from "../traffic/secrets.ts";
import type { HarEntry, HarHeader } from "./entry.ts";
import { hidingBehind } from "./hiding.ts";
import { pseudonyms } from "./pseudonyms.ts";

/** Redacts one entry. Fields are those of a form of several parts, as whoever has written the file has taken it apart. */
export type Redact = (entry: HarEntry, fields: readonly HarHeader[] | null) => HarEntry;

/**
 * Redacts the entries of one file: what opens something, and whom it is about. What is the same in two places has the same
 * pseudonym in both. Nothing else is kept from one entry to the next.
 */
export function redactor(): Redact {
  const hiding = hidingBehind(pseudonyms());
  return (entry, fields) => redacted(entry, fields, foundSecrets({ hiding }));
}

function redacted(
  entry: HarEntry,
  fields: readonly HarHeader[] | null,
  found: FoundSecrets,
): HarEntry {
  const { request, response, cause } = entry;
  const told = masked(
    {
      hop: "instance",
      ms: 0,
      request: {
        method: request.method,
        url: request.url,
        headers: { ...recordOf(request.headers), "content-type": request.mimeType },
        body: request.body ?? "",
        form: fields ?? undefined,
      },
      response: response && {
        status: response.status,
        headers: recordOf(response.headers),
        body: response.body ?? "",
      },
      error: entry.error,
      cause: null,
    },
    undefined,
    found,
  );
  const { clean } = found.all();
  const clear = (text: string) => clean(maskedText(text, found));
  const clearOrNull = (text: string | null) => text && clear(text);
  return {
    index: entry.index,
    startedAt: clearOrNull(entry.startedAt),
    ms: entry.ms,
    request: {
      method: told.request.method,
      url: told.request.url,
      headers: headersIn(request.headers, told.request.headers),
      body: request.body === null && !fields ? null : told.request.body,
      mimeType: clear(request.mimeType),
    },
    response: response &&
      told.response && {
        status: response.status,
        headers: headersIn(response.headers, told.response.headers),
        body: response.body === null ? null : told.response.body,
        mimeType: clear(response.mimeType),
      },
    error: told.error,
    hop: clearOrNull(entry.hop),
    cause: cause && {
      host: clear(cause.host),
      address: clearOrNull(cause.address),
      phase: cause.phase,
      code: clear(cause.code),
      ms: cause.ms,
    },
    browser: clearOrNull(entry.browser),
    pageref: clearOrNull(entry.pageref),
  };
}

type HeaderRecord = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Headers by name, with every value that a name has. The type of the body is known otherwise. */
function recordOf(headers: readonly HarHeader[]): HeaderRecord {
  const values = Map.groupBy(headers, ([name]) => name);
  return Object.fromEntries(
    [...values].map(([name, these]) => [name, these.map(([, value]) => value)]),
  );
}

/** The same headers, in their order, with other values. */
function headersIn(headers: readonly HarHeader[], values: HeaderRecord): readonly HarHeader[] {
  const given = new Map<string, number>();
  return headers.map(([name]) => {
    const place = given.get(name) ?? 0;
    given.set(name, place + 1);
    const all = values[name];
    return [name, typeof all === "string" ? all : (all?.[place] ?? "")];
  });
}
