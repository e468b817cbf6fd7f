import { expect, test } from "vitest";
import { timesIn } from "../support/effort.ts";
import { loseReplies } from "../support/lost-replies.ts";

const times = timesIn("LOST_REPLIES", 1_000);

test(`${times} codes whose replies got lost after the portal's work are one license and one row each`, async () => {
  await expect(loseReplies(times)).resolves.toBeUndefined();
});
