import { GraphQLError } from "graphql";

/** Paging arguments as a client may send them. */
export interface PageArguments {
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
}

/** A list that can be read in pieces. */
export interface PagedList<Item> {
  readonly slice: (offset: number, limit: number) => Promise<readonly Item[]>;
  /** Only asked for when a page is counted from the end. */
  readonly length: () => Promise<number>;
}

const maxPageSize = 100;

/**
 * One page of a list, by the rules of the product's array connections: a cursor is a position, sizes are
 * clamped to 0..100, `first` and `last` may be combined. Source: instance behaviour, pagination.
 */
export async function pageOf<Item>(args: PageArguments, list: PagedList<Item>) {
  const page = windowOf(args);
  const length = page.fromEnd ? await list.length() : Number.POSITIVE_INFINITY;
  // The cursors leave the offsets from `after` up to `end`; `first` and `last` leave `start` up to `stop`.
  const { after, before, first, last } = page;
  const end = Math.max(after, Math.min(length, before - 1));
  const stop = Math.min(end, after + first);
  const start = Math.max(after, stop - last);
  // One item more than is shown tells whether the list goes on, without counting it.
  const items = await list.slice(start, stop - start + 1);
  const edges = items
    .slice(0, stop - start)
    .map((node, index) => ({ cursor: toCursor(start + index + 1), node }));

  const goesOn = page.fromEnd ? end > stop : items.length > edges.length;
  return {
    pageInfo: {
      hasNextPage: Number.isFinite(before) ? before <= length : goesOn,
      hasPreviousPage: Number.isFinite(last) ? end - after > last : after > 0,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    edges,
  };
}

/** The arguments as numbers, infinite where nothing is said. */
function windowOf(args: PageArguments) {
  const last = clamped(args.last);
  const first = clamped(args.first) ?? (last === undefined ? maxPageSize : undefined);
  const before = positionIn(args.before);
  return {
    after: positionIn(args.after) ?? 0,
    before: before ?? Number.POSITIVE_INFINITY,
    first: first ?? Number.POSITIVE_INFINITY,
    last: last ?? Number.POSITIVE_INFINITY,
    /** Whether the length of the list matters. */
    fromEnd: last !== undefined || before !== undefined,
  };
}

const clamped = (size: number | null | undefined) =>
  size == null ? undefined : Math.min(Math.max(size, 0), maxPageSize);

const toCursor = (position: number) => Buffer.from(String(position)).toString("base64url");

/** The 1-based position in a cursor; text that decodes to something else is position 0. */
function positionIn(cursor: string | null | undefined): number | undefined {
  if (cursor == null || cursor === "") return undefined;
  const unpadded = cursor.replace(/={0,2}$/, "");
  if (!/^[\w-]*$/.test(unpadded) || unpadded.length % 4 === 1) {
    throw new GraphQLError(`Invalid cursor: ${JSON.stringify(cursor)}`);
  }
  const position = Number.parseInt(Buffer.from(unpadded, "base64url").toString(), 10) || 0;
  return Math.min(Math.max(position, 0), 2 ** 31 - 1);
}
