import { z } from "zod";
import { wholeNumber } from "./shapes.ts";

const days = wholeNumber(1, 36_500).nullable();

const fields = {
  oneReportADay: z
    .boolean()
    .describe(
      "Of an instance's reports on one day all but the first are ignored: they are answered as the first was, without a license.",
    ),
  newKeyAtEverySync: z
    .boolean()
    .describe("Every report is answered with a newly issued key under the next number."),
  omitUnchangedKey: z
    .boolean()
    .describe("A report of the current key is answered without a license."),
  codesBoundToFirstInstance: z
    .boolean()
    .describe("An activation code is refused to all but the instance that has used it first."),
  unusedCodesExpireAfterDays: days.describe(
    "From that many days after it was given out, a code that was never used is refused; null if never.",
  ),
};

export const Policies = z.object(fields).meta({ id: "Policies" });
export type Policies = z.infer<typeof Policies>;

export const PolicyChange = z.strictObject(fields).partial().meta({ id: "PolicyChange" });
export type PolicyChange = z.infer<typeof PolicyChange>;
