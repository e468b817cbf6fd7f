import { expect, test } from "vitest";
import { aFolder } from "../support/a-folder.ts";
import { report, seedIn, timesIn } from "../support/effort.ts";
import { mixedLoad } from "../support/mixed-load.ts";
import { weighedProcess } from "../support/weighed-process.ts";

const seconds = timesIn("MIXED_LOAD_SECONDS", 60);
const { seed = Math.floor(Math.random() * 1_000_000) } = seedIn("MIXED_LOAD_SEED");
const mebibyte = 1024 * 1024;

test(`200 requests of all kinds a second, for ${seconds} s, leave a process on disk below 250 MB (MIXED_LOAD_SEED=${seed})`, async () => {
  await using folder = await aFolder();
  await using running = await weighedProcess(["--data", folder.path, "--log-level", "error"]);

  const load = await mixedLoad({ ready: running.ready, seconds, perSecond: 200, seed });

  const { weights } = running;
  const every = Math.max(1, Math.floor(weights.length / 12));
  const curve = weights.filter((_, index) => index % every === 0);
  const rounded = (of: (weight: (typeof weights)[number]) => number) =>
    curve.map((weight) => Math.round(of(weight))).join(" ");
  report(
    `mixed load: ${load.requests} requests in ${Math.round(load.seconds)} s, ${JSON.stringify(load.statuses)}\n` +
      `  RSS in MB   ${rounded(({ rssBytes }) => rssBytes / mebibyte)}\n` +
      `  heap in MB  ${rounded(({ heapBytes }) => heapBytes / mebibyte)}\n` +
      `  delay of the event loop in ms, p99 of a second  ${rounded(({ delayP99Ms }) => delayP99Ms)}`,
  );
  const failures = Object.keys(load.statuses).filter((status) => Number(status) >= 500);
  expect(failures).toEqual([]);
  const steady = weights.slice(Math.floor(weights.length / 2)).map(({ rssBytes }) => rssBytes);
  expect(Math.max(...steady) / mebibyte).toBeLessThan(250);
}, 1_800_000);
