import { expect, test } from "vitest";
import { runHistories } from "../../support/model/run-histories.ts";

test("20 random histories leave an emulator as the documents say", async () => {
  await expect(runHistories({ histories: 20, steps: 16 })).resolves.toBeUndefined();
});
