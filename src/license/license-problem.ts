/** Why a key yields no license. */
export type LicenseProblem = LicenseUnreadable | LicenseInvalid;

/** The text is no license file, or none that the given keys open. */
export interface LicenseUnreadable {
  readonly kind: "license-unreadable";
}

/** The file opens, but what it says makes no license. */
interface LicenseInvalid {
  readonly kind: "license-invalid";
  /** Whether the key still says that it is an online cloud license: the vendor answers those differently. */
  readonly onlineCloud: boolean;
  /** What is wrong, one sentence each, for people. */
  readonly problems: readonly string[];
  /** The attributes under their wire names. */
  readonly attributes: Record<string, unknown>;
}
