import { readdir } from "node:fs/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { startEmulator } from "../../src/package/start-emulator.ts";
import { aFolder } from "../support/a-folder.ts";

/** Starts one, uses each of its parts, and stops it. */
async function used() {
  await using emulator = await startEmulator({ now: "2025-06-01", logLevel: "silent" });
  await emulator.fault({ kind: "empty" });
  await emulator.activate();
  await emulator.activate();
  await emulator.clock.advance({ days: 40 });
  await (await fetch(`${emulator.control.url}/state`)).json();
}

/** What a process holds on to, once the garbage is collected. */
async function held() {
  // Sockets that are being closed, and what finalizers free, take a turn or two.
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    global.gc?.();
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo();
  return {
    heap: heapUsed + external,
    rss,
    files: (await readdir("/proc/self/fd")).length,
    servers: resources.filter((name) => name === "TCPServerWrap").length,
    resources: resources.length,
  };
}

const mebibyte = 2 ** 20;

test("200 emulators, one after the other, leave no memory, socket or file behind", async () => {
  await using temporary = await aFolder();
  vi.stubEnv("TMPDIR", temporary.path);
  onTestFinished(() => void vi.unstubAllEnvs());
  // Garbage that nobody collects in between would make the process grow too.
  const looks: Awaited<ReturnType<typeof held>>[] = [];
  for (let count = 1; count <= 400; count += 1) {
    await used();
    if (count % 50 === 0) looks.push(await held());
  }

  // The first half has what is made once for all of them: the schema, compiled code, the heap's own room.
  const [before, after] = [looks[3], looks[7]];
  if (!before || !after) throw new Error("Nobody has looked.");
  expect(after.servers).toBe(before.servers);
  expect(await readdir(temporary.path)).toEqual([]);
  // A client may keep a few of its own sockets for a while.
  expect(after.files - before.files).toBeLessThan(10);
  expect(after.resources - before.resources).toBeLessThan(10);
  expect(after.heap - before.heap).toBeLessThan(2 * mebibyte);
  expect(after.rss - before.rss).toBeLessThan(32 * mebibyte);
});

test("20 emulators at once, ten times over, leave nothing behind either", async () => {
  const together = () => Promise.all(Array.from({ length: 20 }, used));
  for (let round = 0; round < 3; round += 1) await together();
  const before = await held();

  for (let round = 0; round < 10; round += 1) await together();

  const after = await held();
  expect(after.servers).toBe(before.servers);
  expect(after.files - before.files).toBeLessThan(10);
  expect(after.heap - before.heap).toBeLessThan(2 * mebibyte);
});
