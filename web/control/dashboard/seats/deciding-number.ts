import type { Explanation } from "../../../../src/package/verbs.ts";
import { shown } from "./geometry.ts";

type Judged = Pick<
  Explanation,
  "steps" | "today" | "usersNow" | "historicalMax" | "peakDays" | "license"
>;

interface DecidingNumber {
  /** By what it is marked in the chart. */
  readonly mark: "the dot" | "the ring";
  readonly day: string;
  readonly users: number;
  /** What it was compared with, in words. */
  readonly compared: string;
}

/** What the last comparison has looked at; null if nobody was counted. */
export function decidingNumber(judged: Judged): DecidingNumber | null {
  const { steps, today, usersNow, historicalMax, peakDays, license } = judged;
  const decided = steps.at(-1);
  if (decided === undefined || license === null) return null;
  if (decided.question === "users-now") {
    if (usersNow === null) return null;
    const compared = besidePassing(usersNow, license.most);
    return { mark: "the dot", day: today, users: usersNow, compared };
  }
  const [day] = peakDays;
  if (day === undefined || historicalMax === null) return null;
  const compared =
    decided.question === "true-up"
      ? "of whom the true-up pays for those above the seats before"
      : besidePassing(historicalMax, license.most);
  return { mark: "the ring", day, users: historicalMax, compared };
}

const besidePassing = (users: number, most: number | null): string =>
  most === null
    ? "any number passes"
    : `${users > most ? "above" : "within"} the ${shown(most)} that pass`;
