import { windowReasonTexts } from "../activation/explanation-words.ts";
import type { LicenseRecord } from "../activation/license-records.ts";
import { thinnedCounts } from "../activation/thinned-counts.ts";
import type { UserRecords } from "../activation/user-records.ts";
import { ok } from "../base/result.ts";
import { mostSeatCounts, mostSeatTerms } from "../contract/most.ts";
import type { RuleYear } from "../license/seat-rules.ts";
import { seatsOverTime, seatsWithTolerance } from "../license/seats-over-time.ts";
import { licenseWindow, type Window } from "../license/term.ts";
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
  const most = mostWithin(users);
  const terms = [];
  for (const record of records) {
    terms.push({
      ...termShown(record, rules),
      storedOn: clock.calendar.dayOf(record.createdAt),
      historicalMax: await most(licenseWindow(record.license, today)),
      current: record.row === inForce,
    });
  }
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

/** The most users in some days. Licenses that were written again have the same days. */
function mostWithin(users: Pick<UserRecords, "historicalMax">) {
  const known = new Map<string, number>();
  return async (window: Window): Promise<number> => {
    const days = `${window.from} ${window.to}`;
    const most = known.get(days) ?? (await users.historicalMax(window));
    known.set(days, most);
    return most;
  };
}

const termShown = ({ row, license }: LicenseRecord, rules: RuleYear) => {
  const { number, plan, seats, cloud, startsOn, expiresOn } = license;
  const most = seatsWithTolerance(seats, rules);
  return { row, number, plan, cloud, seats, most, startsOn, expiresOn };
};
