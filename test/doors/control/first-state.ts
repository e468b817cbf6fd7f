import { expect } from "vitest";
import { aSubscription } from "../../support/a-subscription.ts";
import type { TestEmulator } from "../../support/emulator-on.ts";

/** What `GET /state` says after the first start on a frozen clock at noon. */
export const firstState = ({ ready }: TestEmulator) => ({
  clock: { now: "2025-06-01T12:00:00Z", running: false, timeZone: "UTC", moving: null },
  scenario: null,
  currentLicense: null,
  notices: [],
  blockChanges: false,
  licenses: [],
  edition: "ee",
  users: {
    active: 8,
    guests: 0,
    withoutMembership: 0,
    bots: 0,
    blocked: 0,
    billable: 8,
    pinned: false,
  },
  userCounts: [],
  addOns: [],
  unreadableLicenses: [],
  usageExported: false,
  trialEndsOn: null,
  subscriptions: [
    aSubscription({
      name: "A-S00000001",
      number: 1,
      activationCode: ready.activationCode,
    }),
  ],
  policies: {
    oneReportADay: false,
    newKeyAtEverySync: false,
    omitUnchangedKey: false,
    codesBoundToFirstInstance: false,
    unusedCodesExpireAfterDays: null,
  },
  faults: [],
  jobs: [
    scheduled("historical-data", "2025-06-02T12:00:00Z"),
    scheduled("measurement", "2025-06-01T23:50:00Z"),
    scheduled("seat-link", expect.stringMatching(/^2025-06-02T0[34]:\d\d:00Z$/)),
    scheduled("service-token", expect.stringMatching(/^2025-06-02T0[56]:\d\d:00Z$/)),
  ],
  lastSync: neverSynced,
  serviceToken: null,
  totals: {
    licenses: 0,
    unreadableLicenses: 0,
    userCounts: 0,
    subscriptions: 1,
    faults: 0,
    jobs: 4,
  },
});

export const neverSynced = {
  state: "none",
  syncedAt: null,
  ageSeconds: null,
  attemptedAt: null,
  error: null,
  nextReconciliationDate: null,
  displayAlertFrom: null,
};

/** The next daily run of a job. */
const scheduled = (job: string, nextRunAt: string) => ({
  job,
  id: null,
  state: "scheduled",
  cause: "daily",
  attempts: 0,
  nextRunAt,
  lastError: null,
  enqueuedAt: null,
  report: null,
});
