import type { LicenseRecords } from "../activation/license-records.ts";
import type { License } from "../license/license.ts";
import type { Clock } from "../time/clock.ts";
import { explained } from "./start-error.ts";

/** How things stand when the emulator is ready, for people. */
export interface AtStart {
  /** Where codes are redeemed, whosever portal that is. */
  readonly portalUrl: string;
  readonly clock: {
    readonly now: string;
    readonly running: boolean;
    /** What it had shown before, if `--now` has set it back; else null. */
    readonly setBackFrom: string | null;
  };
  /** The license in force; null if none is. */
  readonly license: Pick<License, "plan" | "seats" | "expiresOn"> | null;
  /** How many licenses are stored, and when the first of them starts; null if there is none. */
  readonly stored: number;
  readonly firstStartsOn: string | null;
}

interface Known {
  readonly portalUrl: string;
  readonly clock: Clock & { readonly running: boolean };
  readonly setBackFrom: string | null;
  readonly licenses: LicenseRecords;
}

export async function stateAtStart(known: Known): Promise<AtStart> {
  const { portalUrl, clock, setBackFrom, licenses } = known;
  try {
    const current = await licenses.current(clock.today());
    const stored = await licenses.historyLength();
    const [first] = await licenses.history({ offset: Math.max(stored - 1, 0), limit: 1 });
    return {
      portalUrl,
      clock: { now: clock.calendar.toIso(clock.now()), running: clock.running, setBackFrom },
      license: current?.license ?? null,
      stored,
      firstStartsOn: first?.license.startsOn ?? null,
    };
  } catch (error) {
    throw explained(error);
  }
}
