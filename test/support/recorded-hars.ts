import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { ComplaintId } from "../../src/contract/complaints.ts";

/** What a log is about, and where it shows. */
interface Recorded {
  /** Null for none of those of the handbook. */
  readonly complaint: ComplaintId | null;
  /** The request that shows it first, and how it was answered; null if none does. */
  readonly at: string | null;
  /** What it says; null where it is that it was answered so. */
  readonly says: string | null;
}

const peak = (users: number, seats: number) =>
  `During the year before this license started, this GitLab installation had ${users} active users, exceeding this license's limit of ${seats} by ${users - seats} users`;
const plea = (users: string) =>
  `. Please add a license for at least ${users} users or contact sales at https://about.gitlab.com/sales/`;
export const overage = (users: string, seats: string, over: string) =>
  `This GitLab installation currently has ${users} active users, exceeding this license's limit of ${seats} by ${over} users${plea(users)}`;

const answer = "POST /api/graphql, 200";
const connectivity = { at: answer, says: "CONNECTIVITY_ERROR" } as const;

/** Logs that a Chromium has made of our pages: `npm run record:hars`. */
export const recordedHars = {
  "invalid-code": { complaint: null, at: answer, says: "invalid activation code" },
  "portal-503": { complaint: "C1", ...connectivity },
  "portal-says-something-else": { complaint: "C1", at: answer, says: "Something else" },
  "portal-refuses-request": {
    complaint: "C1",
    at: answer,
    says: "The subscription portal refused the request: No such field",
  },
  "portal-answers-html": {
    complaint: "C1",
    at: answer,
    says: "The subscription portal answered with something other than JSON",
  },
  "nil-dereference": {
    complaint: "C1",
    at: answer,
    says: "undefined method `[]' for nil:NilClass",
  },
  "closed-connection-leaks": { complaint: "C1", at: answer, says: "end of file reached" },
  "proxy-407-leaks": { complaint: "C1", at: answer, says: '407 "Proxy Authentication Required"' },
  "inspected-leaks": {
    complaint: "C2",
    at: answer,
    says: "SSL_connect returned=1 errno=0 state=error: certificate verify failed (self signed certificate in certificate chain)",
  },
  inspected: { complaint: "C2", ...connectivity },
  "inspected-unbatched": { complaint: "C2", ...connectivity },
  "proxy-resolves": { complaint: "C3", ...connectivity },
  "ipv6-blackhole": { complaint: "C4", ...connectivity },
  "ipv6-unreachable": { complaint: "C4", ...connectivity },
  "name-unknown": { complaint: "C5", ...connectivity },
  "certificate-expired": { complaint: "C5", ...connectivity },
  "proxy-407": { complaint: "C5", ...connectivity },
  "address-refused": { complaint: "C6", ...connectivity },
  "silent-mode": {
    complaint: "C7",
    at: answer,
    says: "only get, head, options, and trace methods are allowed in silent mode",
  },
  "not-found": { complaint: "C8", at: answer, says: "without cloud compatible subscription" },
  seats: { complaint: "C8", at: answer, says: overage("22", "18", "4") },
  "seats-with-separators": { complaint: "C8", at: answer, says: overage("1,234", "1,000", "234") },
  "true-up": {
    complaint: "C8",
    at: answer,
    says: "You have applied a True-up for 1 user but you need one for 4 users. Please contact sales at https://about.gitlab.com/sales/",
  },
  "page-500": { complaint: "C9", at: "GET /admin/subscription, 500", says: null },
  "removed-first": { complaint: "C10", at: "DELETE /admin/license, 200", says: null },
  "removal-fails": { complaint: "C11", at: "DELETE /admin/license, 500", says: null },
  "second-sync": { complaint: "C12", at: "POST /admin/license/sync_seat_link, 200", says: null },
  "rows-added": { complaint: "C13", at: answer, says: "3 such rows of 3" },
  "rows-growing": { complaint: "C13", at: answer, says: "2 such rows of 2" },
  overtaken: { complaint: "C14", at: answer, says: "currentLicense gid://gitlab/License/1002" },
  "last-sync-failed": {
    complaint: "C16",
    at: "GET /admin/subscription, 200",
    says: "HTTP status code: 503",
  },
  "sync-of-legacy": {
    complaint: "C17",
    at: "POST /admin/license/sync_seat_link, 422",
    says: "X-Understudy-Cause: The license in force is no cloud license.",
  },
  "sync-without-end": {
    complaint: "C17",
    at: "POST /admin/license/sync_seat_link, 422",
    says: "X-Understudy-Cause: The license in force never expires.",
  },
  "seats-contradict": { complaint: "C18", at: answer, says: overage("74", "74", "0") },
  "two-years": { complaint: "C19", at: answer, says: `${peak(30, 20)}${plea("30")}` },
  "one-too-many": { complaint: "C21", at: answer, says: overage("111", "100", "11") },
  "one-too-many-in-file": {
    complaint: "C21",
    at: "GET /admin/application_settings/general, 200",
    says: peak(111, 100),
  },
  "expired-license": { complaint: "C22", at: answer, says: "This license has already expired." },
  "expired-trial": { complaint: "C22", at: answer, says: "Trial has expired" },
  "ends-soon": { complaint: "C22", at: answer, says: "expiresAt 2026-06-01, on 2026-05-29" },
  "ends-today": { complaint: "C22", at: answer, says: "expiresAt 2026-06-01, on 2026-06-01" },
  expired: { complaint: "C23", at: answer, says: "expiresAt 2026-06-01, on 2026-06-02" },
  "upload-crashes": { complaint: "C24", at: "POST /admin/license, 500", says: null },
  "fetch-error": {
    complaint: null,
    at: "POST /api/graphql, 503",
    says: "Request timed out. Please try a less complex query or a smaller set of records.",
  },
  "instance-answers-nothing": { complaint: "C1", at: answer, says: "nothing" },
  "instance-503": {
    complaint: "C1",
    at: "POST /api/graphql, 503",
    says: "Request timed out. Please try a less complex query or a smaller set of records.",
  },
  "no-answer": {
    complaint: null,
    at: "POST /api/graphql, no answer",
    says: "net::ERR_CONNECTION_RESET",
  },
  activated: { complaint: null, at: null, says: null },
  licensed: { complaint: null, at: null, says: null },
  "code-corrected": { complaint: null, at: answer, says: "invalid activation code" },
} as const satisfies Readonly<Record<string, Recorded>>;

export type RecordedName = keyof typeof recordedHars;

export const recordedNames = Object.keys(recordedHars) as RecordedName[];

/** How DevTools have saved a log. */
export type Saved = "with sensitive data" | "sanitized";

export const folderOfHars = join(import.meta.dirname, "../fixtures/hars");

/** Where a recording is kept. */
export const fileOf = (name: RecordedName, how: Saved): string =>
  join(folderOfHars, `${name}${how === "sanitized" ? ".sanitized" : ""}.har.gz`);

/** A log as Chromium has written it. */
export const recordedHar = (name: RecordedName, how: Saved = "sanitized"): string =>
  gunzipSync(readFileSync(fileOf(name, how))).toString();
