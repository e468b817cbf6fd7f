import { expect, test } from "vitest";
import { timesIn } from "../support/effort.ts";
import { explainAndInstall } from "../support/explanations.ts";

const cases = timesIn("EXPLANATIONS", 5_000);

test.each(["today", "2018", "2017"] as const)(
  `under %s, ${cases} explanations say what the installation then says`,
  async (rules) => {
    await expect(explainAndInstall(cases, rules)).resolves.toBeUndefined();
  },
  3_600_000,
);
