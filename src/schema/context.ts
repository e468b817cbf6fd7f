import type { ActivationFailure } from "../activation/activate.ts";
import type { Installed, LicenseRecords } from "../activation/license-records.ts";
import type { UserRecords } from "../activation/user-records.ts";
import type { Viewer } from "../activation/viewer.ts";
import type { Result } from "../base/result.ts";
import type { Clock } from "../time/clock.ts";

/** What the instance says about itself. */
export interface InstanceIdentity {
  readonly version: string;
  readonly revision: string;
  /** Whether it is an Enterprise Edition. */
  readonly enterprise: boolean;
}

/** What an instance offers to the schema, the same for every request. */
export interface InstanceForSchema {
  readonly licenses: LicenseRecords;
  readonly users: UserRecords;
  readonly clock: Clock;
  readonly identity: InstanceIdentity;
  /** The request is named in what the operator reads. */
  readonly activate: (
    code: string,
    requestId: string,
  ) => Promise<Result<Installed, ActivationFailure>>;
}

/** One operation's context. A fresh object each: what fields have in common is worked out once for it. */
export interface Context {
  readonly instance: InstanceForSchema;
  readonly viewer: Viewer | null;
  readonly requestId: string;
  /** Takes a sentence on why the answer is as it is, for people. */
  readonly onCause: (cause: string) => void;
  /** Of the operation that runs. */
  readonly complexity: { readonly limit: number; readonly score: number };
}
