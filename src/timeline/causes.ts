import type { Calendar, Instant } from "../time/calendar.ts";
import { inWords } from "./in-words.ts";
import { jobCause } from "./job-words.ts";
import { licenseCause, refusalCause } from "./license-words.ts";
import type {
  FaultChange,
  JobRun,
  LicenseInstalled,
  LicenseRefused,
  LicenseRemoved,
  PortalDeed,
} from "./recorded.ts";

/** Why things happened, as far as what happened before tells. Is asked of one event after the other. */
export interface Causes {
  noteStart(): void;
  noteFault(event: FaultChange): void;
  noteDeed(event: PortalDeed, at: Instant): void;
  ofJob(event: JobRun): string;
  ofLicense(event: LicenseInstalled | LicenseRemoved): string;
  ofRefusal(event: LicenseRefused): string;
}

export function causesIn({ dayOf }: Calendar): Causes {
  /** What has struck the question of each sort that is under way. */
  const struck = new Map<string, FaultChange>();
  /** What was done to each subscription since its last license. */
  const deeds = new Map<string, string[]>();
  /** The fault that a question has met which has ended now. */
  function metBy(asked: string): FaultChange | null {
    const met = struck.get(asked) ?? null;
    struck.delete(asked);
    return met;
  }
  return {
    noteStart: () => struck.clear(),
    noteFault(event) {
      if (event.action === "struck" && event.asked) struck.set(event.asked, event);
    },
    noteDeed({ action, subject }, at) {
      deeds.set(subject, [...(deeds.get(subject) ?? []), `${inWords(action)} on ${dayOf(at)}`]);
    },
    ofJob(event) {
      // The report that follows an activation says that it has succeeded, also where it has brought no other license.
      if (event.trigger === "activation") struck.delete("activate");
      const asked = askedBy(event);
      const met = asked === null ? null : metBy(asked);
      return jobCause(event, event.error === null ? null : met);
    },
    ofLicense(event) {
      const subscription = event.license?.subscriptionName ?? "";
      const done = event.action === "installed" ? (deeds.get(subscription) ?? []) : [];
      if (event.action === "installed") deeds.delete(subscription);
      return licenseCause(event, done);
    },
    ofRefusal: (event) => refusalCause(event, hasAsked(event) ? metBy("activate") : null),
  };
}

/** What a job has asked the portal for; null if it has asked nothing. */
function askedBy({ job, outcome }: JobRun): string | null {
  if (outcome === "skipped") return null;
  if (job === "service-token") return "service-token";
  return job === "seat-link" ? "seat-links" : null;
}

/** Whether the portal was asked at all for what was refused. */
const hasAsked = ({ by, reason }: LicenseRefused) =>
  (by === "person" || by === "environment") && !neverAsked.has(reason);

const neverAsked: ReadonlySet<LicenseRefused["reason"]> = new Set([
  "malformed-code",
  "not-self-managed",
  "silent-mode",
]);
