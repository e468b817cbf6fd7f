import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { timelineOf } from "../../support/timeline.ts";
import { secretsOf } from "./secrets-of.ts";

/** A week in sync in New York, from noon on 1 June, with reports at 23:02. */
async function aWeek() {
  const settings = { timeZone: "America/New_York", seed: "1" };
  const emulator = await emulatorOn("2025-06-01T16:00:00Z", settings);
  const { control, graphql, ready } = emulator;
  await graphql.activate(ready.activationCode ?? "");
  await control.post("/clock/advance", { days: 7 });
  return emulator;
}

describe("GET /timeline", () => {
  test.each([
    { query: "?from=2025-06-03&to=2025-06-03&kind=job", first: "03T", last: "03T", events: 4 },
    {
      query: "?from=2025-06-03T12:00:00-04:00&to=2025-06-03T16:00:00Z",
      first: "03T12:00",
      last: "03T12:00",
      events: 1,
    },
    { query: "?to=2025-06-01&kind=job", first: "01T12:00", last: "01T23:50", events: 4 },
    {
      query: "?from=2025-06-08T03:50:00Z&kind=job",
      first: "07T23:50",
      last: "08T12:00",
      events: 3,
    },
    { query: "?limit=1", first: "08T12:00", last: "08T12:00", events: 1 },
    { query: "?kind=license&limit=5", first: "01T12:00", last: "01T12:00", events: 1 },
    { query: "?kind=license&kind=notice", first: "01T12:00", last: "01T12:00", events: 2 },
  ])("gives with $query $events events, oldest first", async ({ query, first, last, events }) => {
    await using emulator = await aWeek();

    const told = await timelineOf(emulator, query);

    expect(told.length).toBe(events);
    expect(told[0].at).toMatch(`2025-06-${first}`);
    expect(told.at(-1).at).toMatch(`2025-06-${last}`);
  });

  test.each([
    {
      query: "?from=yesterday",
      code: "invalid-instant",
      message:
        'from is "yesterday", but must be a day such as 2025-06-01 or an instant such as 2025-06-01T12:00:00Z.',
    },
    {
      query: "?to=2025-02-29",
      code: "invalid-instant",
      message:
        'to is "2025-02-29", but must be a day such as 2025-06-01 or an instant such as 2025-06-01T12:00:00Z.',
    },
    {
      query: "?kind=earthquake",
      code: "invalid-query",
      message:
        "kind: must be one of job, license, refusal, fault, portal, clock, start, unreadable, announcement, notice, or several of them.",
    },
    {
      query: "?kind=job&kind=earthquake",
      code: "invalid-query",
      message:
        "kind: must be one of job, license, refusal, fault, portal, clock, start, unreadable, announcement, notice, or several of them.",
    },
    {
      query: "?from=2025-06-02&to=2025-06-01",
      code: "invalid-range",
      message: "from is 2025-06-02, which is after 2025-06-01, where to ends: turn them around.",
    },
    { query: "?limit=0", code: "invalid-query", message: expect.stringMatching(/^limit: .*1/) },
    { query: "?limit=1.5", code: "invalid-query", message: expect.stringMatching(/^limit: /) },
    { query: "?until=2025", code: "invalid-query", message: expect.stringContaining("until") },
  ])("refuses $query, and says why", async ({ query, code, message }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await emulator.control.get(`/timeline${query}`)).toEqual({
      status: 400,
      body: { error: { code, message } },
    });
  });

  test.each([{ timeZone: "UTC" }, { timeZone: "Europe/Berlin" }, { timeZone: "America/New_York" }])(
    "is told up to the last day that there is, in $timeZone",
    async ({ timeZone }) => {
      await using emulator = await emulatorOn("2025-06-01", { timeZone });
      await emulator.graphql.activate(emulator.ready.activationCode ?? "");

      const until = await timelineOf(emulator, "?to=9999-12-31");

      expect(until).toEqual(await timelineOf(emulator));
      expect(until).not.toEqual([]);
    },
  );

  test("gives no code and no key away, not even one that a portal repeats", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql, ready } = emulator;
    const code = ready.activationCode ?? "";
    const known = await secretsOf(ready);
    await graphql.activate(code);
    await control.post("/portal/subscriptions/A-S00000001/reissue-code", {});
    const { body: sold } = await control.get("/portal/subscriptions/A-S00000001");
    for (const text of [code, sold.activationCode]) {
      const errors = JSON.stringify({ success: false, errors: `No, "${text}" is unknown.` });
      const fault = { kind: "status", status: 422, body: errors, endpoint: "seat-links" };
      await control.post("/faults", fault);
      await control.post("/jobs/seat-link/run", {});
    }

    const text = JSON.stringify(await timelineOf(emulator));

    expect(text).toContain("is unknown.");
    const secrets = [...known, sold.activationCode];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });
});
