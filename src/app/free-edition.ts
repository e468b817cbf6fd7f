import type { Edition } from "../activation/edition.ts";
import type { LicenseRecords } from "../activation/license-records.ts";
import type { JobRecords, ServiceTokenRecords } from "../jobs/job-records.ts";
import type { DailyJob } from "../jobs/schedule.ts";
import type { EventRecords, Recorded } from "../timeline/recorded.ts";

// What the free edition has in the place of licenses and their jobs. What an Enterprise Edition has stored stays where it
// is, untouched, and nobody is shown it.

const none = async () => null;
const nothing = async () => [];
const zero = async () => 0;

/** Every way to a license is closed before: who gets here has found another. */
function noWay(): never {
  throw new Error("The free edition stores no license.");
}

const noLicenses: LicenseRecords = {
  current: () => null,
  history: nothing,
  historyLength: zero,
  unreadableRows: nothing,
  stored: nothing,
  rows: nothing,
  find: none,
  numbered: none,
  futureSubscriptions: nothing,
  isFollowed: async () => false,
  trialEndsOn: none,
  install: noWay,
  replaceFuture: noWay,
  consider: noWay,
  remove: none,
  removeRow: none,
};

/** What of an instance is about licenses. */
interface OfLicenses<Jobs extends JobRecords> {
  readonly licenses: LicenseRecords;
  readonly jobs: Jobs;
  readonly serviceTokens: ServiceTokenRecords;
  readonly daily: () => readonly DailyJob[];
}

/** What the free edition has of that: nothing is in force, nothing waits, and nothing falls due. */
export const inFreeEdition = <Jobs extends JobRecords>({
  jobs,
  serviceTokens,
}: OfLicenses<Jobs>): OfLicenses<Jobs> => ({
  licenses: noLicenses,
  jobs: {
    ...jobs,
    queued: nothing,
    queueLength: zero,
    nextQueued: none,
    find: none,
    lastReport: none,
    reconciliation: none,
  },
  serviceTokens: {
    ...serviceTokens,
    token: none,
    queued: nothing,
    queueLength: zero,
    nextQueued: none,
  },
  daily: () => [],
});

/** Events but for those of licenses, so that nothing follows from them. */
function withoutLicenseEvents(records: EventRecords): EventRecords {
  const isOther = ({ event }: { readonly event: Recorded }) =>
    event.kind !== "license" && event.kind !== "announcement";
  return {
    life: records.life,
    first: records.first,
    *after(id) {
      for (const entry of records.after(id)) if (isOther(entry)) yield entry;
    },
    of: (ids) => records.of(ids).filter(isOther),
    untold: () => [],
  };
}

/** What the timeline of an edition tells of. */
export const eventsOf = (
  edition: Edition,
  events: () => Promise<EventRecords>,
): (() => Promise<EventRecords>) =>
  edition === "ee" ? events : async () => withoutLicenseEvents(await events());
