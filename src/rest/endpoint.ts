import type { LicenseRecords } from "../activation/license-records.ts";
import type { OnRefused } from "../activation/refused-license.ts";
import type { UsageExports } from "../activation/usage-csv.ts";
import type { UserRecords } from "../activation/user-records.ts";
import type { Viewer } from "../activation/viewer.ts";
import type { Result } from "../base/result.ts";
import type { License, LicenseProblem } from "../license/license.ts";
import type { AdmittedRequest } from "../listener/gate.ts";
import type { Route } from "../listener/router.ts";
import type { Clock } from "../time/clock.ts";

/** What an instance offers to its REST API. */
export interface InstanceForRest {
  readonly licenses: LicenseRecords;
  readonly users: UserRecords;
  readonly usageExports: UsageExports;
  readonly clock: Clock;
  readonly identity: {
    readonly version: string;
    readonly revision: string;
    readonly enterprise: boolean;
  };
  /** Where clients reach the instance, without a slash at the end. */
  readonly externalUrl: () => string;
  readonly readLicense: (key: string) => Result<License, LicenseProblem>;
  readonly onRefused: OnRefused;
}

/** A caller whom a token or a session names. */
export interface RestCaller {
  readonly viewer: Viewer;
  /** Number of the token that was sent; null for a session. */
  readonly tokenId: number | null;
  /** Why a session may change nothing; null if the caller may. */
  readonly mutationsRefused: string | null;
}

/** Who may use an endpoint. Each lets in callers with certain scopes. */
export interface RestAccess {
  /** Anybody signed in, with any scope. */
  readonly "rest-user": RestCaller;
  /** Administrators who may read. */
  readonly "rest-admin-read": RestCaller;
  /** Administrators who may change something. */
  readonly "rest-admin-write": RestCaller;
}

export type RestRoute = Route<RestAccess>;

export type RestRequest = AdmittedRequest<RestCaller>;

export const apiPath = "/api/v4";
