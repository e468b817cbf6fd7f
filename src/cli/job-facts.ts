import { memberOf } from "./input.ts";
import { column, listOf } from "./table.ts";

/** Jobs for people. */
export const jobsInWords = (jobs: unknown): string =>
  listOf(jobs, [
    column("job"),
    column("state"),
    column("cause"),
    column("enqueuedAt", "since"),
    column("attempts"),
    column("nextRunAt", "next run", "never"),
    column("lastError", "last error"),
  ]);

/** A list that is longer is told in numbers. */
const mostLines = 20;

/** Jobs that ran, for people: one by one if they are few, else how many ended how, and those that failed last. */
export function ranInWords(ran: unknown): string {
  const all: readonly unknown[] = Array.isArray(ran) ? ran : [];
  if (all.length === 0) return "No job ran.";
  if (all.length <= mostLines) return oneByOne(all);
  const groups = Map.groupBy(all, (one) => `${memberOf(one, "job")}\t${memberOf(one, "outcome")}`);
  const told = [...groups.values()].map((group) => ({
    ...Object(group[0]),
    times: group.length,
    first: memberOf(group[0], "at"),
    last: memberOf(group.at(-1), "at"),
    detail: memberOf(group.at(-1), "detail"),
  }));
  return listOf(told, [
    column("job"),
    column("outcome"),
    column("times"),
    column("first"),
    column("last"),
    column("detail", "the last one"),
  ]);
}

const oneByOne = (ran: readonly unknown[]) =>
  listOf(ran, [column("job"), column("at"), column("outcome"), column("detail")]);
