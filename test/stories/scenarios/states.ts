import { expect } from "vitest";
import { endOf } from "../../support/end-of-license.ts";
import type { Promised, Promises } from "./promise.ts";

interface Told {
  /** What the subscription page says of the end. */
  readonly says: readonly string[];
  /** Whether REST says so. */
  readonly expired: boolean;
  readonly blockChanges?: boolean;
  /** The names of the notices, each with whom it is told. */
  readonly notices: readonly string[];
  readonly expiresAt?: string;
  readonly blockChangesAt?: string | null;
  readonly trial?: boolean;
}

const told =
  ({
    says,
    blockChanges = false,
    expiresAt = "2026-03-10",
    trial = false,
    blockChangesAt = trial ? null : "2026-03-24",
    ...rest
  }: Told): Promised =>
  async (at) => {
    const { license, now: _, ...end } = await endOf(at.emulator);
    const shown = await at.subscriptionPage();

    expect(license).toEqual({ expiresAt, trial, blockChangesAt });
    expect(end).toEqual({ blockChanges, ...rest });
    for (const sentence of says) expect(shown).toContain(sentence);
    return [shown, `“expired”: ${end.expired}`, "expired"];
  };

const admins = "administrators";
const all = "administrators users";

/** Source: licensing rules, dates and notices. */
export const states: Promises = {
  "state-active": told({
    says: [],
    expired: false,
    notices: [],
    expiresAt: "2027-03-02",
    blockChangesAt: "2027-03-16",
  }),
  "state-expires-in-15-days": told({
    says: ["The license expires in 15 days, on 2026-03-10."],
    expired: false,
    notices: [`expires-soon ${admins}`],
  }),
  "state-expires-in-3-days": told({
    says: ["The license expires in 3 days, on 2026-03-10."],
    expired: false,
    notices: [`expires-soon ${admins}`],
  }),
  "state-expires-today": told({
    says: ["The license expired today, on 2026-03-10."],
    expired: true,
    notices: [`expired ${admins}`],
  }),
  "state-expired": told({
    says: ["The license expired yesterday, on 2026-03-10."],
    expired: true,
    notices: [`expired ${admins}`],
  }),
  "state-changes-blocked": told({
    says: ["The license has blocked changes since 2026-03-24."],
    expired: true,
    blockChanges: true,
    notices: [`expired ${all}`, `changes-blocked ${all}`],
  }),
  "state-grace-over": told({
    says: ["The 14 days of grace after its end have been over since 2026-03-25."],
    expired: true,
    blockChanges: true,
    notices: [`expired ${all}`, `changes-blocked ${all}`, `grace-over ${all}`],
  }),
  "state-trial": told({
    says: [],
    expired: false,
    notices: [],
    expiresAt: "2026-04-01",
    trial: true,
  }),
  "state-trial-ends-soon": told({
    says: ["The trial expires in 7 days, on 2026-03-10."],
    expired: false,
    notices: [`expires-soon ${all}`],
    trial: true,
  }),
  "state-trial-expired": told({
    says: ["The trial expired yesterday, on 2026-03-10."],
    expired: true,
    notices: [`expired ${all}`],
    trial: true,
  }),
};
