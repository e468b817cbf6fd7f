import type { LicenseRecord } from "../activation/license-records.ts";
import { noticeText } from "../activation/notice-text.ts";
import { maxInState } from "../contract/most.ts";
import { kindOf } from "../license/license.ts";
import { blocksChanges, noticesOn } from "../license/notices.ts";
import type { Calendar } from "../time/calendar.ts";
import { clockShown } from "./clock.ts";
import type { Controlled } from "./controlled.ts";
import { armedFaults } from "./faults.ts";
import { jobCount, jobsShown, lastSyncShown, serviceTokenShown } from "./jobs.ts";
import { addOnsShown, usersShown } from "./users.ts";

/** Facts on one page, and of what there may be much, the newest and how many there are. */
export async function stateShown(controlled: Controlled) {
  const { edition, clock, licenses, users, usageExports, portal, scenarios } = controlled;
  const current = await licenses.current(clock.today());
  const history = await licenses.history({ offset: 0, limit: 100 });
  const only = { newest: maxInState };
  const unreadable = await licenses.unreadableRows();
  const userCounts = await users.latestCounts(maxInState);
  const faults = armedFaults(controlled);
  const jobs = await jobsShown(controlled, only);
  return {
    edition,
    clock: clockShown(controlled),
    scenario: scenarios.present(),
    currentLicense: current && licenseShown(current, clock.calendar),
    ...(await endShown(controlled, current)),
    licenses: history.map((record) => licenseShown(record, clock.calendar)),
    unreadableLicenses: unreadable.slice(0, maxInState),
    users: await usersShown(controlled),
    userCounts: userCounts.counts,
    addOns: await addOnsShown(controlled),
    usageExported: usageExports.wasExported(),
    trialEndsOn: await licenses.trialEndsOn(),
    subscriptions: portal?.subscriptions(only) ?? [],
    policies: portal?.policies() ?? null,
    faults: faults.slice(-maxInState),
    jobs,
    lastSync: await lastSyncShown(controlled),
    serviceToken: await serviceTokenShown(controlled),
    totals: {
      licenses: await licenses.historyLength(),
      unreadableLicenses: unreadable.length,
      userCounts: userCounts.total,
      subscriptions: portal?.subscriptionCount() ?? 0,
      faults: faults.length,
      jobs: await jobCount(controlled),
    },
  };
}

/** What the end of the license in force means today. */
async function endShown(
  { clock, licenses }: Pick<Controlled, "clock" | "licenses">,
  current: LicenseRecord | null,
) {
  if (current === null) return { notices: [], blockChanges: false };
  const { license } = current;
  const today = clock.today();
  const notices = noticesOn(license, today, await licenses.isFollowed(today)).map(
    ({ name, ...notice }) => ({
      notice: name,
      ...notice,
      message: noticeText({ name, ...notice }, license, today),
    }),
  );
  return { notices, blockChanges: blocksChanges(license, today) };
}

export function licenseShown(
  { row, license, createdAt, syncedAt }: LicenseRecord,
  { toIso }: Calendar,
) {
  return {
    row,
    number: license.number,
    type: kindOf(license),
    plan: license.plan,
    seats: license.seats,
    company: license.licensee["Company"] ?? null,
    startsOn: license.startsOn,
    expiresOn: license.expiresOn,
    subscription: license.subscriptionName,
    createdAt: toIso(createdAt),
    syncedAt: syncedAt === null ? null : toIso(syncedAt),
  };
}
