import type { AnswerOf } from "../../contract/operations.ts";
import { factsOf, listOf } from "../table.ts";

type Job = AnswerOf<"jobs.list">[number];
type Ran = AnswerOf<"jobs.run">;
type LastSync = AnswerOf<"state.show">["lastSync"];

export const jobsInWords = (jobs: readonly Job[]): string =>
  listOf(jobs, [
    "job",
    "state",
    "cause",
    ["enqueuedAt", "since"],
    "attempts",
    ["nextRunAt", "next run", "never"],
    ["lastError", "last error"],
  ]);

/** A list that is longer is told in numbers. */
const mostLines = 20;

/** Jobs that ran: one by one if they are few, else how many ended how, and those that failed last. */
export function ranInWords(ran: readonly Ran[]): string {
  if (ran.length === 0) return "No job ran.";
  if (ran.length <= mostLines) {
    return listOf(ran, ["job", "at", "outcome", "detail"]);
  }
  const groups = Map.groupBy(ran, ({ job, outcome }) => `${job}\t${outcome}`);
  return listOf(
    [...groups.values()],
    [
      ["job", ([first]) => first?.job],
      ["outcome", ([first]) => first?.outcome],
      ["times", ({ length }) => length],
      ["first", ([first]) => first?.at],
      ["last", (group) => group.at(-1)?.at],
      ["the last one", (group) => group.at(-1)?.detail],
    ],
  );
}

/** How in sync an instance is. */
export const lastSyncInWords = (lastSync: LastSync): string =>
  factsOf(lastSync, [
    ["syncedAt", "last sync", "never"],
    ["age", ageInWords],
    ["state", "last attempt"],
    ["attemptedAt", "attempted at", "never"],
    ["error", "error", "none"],
    // An instance has both dates or none.
    ...(lastSync.nextReconciliationDate === null
      ? []
      : [["reconciliation", reconciliationOf] as const]),
  ]);

const reconciliationOf = ({ nextReconciliationDate, displayAlertFrom }: LastSync) =>
  `on ${nextReconciliationDate}, alert from ${displayAlertFrom}`;

/** The same beside a license that names its last sync itself. */
export const syncStateInWords = (lastSync: LastSync): string =>
  factsOf(lastSync, [
    ["age of last sync", ageInWords],
    ["state", "last attempt"],
    ["error", "error of last attempt", "none"],
  ]);

const secondsIn = { minute: 60, hour: 3_600, day: 86_400 };

/** In the largest unit that there is one of. */
function ageInWords({ ageSeconds }: LastSync): string {
  if (ageSeconds === null) return "none";
  const unit = Object.entries(secondsIn).findLast(([, length]) => ageSeconds >= length);
  if (!unit) return counted(ageSeconds, "second");
  return counted(Math.floor(ageSeconds / unit[1]), unit[0]);
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
