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

/** A job ran. */
interface JobEvent {
  readonly kind: "job";
  readonly job: "historical-data" | "measurement" | "seat-link" | "service-token";
  readonly outcome: "done" | "skipped" | "failed" | "dead";
  readonly detail: string;
  readonly trigger: "daily" | "activation" | "manual";
  /** Null for a job that sends no report. */
  readonly report: number | null;
  /** The first is 1, the others are retries. */
  readonly attempt: number | null;
  /** Null if nothing was wrong. */
  readonly error: string | null;
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
}

/** A fault was armed, has befallen a request, or was removed. */
interface FaultEvent {
  readonly kind: "fault";
  readonly action: "armed" | "struck" | "removed";
  readonly id: string;
  /** Such as `status 503`. */
  readonly fault: string;
  readonly endpoint: string;
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
  /** Null if no license is in force. */
  readonly row: number | null;
  readonly number: number | null;
}
