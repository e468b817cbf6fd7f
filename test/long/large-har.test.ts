import { setFlagsFromString } from "node:v8";
import { expect, test } from "vitest";
import { readHar } from "../../src/har/reading.ts";
import { generatedHar } from "../support/generated-har.ts";

setFlagsFromString("--expose-gc");
const mebibyte = 1024 * 1024;

/** What is kept in memory beyond what was kept before, in bytes. */
function kept(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed + process.memoryUsage().external;
}

/** The most that was kept while a file was read, and how many bytes that had. */
async function reading(har: AsyncIterable<Uint8Array>, look: number) {
  const before = kept();
  let most = 0;
  let size = 0;
  async function* counted() {
    let pieces = 0;
    for await (const piece of har) {
      size += piece.length;
      pieces += 1;
      if (pieces % look === 0) most = Math.max(most, kept() - before);
      yield piece;
    }
  }
  let entries = 0;
  for await (const _entry of readHar(counted())) entries += 1;
  return { entries, most, size };
}

test("A HAR of 200 MB is read with some megabytes", { timeout: 600_000 }, async () => {
  const text = "function a(b) { return b + 1; }".repeat(6_900);
  const har = generatedHar(1_000, { text, mimeType: "application/javascript" });

  const { entries, most, size } = await reading(har, 100);

  expect(size).toBeGreaterThan(200 * mebibyte);
  expect(entries).toBe(1_000);
  expect(most).toBeLessThan(16 * mebibyte);
});

test("So is one that is a single text", { timeout: 600_000 }, async () => {
  async function* har() {
    yield Buffer.from('{"log":{"entries":[{"response":{"status":200,"content":{"text":"');
    for (let count = 0; count < 3_300; count += 1) yield Buffer.alloc(65_536, "a");
    yield Buffer.from('"}}}]}}');
  }

  const { entries, most, size } = await reading(har(), 300);

  expect(size).toBeGreaterThan(200 * mebibyte);
  expect(entries).toBe(1);
  expect(most).toBeLessThan(16 * mebibyte);
});
