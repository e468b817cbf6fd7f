import type { Log } from "./finding.ts";
import type { SeenLicense } from "./observed.ts";

/** The license in force by the time of an entry, as it was read last; null if it was not, or there was none. */
export function licenseBefore({ observations }: Log, entry: number): SeenLicense | null {
  const read = observations.filter((one) => one.kind === "current-license");
  return read.findLast((one) => one.entry < entry)?.license ?? null;
}

/** The license in force as it was read last in the whole log; null if it was not, or there was none. */
export const lastLicense = (log: Log): SeenLicense | null =>
  licenseBefore(log, Number.POSITIVE_INFINITY);

/** Whether two rows say the same of a license, whatever their numbers. */
export const isSameTerm = (one: SeenLicense, other: SeenLicense): boolean =>
  one.type === other.type &&
  one.plan === other.plan &&
  one.startsOn === other.startsOn &&
  one.expiresOn === other.expiresOn &&
  one.seats === other.seats;
