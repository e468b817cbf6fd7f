import type { License } from "../license/license.ts";
import { overage } from "../license/seats.ts";
import { licenseWindow } from "../license/term.ts";
import type { Day } from "../time/calendar.ts";
import type { LicenseRecords } from "./license-records.ts";
import type { UserRecords } from "./user-records.ts";

/** How the users of an instance compare with a license. */
export interface Usage {
  /** Users who take a seat, as they were measured last. */
  readonly billableUsers: number;
  /** The most of a day that was recorded in the license's term. */
  readonly recordedMax: number;
  /** The most at once since the license started, today included. */
  readonly historicalMax: number;
  /** Users of `historicalMax` without a seat. */
  readonly overage: number;
}

interface UsagePorts {
  readonly licenses: LicenseRecords;
  readonly users: UserRecords;
}

export async function usageOf(license: License, today: Day, ports: UsagePorts): Promise<Usage> {
  const current = await ports.licenses.current(today);
  const now = await ports.users.dailyBillableUsers(current?.license.plan ?? null);
  const recordedMax = await ports.users.historicalMax(licenseWindow(license, today));
  const historicalMax = Math.max(recordedMax, now);
  return {
    billableUsers: now,
    recordedMax,
    historicalMax,
    overage: overage(license, historicalMax),
  };
}
