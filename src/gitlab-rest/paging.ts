import { err, ok, type Result } from "../base/result.ts";
import { type Incoming, pathOf, queryOf, type Reply } from "../listener/http.ts";
import { badRequest } from "./rest-answers.ts";

/** Which part of a list is asked for. */
export interface Paging {
  readonly page: number;
  /** Null is everything. */
  readonly perPage: number | null;
}

/** Source: the product's REST API, pagination: pages of 20, and of 100 at most. */
const usualPerPage = 20;
const mostPerPage = 100;

/**
 * What a request says of pages. The product's list of licenses has none, and whoever asks for no page gets all of it; whoever
 * asks for one gets what the other lists would give.
 */
export function pagingOf(incoming: Incoming): Result<Paging, Reply> {
  const query = new URLSearchParams(queryOf(incoming));
  const [page, perPage] = [query.getAll("page").at(-1), query.getAll("per_page").at(-1)];
  if (page === undefined && perPage === undefined) return ok({ page: 1, perPage: null });
  const numbers = {
    page: wholeNumber(page ?? "1"),
    perPage: wholeNumber(perPage ?? `${usualPerPage}`),
  };
  if (numbers.page === null) return err(badRequest("page is invalid"));
  if (numbers.perPage === null) return err(badRequest("per_page is invalid"));
  if (numbers.perPage === 0) return err(badRequest("per_page has a value not allowed"));
  return ok({
    page: Math.max(1, numbers.page),
    perPage: numbers.perPage < 0 ? usualPerPage : Math.min(numbers.perPage, mostPerPage),
  });
}

const wholeNumber = (text: string): number | null =>
  /^-?\d{1,15}$/.test(text) ? Number(text) : null;

/** Whether an item, counted from 0, is on the page. */
export const isOnPage = ({ page, perPage }: Paging, index: number): boolean =>
  perPage === null || (index >= (page - 1) * perPage && index < page * perPage);

/** The headers by which clients go from page to page. `url` is where clients reach the instance. */
export function pageHeaders(
  incoming: Incoming,
  { page, perPage }: Paging,
  { url, total }: { readonly url: string; readonly total: number },
) {
  const size = perPage ?? Math.max(total, usualPerPage);
  const pages = Math.max(1, Math.ceil(total / size));
  const before = page > 1 ? Math.min(page - 1, pages) : null;
  const after = page < pages ? page + 1 : null;
  const linked = ([rel, to]: readonly [string, number | null]) =>
    to === null ? [] : [`<${url}${pathOf(incoming)}?${queryTo(incoming, to, size)}>; rel="${rel}"`];
  return {
    "x-total": String(total),
    "x-total-pages": String(pages),
    "x-page": String(page),
    "x-per-page": String(size),
    "x-next-page": String(after ?? ""),
    "x-prev-page": String(before ?? ""),
    link: (
      [
        ["prev", before],
        ["next", after],
        ["first", 1],
        ["last", pages],
      ] as const
    )
      .flatMap(linked)
      .join(", "),
  };
}

/** The query of the request, for another page. */
function queryTo(incoming: Incoming, page: number, perPage: number): string {
  const query = new URLSearchParams(queryOf(incoming));
  // A link is no place for a token.
  for (const name of ["private_token", "access_token"]) query.delete(name);
  query.set("page", String(page));
  query.set("per_page", String(perPage));
  return String(query);
}
