import { windowReasonTexts } from "../activation/explanation-words.ts";
import { thinnedCounts } from "../activation/thinned-counts.ts";
import { ok } from "../base/result.ts";
import { mostSeatCounts, mostSeatTerms } from "../contract/most.ts";
import type { License } from "../license/license.ts";
import type { RuleYear } from "../license/seat-rules.ts";
import { seatsOverTime, seatsWithTolerance } from "../license/seats-over-time.ts";
import type { Controlled } from "./controlled.ts";

/** What a chart of the seats is drawn from. */
export async function seatsShown({
  clock,
  licenses,
  users,
}: Pick<Controlled, "clock" | "licenses" | "users">) {
  const today = clock.today();
  const { rules, ...shown } = await licenses.consider(today, seatsOverTime);
  const inForce = (await licenses.current(today))?.row ?? null;
  const records = await licenses.history({ offset: 0, limit: mostSeatTerms });
  const counts = await users.counts();
  const kept = thinnedCounts(counts, mostSeatCounts);
  const terms = records.map(({ row, license }) => ({
    row,
    ...termShown(license, rules),
    current: row === inForce,
  }));
  const windowInWords = shown.window && windowReasonTexts[shown.window.reason];
  return ok({
    rules,
    ...shown,
    windowInWords,
    counts: kept,
    thinned: kept.length < counts.length,
    terms,
  });
}

const termShown = (
  { number, plan, seats, cloud, startsOn, expiresOn }: License,
  rules: RuleYear,
) => ({ number, plan, cloud, seats, most: seatsWithTolerance(seats, rules), startsOn, expiresOn });
