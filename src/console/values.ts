import type { StoredRow } from "../activation/license-records.ts";
import type { License } from "../license/license.ts";
import type { Day, Instant } from "../time/calendar.ts";
import type { Literal } from "./parse-lines.ts";

/** What an expression can come to. */
export type Value =
  | Literal
  | { readonly type: "date"; readonly on: Day }
  | { readonly type: "time"; readonly at: Instant }
  /** ISO 8601 with an offset. */
  | { readonly type: "date-time"; readonly at: string }
  /** A hash or a list, as JSON has it; the names of its first level may be symbols. */
  | { readonly type: "data"; readonly value: unknown; readonly named: "by-text" | "by-symbol" }
  | { readonly type: "license"; readonly license: LicenseAtHand }
  | { readonly type: "licenses"; readonly licenses: Licenses }
  | { readonly type: "errors"; readonly license: LicenseAtHand }
  | { readonly type: "users"; readonly users: "all" | UserScope }
  /** The portal's own: no other one is asked. */
  | { readonly type: "portal-url"; readonly value: string }
  | { readonly type: "response"; readonly status: number; readonly headers: Headers }
  | { readonly type: Constant };

export type Type = Value["type"];

export type ValueOf<T extends Type> = Extract<Value, { readonly type: T }>;

/** Which users a count is about. */
export type UserScope = "active" | "billable" | "blocked" | "above-guest";

type Headers = Readonly<Record<string, string | undefined>>;

/** What has no value of its own: methods can be called on it, and it cannot be printed. */
export const constants = [
  "License",
  "User",
  "File",
  "Gitlab::CurrentSettings",
  "Gitlab::HTTP",
  "Gitlab::Routing",
  "Gitlab::SeatLinkData",
  "Gitlab::SubscriptionPortal::Client",
  "url_helpers",
  "seat_link_data",
] as const;

type Constant = (typeof constants)[number];

/** A license in a variable: it may be stored, or removed, while it is there. */
export interface LicenseAtHand {
  readonly key: string;
  /** Null if the key cannot be read. */
  readonly license: License | null;
  /** Null until it is stored. */
  row: Pick<StoredRow, "row" | "createdAt" | "syncedAt"> | null;
  isRemoved: boolean;
  /** Why it was not stored. */
  errors: readonly string[];
}

/** Licenses in the order of their rows, each read when it is its turn. */
export interface Licenses {
  /** An array shows all that it has, a relation the first ten. */
  readonly is: "relation" | "array";
  readonly count: () => Promise<number>;
  readonly each: () => AsyncIterable<LicenseAtHand>;
}
