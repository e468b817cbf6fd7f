import { column, factsOf, listOf } from "./table.ts";

/** Users by kind for people. */
export const usersInWords = (users: unknown): string =>
  factsOf(users, [
    column("active"),
    column("guests"),
    column("withoutMembership", "without membership"),
    column("bots"),
    column("blocked"),
    column("billable"),
    column("pinned"),
  ]);

/** Daily counts for people. */
export const userCountsInWords = (counts: unknown): string =>
  listOf(counts, [column("on"), column("count")]);
