import { expect, test } from "vitest";
import { report, seedIn, timesIn } from "../support/effort.ts";
import { killInLanes } from "../support/kill/kill-in-lanes.ts";

const kills = timesIn("KILLS", 1_000);
const { seed = Math.floor(Math.random() * 1_000_000) } = seedIn("KILLS_SEED");

test(`${kills} emulators that are killed at any moment lose nothing that was acknowledged (KILLS_SEED=${seed})`, async () => {
  const startedAt = performance.now();
  const { starts, answered, unanswered, resets } = await killInLanes({ seed, kills, lanes: 3 });
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  report(
    `${kills} kills in ${seconds} s: ${answered} requests answered, ${unanswered} not, ${resets} resets.`,
  );
  const sorted = starts.toSorted((one, other) => one - other).map(Math.round);
  const [median] = sorted.slice(sorted.length / 2);
  report(`Start-up: min ${sorted[0]} ms, median ${median} ms, max ${sorted.at(-1)} ms.`);

  expect(starts.length).toBeGreaterThan(kills / 2);
}, 3_600_000);
