import type { Origin, Removing } from "../activation/origin.ts";
import type { RefusedLicense } from "../activation/refused-license.ts";
import type { FailedConnection } from "../base/transport-failure.ts";
import type { JobRun } from "../jobs/ran.ts";
import type { License } from "../license/license.ts";
import type { Day, Instant } from "../time/calendar.ts";

/** With all that the license says: what was in force is known also when the license is gone again. */
export interface LicenseInstalled {
  readonly kind: "license";
  readonly action: "installed";
  readonly row: number;
  readonly license: License;
  readonly origin: Origin | { readonly by: "earlier-version" };
  readonly announced?: Announced;
}

export interface LicenseRemoved {
  readonly kind: "license";
  readonly action: "removed";
  readonly row: number;
  /** Null if its key could not be read. */
  readonly license: License | null;
  readonly by: Removing["by"];
  readonly announced?: Announced;
}

/**
 * On which day each of the subscriptions starts that the portal has announced, as the instance keeps them from then on; null
 * where what the portal sent is no day. What comes or goes with a license is told with it: both are one step.
 */
export type Announced = readonly (Day | null)[];

/** What the portal has announced has changed, and no license with it. */
export interface Announcement {
  readonly kind: "announcement";
  readonly announced: Announced;
  /** Whether it was kept before the timeline begins. */
  readonly isEarlier: boolean;
}

/** A license that somebody asked for or handed in was not stored. */
export interface LicenseRefused extends Pick<RefusedLicense, "by"> {
  readonly kind: "refusal";
  /** What was wrong, such as `malformed-code`. */
  readonly reason: RefusedLicense["error"]["kind"];
  /** In sentences. */
  readonly detail: string;
  /** Where the connection to the portal has failed; absent if it was not that. */
  readonly transport?: FailedConnection | undefined;
}

/** A fault was armed, has hit a request, or was removed before all that it was meant for had come. */
export interface FaultChange {
  readonly kind: "fault";
  readonly action: "armed" | "struck" | "removed";
  readonly id: string;
  /** What it is, such as `status 503`. */
  readonly fault: string;
  readonly endpoint: string;
  /** How many requests it is meant for still. */
  readonly times: number | "standing";
  /** The request that it struck, such as `POST /graphql`. */
  readonly request: string | null;
  /** What that request asks the portal for: `activate`, `seat-links` or `service-token`; null for anything else. */
  readonly asked: string | null;
}

/** What happened at the portal. */
export interface PortalEvent {
  readonly kind: "portal";
  /** `sold`, `renewed` and whatever else can be done. */
  readonly action: string;
  /** A subscription by its name, or what else it was done to. */
  readonly subject: string;
  /** How that is now. */
  readonly detail: string;
  /** Who did it; null if it was the owner, or the portal of itself. */
  readonly by: string | null;
}

/** The clock was moved, stopped or started. */
export interface ClockChange {
  readonly kind: "clock";
  readonly from: Instant;
  readonly to: Instant;
  readonly running: boolean;
  /**
   * `start` if a start of the emulator set it, `stop` if the emulator ended while it was moved, `machine` if the machine's
   * clock was set back to `from`, with which this one does not go.
   */
  readonly by: "person" | "start" | "stop" | "machine";
  /** Where it was to be moved, if it did not get there. */
  readonly wanted?: Instant;
}

/** The emulator was started on a directory on which it had run before. */
export interface FurtherStart {
  readonly kind: "start";
  /** Whether the clock has run on in between. */
  readonly hasRunOn: boolean;
}

/** Something was written down that cannot be read: the disk, or somebody else, has changed it. */
export interface UnreadableEvent {
  readonly kind: "unreadable";
  /** Of the table of events. */
  readonly row: number;
}

/** What is written down when it happens. */
export type Recorded =
  | JobRun
  | LicenseInstalled
  | LicenseRemoved
  | LicenseRefused
  | Announcement
  | FaultChange
  | PortalEvent
  | ClockChange
  | FurtherStart
  | UnreadableEvent;

/** An event as it was written down. */
export interface Entry {
  /** Higher means later; negative for what happened before anything was written down. */
  readonly id: number;
  readonly at: Instant;
  readonly event: Recorded;
}

/** What was written down of one emulator. */
export interface EventRecords {
  /** Changes when other entries stand in the place of all of them. */
  life(): number;
  /** Number of the oldest entry that is kept; null if none is. */
  first(): number | null;
  /** Those that were written down after one, in order. */
  after(id: number): Iterable<Entry>;
  /** Those of these numbers, in order. */
  of(ids: readonly number[]): readonly Entry[];
  /**
   * What is stored and of which no entry tells, as an earlier version stored it, or the entry was dropped: licenses, but for
   * the rows that were told of, and what the portal has announced, unless an entry tells of any. More
   * may be told of later; what is the same as before is given in the same list.
   */
  untold(told: Told): readonly Entry[];
}

/** What entries tell of: the rows of licenses, and whether of what the portal has announced. */
interface Told {
  readonly rows: ReadonlySet<number>;
  readonly announced: boolean;
}
