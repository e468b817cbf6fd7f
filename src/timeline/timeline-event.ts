import type { Origin, Removing, SeatLinkCause } from "../activation/origin.ts";
import type { Ran } from "../jobs/ran.ts";
import type { Day, Instant } from "../time/calendar.ts";
import type { StandingChange } from "./notices.ts";
import type { LicenseRefused } from "./recorded.ts";

export const eventKinds = [
  "job",
  "license",
  "refusal",
  "fault",
  "portal",
  "clock",
  "start",
  "notice",
] as const;

export type EventKind = (typeof eventKinds)[number];

interface Told {
  readonly at: Instant;
  /** What happened, in a sentence. */
  readonly text: string;
  /** Why it did. */
  readonly cause: string;
}

interface JobFacts extends Pick<Ran, "job" | "outcome" | "detail"> {
  readonly kind: "job";
  readonly trigger: SeatLinkCause;
  /** Null for a job that sends no report. */
  readonly report: number | null;
  /** The first is 1, the others are retries; null for a job that sends no report. */
  readonly attempt: number | null;
  /** Null if nothing was wrong. */
  readonly error: string | null;
}

interface LicenseFacts {
  readonly kind: "license";
  readonly action: "installed" | "removed";
  readonly by: Origin["by"] | Removing["by"] | "earlier-version";
  readonly row: number;
  readonly number: number | null;
  /** Null, as what follows, if the key of a removed license could not be read. */
  readonly plan: string | null;
  readonly seats: number | null;
  readonly startsOn: Day | null;
  readonly expiresOn: Day | null;
  readonly subscription: string | null;
}

type RefusalFacts = Pick<LicenseRefused, "kind" | "by" | "reason" | "detail">;

interface FaultFacts {
  readonly kind: "fault";
  readonly action: "armed" | "struck" | "removed";
  readonly id: string;
  readonly fault: string;
  readonly endpoint: string;
  readonly request: string | null;
}

interface PortalFacts {
  readonly kind: "portal";
  readonly action: string;
  readonly subject: string;
}

interface ClockFacts {
  readonly kind: "clock";
  readonly from: Instant;
  readonly to: Instant;
  readonly running: boolean;
}

interface NoticeFacts {
  readonly kind: "notice";
  readonly notice: StandingChange["notice"];
  /** Null if no license is in force. */
  readonly row: number | null;
  readonly number: number | null;
}

/** What has happened to an emulator, and why. */
export type TimelineEvent = Told &
  (
    | JobFacts
    | LicenseFacts
    | RefusalFacts
    | FaultFacts
    | PortalFacts
    | ClockFacts
    | { readonly kind: "start" }
    | NoticeFacts
  );
