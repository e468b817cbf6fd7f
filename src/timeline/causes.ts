import type { JobRun } from "../jobs/ran.ts";
import type { Calendar, Day } from "../time/calendar.ts";
import type { Entry, FaultChange, LicenseRefused, PortalEvent } from "./recorded.ts";
import type { MetFault } from "./timeline-event.ts";

/** What was done to a subscription at the portal. */
export interface PastPortalChange {
  readonly action: string;
  readonly on: Day;
}

/** What happened before an event and led to it. */
export interface Cause {
  /** The fault that made a job or an activation fail; null if none did. */
  readonly fault: MetFault | null;
  /** What was done to the subscription of a license that was installed, since the license of it before. */
  readonly portalChanges: readonly PastPortalChange[];
}

const nothing: Cause = { fault: null, portalChanges: [] };

/** Says of one entry after the other what led to it, as far as those before it tell. */
export function causeTeller({ dayOf }: Calendar): (entry: Entry) => Cause {
  /** The fault that hit the latest request of each sort, while that is under way. */
  const striking = new Map<string, FaultChange>();
  /** What was done to each subscription since its last license. */
  const portalChanges = new Map<string, PastPortalChange[]>();
  /** The fault that hit a request which has ended now. */
  function endOf(request: string | null): Cause {
    const fault = request === null ? undefined : striking.get(request);
    if (request === null || !fault) return nothing;
    striking.delete(request);
    return { ...nothing, fault: { id: fault.id, name: fault.fault } };
  }
  function note({ action, subject }: PortalEvent, on: Day) {
    if (leavesLicense.has(action)) return;
    portalChanges.set(subject, [...(portalChanges.get(subject) ?? []), { action, on }]);
  }
  return ({ at, event }) => {
    switch (event.kind) {
      case "start":
        striking.clear();
        return nothing;
      case "fault":
        if (event.action === "struck" && event.asked) striking.set(event.asked, event);
        return nothing;
      case "portal":
        note(event, dayOf(at));
        return nothing;
      case "job": {
        // The report that follows an activation says that it has succeeded, also where it has brought no other license.
        if (event.trigger === "activation") striking.delete("activate");
        const ended = endOf(requestOfJob(event));
        return event.error === null ? nothing : ended;
      }
      case "license": {
        if (event.action === "removed") return nothing;
        const subscription = event.license.subscriptionName ?? "";
        const changes = portalChanges.get(subscription) ?? [];
        portalChanges.delete(subscription);
        return { ...nothing, portalChanges: changes };
      }
      case "refusal":
        return endOf(requestOfRefusal(event));
      case "announcement":
      case "clock":
      case "unreadable":
        return nothing;
    }
  };
}

/** What a job has sent to the portal; null if it has sent nothing. */
function requestOfJob({ job, outcome }: JobRun): string | null {
  if (outcome === "skipped") return null;
  if (job === "service-token") return "service-token";
  return job === "seat-link" ? "seat-links" : null;
}

/** What the portal does that makes no other license of a subscription. */
const leavesLicense = new Set(["code-used", "code-resent", "code-forwarded", "mailed"]);

/** What was sent to the portal for a license that was refused; null if nothing was. */
const requestOfRefusal = ({ by, reason }: LicenseRefused): string | null =>
  (by === "person" || by === "environment") && !refusedUnsent.has(reason) ? "activate" : null;

const refusedUnsent: ReadonlySet<LicenseRefused["reason"]> = new Set([
  "malformed-code",
  "not-self-managed",
  "silent-mode",
]);
