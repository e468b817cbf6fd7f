import type { License } from "../../../src/license/license.ts";
import { type Day, parseDay } from "../../../src/time/day.ts";

export function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`${text} is no day`);
  return parsed;
}

/** A legacy license of one year without a limit on seats. */
export const aLicense = (fields: Partial<License> = {}): License => ({
  number: 7,
  licensee: { Name: "Ada Example", Email: "ada@example.com", Company: "Example Ltd" },
  startsOn: day("2025-06-01"),
  expiresOn: day("2026-06-01"),
  notifyAdminsOn: null,
  notifyUsersOn: null,
  blockChangesOn: null,
  nextSyncAt: null,
  lastSyncedAt: null,
  activatedAt: null,
  cloud: false,
  offlineCloud: false,
  autoRenew: false,
  seatReconciliation: false,
  operationalMetrics: false,
  contractOveragesAllowed: true,
  generatedFromCustomersDot: false,
  generatedFromCancellation: false,
  temporaryExtension: false,
  seats: null,
  previousSeats: null,
  trueUpSeats: null,
  trueUpFrom: null,
  trueUpTo: null,
  carriesTrueUp: false,
  trueUpPeriodSeats: null,
  reconciliationCompleted: false,
  plan: "premium",
  trial: null,
  subscriptionId: null,
  subscriptionName: null,
  addOns: {},
  addOnPurchases: [],
  ...fields,
});
