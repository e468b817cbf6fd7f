import { expect, test } from "vitest";
import { timesIn } from "../support/effort.ts";
import { runHistories } from "../support/model/run-histories.ts";

// The other half of histories.test.ts. A seed that is given is played by both: it may have come from either.
const histories = Math.floor(timesIn("HISTORIES", 5_000) / 2);

test(`${histories} more random histories leave an emulator as the documents say`, async () => {
  await expect(runHistories({ histories, steps: 25 })).resolves.toBeUndefined();
}, 3_600_000);
