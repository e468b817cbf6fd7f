import { memberOf } from "./input.ts";
import { type Column, column, factsOf } from "./table.ts";

const secondsIn = { minute: 60, hour: 3_600, day: 86_400 };

/** How in sync an instance is, for people. */
export const lastSyncInWords = (lastSync: unknown): string =>
  factsOf(lastSync, [
    ...lastSyncColumns,
    ...(typeof memberOf(lastSync, "nextReconciliationDate") === "string" ? [reconciliation] : []),
  ]);

const lastSyncColumns: readonly Column[] = [
  column("syncedAt", "last sync", "never"),
  ["age", (lastSync) => ageInWords(memberOf(lastSync, "ageSeconds"))],
  column("state", "last attempt"),
  column("attemptedAt", "attempted at", "never"),
  column("error", "error", "none"),
];

/** An instance has both dates or none. */
const reconciliation: Column = [
  "reconciliation",
  (lastSync) =>
    `on ${memberOf(lastSync, "nextReconciliationDate")}, alert from ${memberOf(lastSync, "displayAlertFrom")}`,
];

/** The same beside a license that names its last sync itself. */
export const syncStateInWords = (lastSync: unknown): string =>
  factsOf(lastSync, [
    ["age of last sync", (one) => ageInWords(memberOf(one, "ageSeconds"))],
    column("state", "last attempt"),
    column("error", "error of last attempt", "none"),
  ]);

/** In the largest unit that there is one of. */
function ageInWords(seconds: unknown): string {
  if (typeof seconds !== "number") return "none";
  const unit = Object.entries(secondsIn).findLast(([, length]) => seconds >= length);
  if (!unit) return counted(seconds, "second");
  return counted(Math.floor(seconds / unit[1]), unit[0]);
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
