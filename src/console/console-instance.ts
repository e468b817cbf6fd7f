import type { LicenseRecord, LicenseRecords } from "../activation/license-records.ts";
import type { UploadFailure } from "../activation/upload.ts";
import type { UserRecords } from "../activation/user-records.ts";
import type { Result } from "../base/result.ts";
import type { License, LicenseProblem } from "../license/license.ts";
import type { Clock } from "../time/clock.ts";

/** The instance on whose console lines are typed. */
export interface ConsoleInstance {
  readonly clock: Clock;
  readonly licenses: LicenseRecords;
  readonly users: UserRecords;
  readonly uuid: string;
  readonly version: string;
  /** Stores a license file that is typed or read on the console. */
  readonly upload: (key: string) => Promise<Result<LicenseRecord, UploadFailure>>;
  readonly readLicense: (key: string) => Result<License, LicenseProblem>;
  /** What a key says under the names of a license file; null if it cannot be opened. */
  readonly attributesOf: (key: string) => Readonly<Record<string, unknown>> | null;
  readonly portal: ConsolePortal;
}

/** The portal, as the instance's own HTTP client finds it. */
interface ConsolePortal {
  readonly url: string;
  readonly head: () => Promise<PortalHead>;
  /** With which everything is sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** What a report would say now; null without a license. */
  readonly report: () => Promise<string | null>;
}

type PortalHead =
  | { readonly status: number; readonly headers: Readonly<Record<string, string | undefined>> }
  /** What the product raises where no answer came; null if it was given up. */
  | {
      readonly failure: string;
      readonly raised: { readonly exception: string; readonly text: string } | null;
    };
