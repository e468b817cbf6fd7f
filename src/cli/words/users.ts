import type { AnswerOf } from "../../contract/operations.ts";
import { addDays, parseDay } from "../../time/day.ts";
import { factsOf, listOf } from "../table.ts";

type Users = AnswerOf<"users.show">;
type Counts = AnswerOf<"userCounts.list">;
type AddOns = AnswerOf<"addOns.list">;

export const usersInWords = (users: Users): string =>
  factsOf(users, [
    "active",
    "guests",
    ["withoutMembership", "without membership"],
    "bots",
    "blocked",
    "billable",
    "pinned",
  ]);

interface Stretch {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/** Daily counts on one line where days in a row have the same. */
export function countsByStretchInWords(counts: Counts): string {
  const stretches: Stretch[] = [];
  for (const { on, count } of counts) {
    const last = stretches.at(-1);
    const goesOn = last !== undefined && last.count === count && dayAfter(last.to) === on;
    if (goesOn) stretches.splice(-1, 1, { ...last, to: on });
    else stretches.push({ from: on, to: on, count });
  }
  return listOf(stretches, ["from", "to", "count"]);
}

function dayAfter(text: string): string | null {
  const day = parseDay(text);
  return day === undefined ? null : addDays(day, 1);
}

export const addOnsInWords = (addOns: AddOns): string =>
  listOf(addOns, [
    "type",
    ["purchasedSeats", "purchased"],
    ["assignedSeats", "assigned"],
    "active",
  ]);
