import type { Calendar, Instant } from "../calendar.ts";
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
  noteFault(event: FaultChange): void;
  noteDeed(event: PortalDeed, at: Instant): void;
  ofJob(event: JobRun): string;
  ofLicense(event: LicenseInstalled | LicenseRemoved): string;
  ofRefusal(event: LicenseRefused): string;
}

export function causesIn({ dayOf }: Calendar): Causes {
  /** What the report that is under way has met. */
  let struck: FaultChange | null = null;
  /** The same of the activation. */
  let onCode: FaultChange | null = null;
  /** What was done to each subscription since its last license. */
  const deeds = new Map<string, string[]>();
  return {
    noteFault(event) {
      if (event.action !== "struck") return;
      if (event.request?.endsWith("/seat_links")) struck = event;
      if (event.request === activation) onCode = event;
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
      if (isByCode(event)) onCode = null;
      return licenseCause(event, done);
    },
    ofRefusal(event) {
      const met = asksPortal(event.by) ? onCode : null;
      if (asksPortal(event.by)) onCode = null;
      return refusalCause(event, met);
    },
  };
}

/** What an activation asks the portal. */
const activation = "POST /graphql";

const asksPortal = (by: string) => by === "person" || by === "environment";

const isByCode = (event: LicenseInstalled | LicenseRemoved) =>
  event.action === "installed" && asksPortal(event.origin.by);
