import type { LicenseRecords } from "../activation/license-records.ts";
import type { OnRefused } from "../activation/refused-license.ts";
import type { UsageExports } from "../activation/usage-exports.ts";
import type { UserRecords } from "../activation/user-records.ts";
import type { Scope, Viewer } from "../activation/viewer.ts";
import type { Result } from "../base/result.ts";
import type { License } from "../license/license.ts";
import type { LicenseProblem } from "../license/license-problem.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import type { Clock } from "../time/clock.ts";

/** What an instance offers to its REST API. */
export interface InstanceForRest {
  readonly licenses: LicenseRecords;
  readonly users: UserRecords;
  readonly usageExports: UsageExports;
  readonly clock: Clock;
  readonly identity: { readonly version: string; readonly revision: string };
  /** Where clients reach the instance, without a slash at the end. */
  readonly externalUrl: () => string;
  readonly readLicense: (key: string) => Result<License, LicenseProblem>;
  readonly onRefused: OnRefused;
}

export interface Asked {
  readonly viewer: Viewer;
  /** What stands at the place of `:id` in the path; empty without one. */
  readonly id: string;
  readonly incoming: Incoming;
}

/** One method of one path below `/api/v4`. */
export interface Endpoint {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly needs: "anybody signed in" | "administrator";
  /** One of these is enough. */
  readonly scopes: readonly Scope[];
  readonly answer: (instance: InstanceForRest, asked: Asked) => Reply | Promise<Reply>;
}
