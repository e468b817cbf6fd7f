import { type Incoming, queryOf } from "../../../listener/http.ts";
import {
  type FilterOperator,
  filterOperators,
  type RecordFilter,
  type RecordsAsked,
} from "../../store/record-lists.ts";

/** Nobody looks through a list with more. */
const maxFilters = 10;
const maxText = 255;

/**
 * What of a list a page's address asks for, in RailsAdmin's own names: `query`, `sort`, `sort_reverse`, `page`, and
 * `f[field][n][o]=like&f[field][n][v]=…`. What is no such thing is passed over.
 */
export function askedIn(incoming: Incoming): RecordsAsked {
  const address = new URLSearchParams(queryOf(incoming));
  const page = Number(address.get("page") ?? 1);
  return {
    query: (address.get("query") ?? "").slice(0, maxText),
    filters: filtersIn(address),
    sort: address.get("sort"),
    reverse: address.get("sort_reverse") === "true",
    page: Number.isSafeInteger(page) ? page : 1,
  };
}

function filtersIn(address: URLSearchParams): readonly RecordFilter[] {
  const filters = new Map<string, { column: string; operator: FilterOperator; value: string }>();
  for (const [name, text] of address) {
    const [, column = "", number = "", part] = /^f\[(\w+)\]\[(\w+)\]\[([ov])\]$/.exec(name) ?? [];
    if (part === undefined) continue;
    const key = `${column}/${number}`;
    const filter = filters.get(key) ?? { column, operator: "like" as const, value: "" };
    if (part === "v") filter.value = text.slice(0, maxText);
    else filter.operator = filterOperators.find((one) => one === text) ?? "like";
    if (filters.size < maxFilters || filters.has(key)) filters.set(key, filter);
  }
  return [...filters.values()].filter(
    ({ operator, value }) => operator.startsWith("_") || value.trim() !== "",
  );
}

/** The address of a list that shows something else of the same. */
export function addressOf(
  path: string,
  asked: RecordsAsked,
  changed: Partial<RecordsAsked>,
): string {
  const { query, filters, sort, reverse, page } = { ...asked, ...changed };
  const address = new URLSearchParams();
  if (query !== "") address.set("query", query);
  for (const [index, { column, operator, value }] of filters.entries()) {
    address.set(`f[${column}][${index}][o]`, operator);
    address.set(`f[${column}][${index}][v]`, value);
  }
  if (sort !== null) {
    address.set("sort", sort);
    address.set("sort_reverse", String(reverse));
  }
  if (page > 1) address.set("page", String(page));
  const text = address.toString();
  return text === "" ? path : `${path}?${text}`;
}
