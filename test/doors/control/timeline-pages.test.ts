import { expect, test } from "vitest";
import { timelineShown } from "../../../src/control/timeline.ts";
import { clockAt } from "../../../src/time/clock.ts";
import { entriesOf, indexOf, instant, ranJob, utc } from "../../rules/timeline/entries.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

test("GET /timeline gives the newest, and what is before them by the place of the first", async () => {
  await using emulator = await emulatorOn("2025-06-01");
  const { control, graphql, ready } = emulator;
  await graphql.activate(ready.activationCode ?? "");
  await control.post("/clock/advance", { days: 3 });
  await control.post("/faults", { kind: "html" });
  await control.delete("/faults");
  const { body: whole } = await control.get("/timeline");

  const pages = [];
  let [first] = (await control.get("/timeline?limit=1")).body;
  for (const page of whole.toReversed()) {
    expect(first).toEqual(page);
    pages.push(page);
    [first] = (await control.get(`/timeline?limit=1&before=${first.place}`)).body;
  }

  expect([pages.length, first]).toEqual([whole.length, undefined]);
});

test.each([
  { asked: {}, first: 6, length: 10_000 },
  { asked: { limit: 10 }, first: 9_996, length: 10 },
  { asked: { limit: 20_000 }, first: 6, length: 10_000 },
  { asked: { before: "6" }, first: 1, length: 5 },
])("of 10,005 events $length are told with $asked", ({ asked, first, length }) => {
  const entries = Array.from({ length: 10_005 }, () => ["2025-06-01", ranJob()] as const);
  const clock = clockAt(utc, { now: instant("2025-06-02"), running: false });
  const index = indexOf(entriesOf(...entries));

  const told = timelineShown({ clock, index }, asked);

  const ids = told.ok ? told.value.map(({ place }) => place) : [];
  expect([ids[0], ids.length]).toEqual([String(first), length]);
});

test.each(["-", "1.", "a", "1&before=2"])("refuses a place that none has: %s", async (id) => {
  await using emulator = await emulatorOn("2025-06-01");

  expect(await emulator.control.get(`/timeline?before=${id}`)).toMatchObject({
    status: 400,
    body: { error: { code: "invalid-query" } },
  });
});
