import { expect, test } from "vitest";
import { pageAt, recipesOf } from "../support/manual.ts";
import { aReader } from "../support/reader.ts";

const recipes = recipesOf(pageAt("docs/timeline.md"));
const toItsEnd = recipes.findIndex(({ commands }) => commands.at(-1) === "understudy timeline");

test("the recipe for a timeline tells at a glance what was done in a year, and why no license can be used at its end", async () => {
  await using reader = await aReader();
  let timeline = "";

  for (const command of recipes.slice(0, toItsEnd + 1).flatMap(({ commands }) => commands)) {
    const { end, printed } = await reader.type(command);
    expect({ command, end }).toEqual({ command, end: 0 });
    timeline = printed;
  }

  const steps = [
    /sold at the portal: premium, 12 seats/,
    /License 1001 was installed/,
    /2025-06-02 … 2025-12-18 +job +200 × seat-link done: License 1001 is unchanged\./,
    /renewed at the portal: premium, 15 seats, 2026-06-01 to 2027-06-01/,
    /Fault 1 was armed: status 503, endpoint seat-links, until it is removed\./,
    /fault +\d+ × Fault 1 \(status 503\) hit POST \/api\/v1\/seat_links\./,
    /2026-03-29 … 2026-04-27 +job +30 × seat-link failed: HTTP status code: 503/,
    /job +\d+ × seat-link failed: HTTP status code: 503\n +They are retries of 30 reports, those of the days\. Fault 1 \(status 503\) hit them\./,
    /job +\d+ × seat-link given up: HTTP status code: 503 \(attempt 21 of 21, the last one\)/,
    /Fault 1 \(status 503, endpoint seat-links\) was removed\./,
    /License 1001 expires in 15 days, on 2026-06-01\./,
    /License 1002 was installed: .*\n.*renewed on 2025-12-18\./,
    /cancelled at the portal/,
    /License 1003 was installed: .* generated from cancellation\.\n.*cancelled on 2026-06-16\./,
    /Changes are blocked\./,
    /\nNow \(2026-07-06T12:00:00Z\)\n/,
    /License 1003, whose subscription was cancelled, is in force instead of license 1002\./,
    /Changes are blocked\./,
    /The days of grace after the end of license 1003 are over\./,
  ];
  let read = 0;
  for (const step of steps) {
    const found = timeline.slice(read).search(step);
    expect(`${step}: ${found >= 0}`).toBe(`${step}: true`);
    read += found + 1;
  }
  expect(timeline.split("\n").length).toBeLessThan(130);
});
