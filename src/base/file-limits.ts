// How large files are at most that somebody hands over.

/** The longest text, in bytes, that is looked at for a license. A license file has some two thousand. */
export const maxLicenseBytes = 256 * 1024;

/** How large a file of a scenario is at most, in bytes: as much as the control API takes. */
export const maxScenarioBytes = 1024 * 1024;
