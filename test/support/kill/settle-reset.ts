import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import type { Ready } from "../../../src/app/emulator.ts";
import type { Facts } from "./facts.ts";

/** A reset that was asked for. */
export interface Reset {
  readonly before: Facts;
  readonly acknowledged: boolean;
  /** Milliseconds, by the machine's clock. */
  readonly askedAt: number;
}

/** Whether a reset was done, which is as a whole or not at all: instance, portal and clock together. */
export function isReset({ before, acknowledged, askedAt }: Reset, facts: Facts, first: Ready) {
  if (!acknowledged && isDeepStrictEqual(facts, before)) return false;
  const { now } = facts;
  const asFirst = { name: "A-S00000001", company: "Example Company", licenseNumber: null };
  expect(facts).toEqual({
    now,
    licenses: [],
    current: null,
    history: [],
    currentId: null,
    future: [],
    subscriptions: [
      expect.objectContaining({
        ...asFirst,
        activationCode: first.activationCode,
        cloudLicensing: false,
        startsOn: now.slice(0, 10),
      }),
    ],
  });
  // Nothing was said about the time at the start, so it is the machine's; it is shown in whole seconds.
  expect(Date.parse(now)).toBeGreaterThanOrEqual(askedAt - 1_000);
  expect(Date.parse(now)).toBeLessThanOrEqual(Date.now());
  return true;
}
