import { statusInWords } from "../../../../src/base/status-words.ts";
import type { ExchangeLine } from "../../../../src/package/verbs.ts";
import { withWords } from "../words.ts";
import type { Logged } from "./log.ts";

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
      /** Two or more. */
      readonly count: number;
      readonly newest: ExchangeLine;
      readonly isOpen: boolean;
    };

/** Rows as they stand at a moment, newest first. */
export interface Rows {
  readonly count: number;
  readonly at: (index: number) => Row | undefined;
  /** -1 for one that is not there. */
  readonly indexOf: (key: string) => number;
}

/** Whether something went wrong: no answer, a status of an error, or errors within the answer. */
export const hasFailed = ({ status, error, errors }: ExchangeLine): boolean =>
  status === null || status >= 400 || error !== null || errors.length > 0;

/** What was wrong: in the words of the answer, else in those of HTTP or of the network; null if nothing was. */
export function problemOf(line: ExchangeLine): string | null {
  const { errors, error, cause, status } = line;
  if (errors[0] !== undefined) return errors[0];
  if (error !== null) return error;
  if (cause !== null) return `${cause.phase}: ${cause.code}`;
  if (status === null) return "No answer came.";
  return status >= 400 ? statusInWords(status) : null;
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
  ].join(" ");
  searched.set(line, text);
  return text;
}

function fits(
  line: ExchangeLine,
  isFound: ((text: string) => boolean) | null,
  { hop, errorsOnly }: Filter,
): boolean {
  if (hop !== "all" && line.hop !== hop) return false;
  if (errorsOnly && !hasFailed(line)) return false;
  return isFound === null || isFound(textOf(line));
}

/** A browser that fetches a page or what belongs to it, and got it. */
const isPageLoad = (line: ExchangeLine): boolean =>
  (line.hop === "instance" || line.hop === "portal-page") &&
  (line.method === "GET" || line.method === "HEAD") &&
  line.operations.length === 0 &&
  !pathOf(line.url).startsWith("/api/") &&
  !hasFailed(line);

export interface RowList {
  /** Takes in one that is newer than all before, in the same time however many there are. */
  readonly add: (line: ExchangeLine) => void;
  readonly now: () => Rows;
}

/**
 * What the list shows of the traffic. Page loads that stand together are one row, named after the oldest of them, so that it
 * stays open while more come.
 */
export function rowList(filter: Filter, opened: ReadonlySet<string>): RowList {
  const isFound = filter.text.trim() === "" ? null : withWords(filter.text);
  /** Oldest first, a fold behind what it holds: what comes changes the end alone. */
  const rows: Row[] = [];
  const places = new Map<string, number>();
  /** The page loads at the end. */
  let pages: { readonly key: string; count: number } | null = null;

  function put(row: Row) {
    places.set(row.key, rows.length);
    rows.push(row);
  }
  function takeLast() {
    const row = rows.pop();
    if (row) places.delete(row.key);
  }
  const exchange = (line: ExchangeLine): Row => ({ kind: "exchange", key: String(line.id), line });

  return {
    add(line) {
      if (!fits(line, isFound, filter)) return;
      if (!isPageLoad(line)) {
        pages = null;
        return put(exchange(line));
      }
      if (pages === null) {
        pages = { key: `pages-${line.id}`, count: 1 };
        return put(exchange(line));
      }
      const { key, count } = pages;
      const isOpen = opened.has(key);
      // The fold gives way to a new one, and what was alone goes into it.
      if (count > 1 || !isOpen) takeLast();
      if (isOpen) put(exchange(line));
      pages.count += 1;
      put({ kind: "pages", key, count: pages.count, newest: line, isOpen });
    },
    now() {
      const count = rows.length;
      return {
        count,
        at: (index) => rows[count - 1 - index],
        indexOf(key) {
          const place = places.get(key);
          return place === undefined ? -1 : count - 1 - place;
        },
      };
    },
  };
}

/** The rows of a log that grows, which is looked at again only once the log or what is wanted is another. */
export function growingRows(): (
  logged: Logged,
  filter: Filter,
  opened: ReadonlySet<string>,
) => Rows {
  let list = rowList({ text: "", hop: "all", errorsOnly: false }, new Set());
  let known: readonly unknown[] = [];
  let taken = 0;
  return ({ lines, count, epoch }, filter, opened) => {
    const wanted = [epoch, filter, opened];
    if (wanted.some((one, index) => one !== known[index])) {
      known = wanted;
      list = rowList(filter, opened);
      taken = 0;
    }
    for (const line of lines.slice(taken, count)) list.add(line);
    taken = count;
    return list.now();
  };
}
