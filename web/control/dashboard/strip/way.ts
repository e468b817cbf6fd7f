import type { State } from "../../../../src/package/verbs.ts";
import { daysBetween } from "../days.ts";

/** How far the clock has come where it is moved just now, and what makes it slow. */
export function wayInWords({
  clock: { now, moving },
  faults,
}: Pick<State, "clock" | "faults">): string {
  const [from, to, at] = [moving?.from ?? now, moving?.to ?? now, now].map((one) =>
    one.slice(0, 10),
  ) as [string, string, string];
  const days = daysBetween(from, to);
  const come = days > 1 ? `Day ${daysBetween(from, at)} of ${days}.` : "The jobs on the way run…";
  return faults.length === 0
    ? come
    : `${come} Faults are on: each failure is tried again, which takes longer.`;
}
