import { addDays, parseDay } from "../time/calendar.ts";
import { memberOf } from "./input.ts";
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

/** Daily counts for people, on one line where days in a row have the same. */
export const countsByStretchInWords = (counts: unknown): string =>
  listOf(stretchesOf(counts), [column("from"), column("to"), column("count")]);

interface Stretch {
  readonly from: string;
  readonly to: string;
  readonly count: unknown;
}

function stretchesOf(counts: unknown): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const row of Array.isArray(counts) ? counts : []) {
    const [on, count] = [String(memberOf(row, "on")), memberOf(row, "count")];
    const last = stretches.at(-1);
    const goesOn = last !== undefined && last.count === count && dayAfter(last.to) === on;
    if (goesOn) stretches.splice(-1, 1, { ...last, to: on });
    else stretches.push({ from: on, to: on, count });
  }
  return stretches;
}

function dayAfter(text: string): string | null {
  const day = parseDay(text);
  return day === undefined ? null : addDays(day, 1);
}
