import type { Day, Instant } from "../time/calendar.ts";

/** Who hands over a code: somebody, or the environment of an instance that starts. */
export type Activator = "person" | "environment";

/** What made the instance report. */
export type SeatLinkCause = "daily" | "activation" | "manual";

/** What brings a license: a code, a report to the portal, or a file by the way that it came in. */
export type Origin =
  | { readonly by: Activator }
  | { readonly by: "report"; readonly report: number; readonly trigger: SeatLinkCause }
  | FileOrigin;

/** The form of the admin pages has rules of its own. */
export interface FileOrigin {
  readonly by: "rest" | "form" | "first-start" | "console";
}

/** Who removes a license, and when. */
export interface Removing {
  readonly by: "mutation" | "rest" | "page" | "console";
  readonly at: Instant;
  readonly today: Day;
}
