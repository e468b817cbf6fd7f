import { expect, test } from "vitest";
import { runHistories } from "../../support/model/run-histories.ts";

test("200 random histories leave an emulator as the documents say", async () => {
  await expect(runHistories({ histories: 200, steps: 16 })).resolves.toBeUndefined();
}, 60_000);
