import type { Origin, Removing, SeatLinkCause } from "../activation/origin.ts";
import type { Ran } from "../jobs/ran.ts";
import type { Day, Instant } from "../time/calendar.ts";
import type { LicenseStateChange } from "./notices.ts";
import type { ClockChange, FaultChange, LicenseRefused } from "./recorded.ts";

interface Said<At> {
  readonly at: At;
  /** What happened, in a sentence. */
  readonly text: string;
  /** Why it did. */
  readonly cause: string;
}

/** A fault that befell a request to the portal. */
export interface MetFault {
  readonly id: string;
  /** Such as `status 503`. */
  readonly name: string;
}

interface JobFacts extends Pick<Ran, "job" | "outcome" | "detail"> {
  readonly kind: "job";
  /** The detail without what is true of one day or attempt alone. */
  readonly gist: string;
  readonly trigger: SeatLinkCause;
  /** Null for a job that sends no report. */
  readonly report: number | null;
  /** The first is 1, the others are retries; null for a job that sends no report. */
  readonly attempt: number | null;
  /** Null if nothing was wrong. */
  readonly error: string | null;
  /** The fault that made it fail; null if none did. */
  readonly fault: MetFault | null;
}

interface LicenseFacts<On> {
  readonly kind: "license";
  readonly action: "installed" | "removed";
  readonly by: Origin["by"] | Removing["by"] | "earlier-version";
  readonly row: number;
  readonly number: number | null;
  /** Null, as what follows, if the key of a removed license could not be read. */
  readonly plan: string | null;
  readonly seats: number | null;
  readonly startsOn: On | null;
  readonly expiresOn: On | null;
  readonly subscription: string | null;
}

interface RefusalFacts extends Pick<LicenseRefused, "kind" | "by" | "detail"> {
  readonly reason: string;
  /** The fault that made it fail; null if none did. */
  readonly fault: MetFault | null;
}

type FaultFacts = Omit<FaultChange, "asked">;

interface PortalFacts {
  readonly kind: "portal";
  readonly action: string;
  readonly subject: string;
}

export interface ClockFacts<At = Instant> extends Pick<ClockChange, "kind" | "running" | "by"> {
  readonly from: At;
  readonly to: At;
  /** Where it was to be moved, if the emulator ended on the way; else null. */
  readonly wanted: At | null;
  /** Whether the jobs on the way were passed over, because it was too far. */
  readonly passedOver: boolean;
}

interface NoticeFacts {
  readonly kind: "notice";
  readonly notice: LicenseStateChange["notice"];
  /** The text without how many days were left then. */
  readonly gist: string;
  /** Null if no license is in force. */
  readonly row: number | null;
  readonly number: number | null;
}

/** What has happened to an emulator, and why. `At` and `On` are how it tells instants and days. */
export type TimelineEvent<At = Instant, On = Day> = Said<At> &
  (
    | JobFacts
    | LicenseFacts<On>
    | RefusalFacts
    | FaultFacts
    | PortalFacts
    | ClockFacts<At>
    | { readonly kind: "start" }
    | NoticeFacts
  );

export type EventKind = TimelineEvent["kind"];

/** An event as the control API tells it. */
export type PublicEvent = TimelineEvent<string, string>;

export type PublicEventOf<Kind extends EventKind> = Extract<PublicEvent, { readonly kind: Kind }>;
