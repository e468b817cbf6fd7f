import type { Calendar, Instant } from "../calendar.ts";
import { inWords } from "./in-words.ts";
import { jobCause } from "./job-words.ts";
import { licenseCause } from "./license-words.ts";
import type {
  FaultChange,
  JobRun,
  LicenseInstalled,
  LicenseRemoved,
  PortalDeed,
} from "./recorded.ts";

/** Why things happened, as far as what happened before tells. Is asked of one event after the other. */
export interface Causes {
  noteFault(event: FaultChange): void;
  noteDeed(event: PortalDeed, at: Instant): void;
  ofJob(event: JobRun): string;
  ofLicense(event: LicenseInstalled | LicenseRemoved): string;
}

export function causesIn({ dayOf }: Calendar): Causes {
  /** What the report that is under way has met. */
  let struck: FaultChange | null = null;
  /** What was done to each subscription since its last license. */
  const deeds = new Map<string, string[]>();
  return {
    noteFault(event) {
      if (event.action === "struck" && event.request?.endsWith("/seat_links")) struck = event;
    },
    noteDeed({ action, subject }, at) {
      deeds.set(subject, [...(deeds.get(subject) ?? []), `${inWords(action)} on ${dayOf(at)}`]);
    },
    ofJob(event) {
      const met = event.error === null || event.report === null ? null : struck;
      if (event.report !== null) struck = null;
      return jobCause(event, met);
    },
    ofLicense(event) {
      const subscription = event.license?.subscriptionName ?? "";
      const done = event.action === "installed" ? (deeds.get(subscription) ?? []) : [];
      if (event.action === "installed") deeds.delete(subscription);
      return licenseCause(event, done);
    },
  };
}
