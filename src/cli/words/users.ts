import type { AnswerOf } from "../../contract/operations.ts";
import { addDays, parseDay } from "../../time/calendar.ts";
import { columnsOf, factsOf, listOf } from "../table.ts";

type Users = AnswerOf<"users.show">;
type Counts = AnswerOf<"userCounts.list">;
type AddOns = AnswerOf<"addOns.list">;

const userColumn = columnsOf<Users>();
const countColumn = columnsOf<Counts[number]>();
const addOnColumn = columnsOf<AddOns[number]>();

/** Users by kind. */
export const usersInWords = (users: Users): string =>
  factsOf(users, [
    userColumn("active"),
    userColumn("guests"),
    userColumn("withoutMembership", "without membership"),
    userColumn("bots"),
    userColumn("blocked"),
    userColumn("billable"),
    userColumn("pinned"),
  ]);

export const userCountsInWords = (counts: Counts): string =>
  listOf(counts, [countColumn("on"), countColumn("count")]);

interface Stretch {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

const stretchColumn = columnsOf<Stretch>();

/** Daily counts on one line where days in a row have the same. */
export function countsByStretchInWords(counts: Counts): string {
  const stretches: Stretch[] = [];
  for (const { on, count } of counts) {
    const last = stretches.at(-1);
    const goesOn = last !== undefined && last.count === count && dayAfter(last.to) === on;
    if (goesOn) stretches.splice(-1, 1, { ...last, to: on });
    else stretches.push({ from: on, to: on, count });
  }
  return listOf(stretches, [stretchColumn("from"), stretchColumn("to"), stretchColumn("count")]);
}

function dayAfter(text: string): string | null {
  const day = parseDay(text);
  return day === undefined ? null : addDays(day, 1);
}

export const addOnsInWords = (addOns: AddOns): string =>
  listOf(addOns, [
    addOnColumn("type"),
    addOnColumn("purchasedSeats", "purchased"),
    addOnColumn("assignedSeats", "assigned"),
    addOnColumn("active"),
  ]);
