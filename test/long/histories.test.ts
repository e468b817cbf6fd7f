import { expect, test } from "vitest";
import { timesIn } from "../support/effort.ts";
import { runHistories } from "../support/model/run-histories.ts";

// The other half is in more-histories.test.ts, for another core: together they take longest of all.
const histories = Math.ceil(timesIn("HISTORIES", 5_000) / 2);

test(`${histories} random histories leave an emulator as the documents say`, async () => {
  await expect(runHistories({ histories, steps: 25 })).resolves.toBeUndefined();
}, 3_600_000);
