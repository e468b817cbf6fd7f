import type { ExchangeLine } from "../../../../src/package/verbs.ts";

/** What of the traffic is wanted. */
export interface Filter {
  /** Words that all must stand in a line, in whatever case. */
  readonly text: string;
  readonly hop: ExchangeLine["hop"] | "all";
  readonly errorsOnly: boolean;
}

/** A row of the list: an exchange, or page loads that stand together and are folded. */
export type Row =
  | { readonly kind: "exchange"; readonly key: string; readonly line: ExchangeLine }
  | {
      readonly kind: "pages";
      readonly key: string;
      /** Newest first, two or more. */
      readonly lines: readonly ExchangeLine[];
      readonly isOpen: boolean;
    };

/** Whether something went wrong: no answer, a status of an error, or errors within the answer. */
export const hasFailed = ({ status, error, errors }: ExchangeLine): boolean =>
  status === null || status >= 400 || error !== null || errors.length > 0;

/** What was wrong, in the words that came first; null if nothing was. */
export function problemOf(line: ExchangeLine): string | null {
  const { errors, error, cause, status } = line;
  if (errors[0] !== undefined) return errors[0];
  if (error !== null) return error;
  if (cause !== null) return `${cause.phase}: ${cause.code}`;
  return status === null ? "No answer came." : null;
}

/** What was asked for: the operation's name, or the path. */
export function nameOf({ operations, url }: ExchangeLine): string {
  return operations[0] ?? pathOf(url);
}

/** An address without scheme and host. */
function pathOf(url: string): string {
  const found = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*(.*)$/i.exec(url);
  return (found ? found[1] : url) || "/";
}

/** Each line is searched again and again while one types, and never changes. */
const searched = new WeakMap<ExchangeLine, string>();

function textOf(line: ExchangeLine): string {
  const known = searched.get(line);
  if (known !== undefined) return known;
  const { method, url, status, operations, variables, errors, error, cause, subscription } = line;
  const text = [
    method,
    url,
    status,
    ...operations,
    variables === null ? "" : JSON.stringify(variables),
    ...errors,
    error,
    cause?.code,
    subscription,
  ]
    .join(" ")
    .toLowerCase();
  searched.set(line, text);
  return text;
}

function fits(line: ExchangeLine, words: readonly string[], { hop, errorsOnly }: Filter): boolean {
  if (hop !== "all" && line.hop !== hop) return false;
  if (errorsOnly && !hasFailed(line)) return false;
  return words.length === 0 || words.every((word) => textOf(line).includes(word));
}

/** A browser that fetches a page or what belongs to it, and got it. */
const isPageLoad = (line: ExchangeLine): boolean =>
  (line.hop === "instance" || line.hop === "portal-page") &&
  (line.method === "GET" || line.method === "HEAD") &&
  line.operations.length === 0 &&
  !pathOf(line.url).startsWith("/api/") &&
  !hasFailed(line);

/**
 * What the list shows of the traffic (newest last), newest first. Page loads that stand together are one row, named after the
 * oldest of them, so that it stays open while more come.
 */
export function rowsOf(
  traffic: readonly ExchangeLine[],
  filter: Filter,
  opened: ReadonlySet<string>,
): readonly Row[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const rows: Row[] = [];
  let pages: ExchangeLine[] = [];
  const exchange = (line: ExchangeLine): Row => ({ kind: "exchange", key: String(line.id), line });
  function endPages() {
    const oldest = pages.at(-1);
    if (oldest === undefined) return;
    if (pages.length === 1) rows.push(exchange(oldest));
    else {
      const key = `pages-${oldest.id}`;
      const isOpen = opened.has(key);
      rows.push({ kind: "pages", key, lines: pages, isOpen });
      if (isOpen) rows.push(...pages.map(exchange));
    }
    pages = [];
  }
  for (let at = traffic.length - 1; at >= 0; at -= 1) {
    const line = traffic[at];
    if (line === undefined || !fits(line, words, filter)) continue;
    if (isPageLoad(line)) pages.push(line);
    else {
      endPages();
      rows.push(exchange(line));
    }
  }
  endPages();
  return rows;
}
