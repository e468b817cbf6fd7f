import type { Explanation } from "../../../../src/package/verbs.ts";

/** What the last comparison has looked at; null if nobody was counted. */
export function decidingNumber({
  steps,
  today,
  usersNow,
  historicalMax,
  peakDays,
  license,
}: Pick<Explanation, "steps" | "today" | "usersNow" | "historicalMax" | "peakDays" | "license">) {
  const decided = steps.at(-1);
  if (decided === undefined) return null;
  if (decided.question === "users-now") {
    const most = license?.most ?? null;
    return usersNow === null ? null : { mark: "the dot", day: today, users: usersNow, most };
  }
  const [day] = peakDays;
  if (day === undefined || historicalMax === null) return null;
  // A true-up pays for what is above the seats before, whatever passes.
  const most = decided.question === "true-up" ? null : (license?.most ?? null);
  return { mark: "the ring", day, users: historicalMax, most };
}
