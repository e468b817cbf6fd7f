import { expect, test } from "vitest";
import { loseReplies } from "../../support/lost-replies.ts";

test("20 codes whose replies got lost after the portal's work are one license and one row each", async () => {
  await expect(loseReplies(20)).resolves.toBeUndefined();
});
