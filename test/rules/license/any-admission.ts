import fc from "fast-check";
import { ruleYears } from "../../../src/license/seat-rules.ts";
import { aLicense } from "./a-license.ts";
import { currentLicense } from "./facts.ts";

const aCount = fc.integer({ min: 0, max: 40 });
/** Any license to which the rules about seats apply. */
export const aLegacyLicense = fc
  .record({
    seats: aCount,
    previousSeats: fc.option(aCount),
    carriesTrueUp: fc.boolean(),
    trueUpSeats: aCount,
    trueUpPeriodSeats: fc.option(aCount),
    reconciliationCompleted: fc.oneof({ arbitrary: fc.constant(false), weight: 4 }, fc.boolean()),
  })
  .map(aLicense);
/** Any counts that it may meet. */
export const someCounts = fc.record({
  peak: aCount,
  now: aCount,
  rules: fc.constantFrom(...ruleYears),
  current: fc.option(fc.option(aCount).map((seats) => ({ ...currentLicense, seats }))),
  peakOn: fc.constantFrom("2024-06-15", "2025-05-31", "2024-06-05"),
});
