import { expect, test } from "vitest";
import { startEmulator } from "../../src/package/start-emulator.ts";
import { pageAt } from "../support/manual.ts";

/** The block of TypeScript below a heading. */
function exampleBelow(heading: string): string {
  const [, section = ""] = pageAt("docs/in-your-tests.md").text.split(`## ${heading}\n`);
  return /^```ts\n([\s\S]+?)^```$/m.exec(section)?.[1] ?? "";
}

test("the guide's example of traffic does what it says", async () => {
  await using emulator = await startEmulator({ now: "2025-06-01", frozen: true });
  const example = exampleBelow("Count requests, and wait for them");
  const Example = (async () => {}).constructor as FunctionConstructor;

  await Example("emulator", "expect", example)(emulator, expect);

  expect(await emulator.traffic.count({ hop: "portal" })).toBeGreaterThan(0);
});
