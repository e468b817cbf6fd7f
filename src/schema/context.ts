import type { Activated, ActivationFailure } from "../activation/activate.ts";
import type { LicenseRecords } from "../activation/license-records.ts";
import type { UserRecords } from "../activation/user-records.ts";
import type { Viewer } from "../activation/viewer.ts";
import type { Clock } from "../clock.ts";
import type { Result } from "../result.ts";

/** What an instance offers to the schema, the same for every request. */
export interface InstanceForSchema {
  readonly licenses: LicenseRecords;
  readonly users: UserRecords;
  readonly clock: Clock;
  readonly activate: (code: string) => Promise<Result<Activated, ActivationFailure>>;
}

/** One request's context. A fresh object each: access decisions are cached by its identity. */
export interface Context {
  readonly instance: InstanceForSchema;
  readonly viewer: Viewer | null;
}
