import { expect, test } from "vitest";
import { runHistories } from "../../support/model/run-histories.ts";

test("30 random histories leave an emulator as the documents say", async () => {
  await expect(runHistories({ histories: 30, steps: 16 })).resolves.toBeUndefined();
});
