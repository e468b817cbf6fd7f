import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { calendarOf, type Instant } from "../../src/time/calendar.ts";
import { clockAt } from "../../src/time/clock.ts";
import { trafficLog } from "../../src/traffic/traffic.ts";
import { anExchange, answered } from "../seams/traffic/an-exchange.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");

const mebibyte = 1024 * 1024;

/** Bytes that are held once the garbage was collected. */
function held(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

test.each([
  { what: "a license of 3.5 MB", body: (text: string) => JSON.stringify({ license: text }) },
  { what: "a note of 3.5 MB", body: (text: string) => JSON.stringify({ note: text }) },
  { what: "3.5 MB of text", body: (text: string) => `It says: ${text}` },
  { what: "3.5 MB in a form", body: (text: string) => `a=${text}&b=${text}` },
])("of exchanges with $what each, less than 40 MiB is kept", async ({ body }) => {
  const calendar = calendarOf("UTC");
  if (!calendar) throw new Error("There is no UTC.");
  const traffic = trafficLog(clockAt(calendar, { now: 0 as Instant, running: false }));
  const before = held();

  for (let number = 0; number < 40; number += 1) {
    const text = `${number} is not it. `.repeat(3.5 * 64 * 1024);
    traffic.record(anExchange({ body: body(text) }, { hop: "portal", ...answered(body(text)) }));
  }

  expect((held() - before) / mebibyte).toBeLessThan(40);
  expect(await traffic.count({})).toBeGreaterThan(10);
});
