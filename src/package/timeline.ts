/** Which events are wanted. */
export interface TimelineWanted {
  /** A day, which begins at 00:00 in the time zone, or an instant. */
  readonly from?: string | undefined;
  /** A day, with which it ends, or an instant, which is within. */
  readonly to?: string | undefined;
  readonly kind?: TimelineEvent["kind"] | readonly TimelineEvent["kind"][] | undefined;
  /** The newest of them. */
  readonly limit?: number | undefined;
}

/** What has happened, and why. */
export type TimelineEvent = {
  /** On the emulator's clock. */
  readonly at: string;
  /** What happened, for people. */
  readonly text: string;
  /** Why it did, for people. */
  readonly cause: string;
} & (
  | JobEvent
  | LicenseEvent
  | RefusalEvent
  | FaultEvent
  | PortalEvent
  | ClockEvent
  | StartEvent
  | NoticeEvent
);

/** The fault that made something fail. */
interface MetFault {
  readonly id: string;
  /** Such as `status 503`. */
  readonly name: string;
}

/** A job ran. */
interface JobEvent {
  readonly kind: "job";
  readonly job: "historical-data" | "measurement" | "seat-link" | "service-token";
  readonly outcome: "done" | "skipped" | "failed" | "dead";
  readonly detail: string;
  /** The detail without what is true of one day or attempt alone. */
  readonly gist: string;
  readonly trigger: "daily" | "activation" | "manual";
  /** Null for a job that sends no report. */
  readonly report: number | null;
  /** The first is 1, the others are retries. */
  readonly attempt: number | null;
  /** Null if nothing was wrong. */
  readonly error: string | null;
  readonly fault: MetFault | null;
}

/** A license came or went. */
interface LicenseEvent {
  readonly kind: "license";
  readonly action: "installed" | "removed";
  readonly by:
    | "person"
    | "environment"
    | "report"
    | "rest"
    | "form"
    | "first-start"
    | "earlier-version"
    | "mutation"
    | "page";
  /** Database id. */
  readonly row: number;
  readonly number: number | null;
  /** Null, as what follows, if the key of a removed license could not be read. */
  readonly plan: string | null;
  readonly seats: number | null;
  readonly startsOn: string | null;
  readonly expiresOn: string | null;
  readonly subscription: string | null;
}

/** A license that somebody asked for or handed in was not stored. */
interface RefusalEvent {
  readonly kind: "refusal";
  readonly by: "person" | "environment" | "rest" | "form" | "first-start";
  /** Such as `malformed-code`. */
  readonly reason: string;
  /** What was wrong, in sentences. */
  readonly detail: string;
  readonly fault: MetFault | null;
}

/** A fault was armed, has befallen a request, or was removed. */
interface FaultEvent {
  readonly kind: "fault";
  readonly action: "armed" | "struck" | "removed";
  readonly id: string;
  /** Such as `status 503`. */
  readonly fault: string;
  readonly endpoint: string;
  /** How many requests it is meant for still. */
  readonly times: number | "standing";
  /** Whom it struck, such as `POST /api/v1/seat_links`. */
  readonly request: string | null;
}

/** The portal's owner did something. */
interface PortalEvent {
  readonly kind: "portal";
  /** Such as `sold` and `renewed`. */
  readonly action: string;
  /** A subscription by its name, or what else it was done to. */
  readonly subject: string;
}

/** The clock was moved, stopped or started. */
interface ClockEvent {
  readonly kind: "clock";
  readonly from: string;
  readonly to: string;
  readonly running: boolean;
  /** `start` if a start of the emulator set it, `stop` if the emulator ended while it was moved. */
  readonly by: "person" | "start" | "stop";
  /** Where it was to be moved, if the emulator ended on the way; else null. */
  readonly wanted: string | null;
  /** Whether the jobs on the way were passed over, because it was too far. */
  readonly passedOver: boolean;
}

/** The emulator was started on a directory on which it had run before. */
interface StartEvent {
  readonly kind: "start";
}

/** The days, or what was done to licenses, have changed how the instance stands. */
interface NoticeEvent {
  readonly kind: "notice";
  readonly notice:
    | "in-force"
    | "none-in-force"
    | "not-in-force"
    | "expires-soon"
    | "expired"
    | "changes-blocked"
    | "grace-over"
    | "changes-allowed";
  /** The text without how many days were left then. */
  readonly gist: string;
  /** Null if no license is in force. */
  readonly row: number | null;
  readonly number: number | null;
}
