import { describe, expect, test } from "vitest";
import { emulatorOn, emulatorWith } from "../../support/emulator-on.ts";
import { listeningTo } from "../../support/event-stream.ts";

const noon = "2025-06-01T12:00:00Z";
const frozenOn = (now: string, timeZone = "UTC") => ({
  now,
  running: false,
  timeZone,
  moving: null,
});

describe("GET /clock", () => {
  test.each([
    { start: noon, timeZone: "UTC", now: noon },
    { start: "2025-06-01", timeZone: "UTC", now: "2025-06-01T00:00:00Z" },
    { start: "2025-06-01", timeZone: "Europe/Berlin", now: "2025-06-01T00:00:00+02:00" },
    { start: noon, timeZone: "America/New_York", now: "2025-06-01T08:00:00-04:00" },
    { start: "2024-02-29", timeZone: "UTC", now: "2024-02-29T00:00:00Z" },
  ])("shows $now after --now $start in $timeZone", async ({ start, timeZone, now }) => {
    await using emulator = await emulatorOn(start, { timeZone });

    expect(await emulator.control.get("/clock")).toEqual({
      status: 200,
      body: frozenOn(now, timeZone),
    });
  });

  test("tells where the clock is moved to while the jobs on the way run, as does the event", async () => {
    await using emulator = await emulatorOn(noon);
    const { control, graphql, ready } = emulator;
    await graphql.activate(ready.activationCode ?? "");
    await control.post("/faults", { kind: "delay", ms: 300, endpoint: "seat-links" });
    await using events = await listeningTo(`${ready.control.url}/events?kind=state`);
    const told: unknown[] = [];
    async function until(isEnough: (moving: unknown) => boolean) {
      for (let event = await events.next(); event !== null; event = await events.next()) {
        const { clock } = event.data as { clock: { moving: unknown } };
        told.push(clock.moving);
        if (isEnough(clock.moving)) return;
      }
    }

    const moved = control.post("/clock/advance", { months: 1 });
    await until((moving) => moving !== null);
    const { body } = await control.get("/clock");
    await moved;
    await until((moving) => moving === null);

    const way = { from: noon, to: "2025-07-01T12:00:00Z" };
    expect(body.moving).toEqual(way);
    expect(told).toContainEqual(way);
    expect((await control.get("/state")).body.clock).toEqual(frozenOn(way.to));
  });

  test("tells that the clock runs", async () => {
    await using emulator = await emulatorWith({ memory: "true", now: noon });

    const { body } = await emulator.control.get("/clock");

    expect(body.running).toBe(true);
  });
});

describe("PUT /clock", () => {
  test.each([
    { to: "2025-06-01T12:00:01Z", shows: "2025-06-01T14:00:01+02:00" },
    { to: "2025-06-01T14:00:01+02:00", shows: "2025-06-01T14:00:01+02:00" },
    { to: "2025-06-01T23:00:00+09:00", shows: "2025-06-01T16:00:00+02:00" },
    { to: "2025-06-02", shows: "2025-06-02T00:00:00+02:00" },
    { to: "2025-12-24", shows: "2025-12-24T00:00:00+01:00" },
    { to: "2028-02-29", shows: "2028-02-29T00:00:00+01:00" },
    { to: "9998-12-30", shows: "9998-12-30T00:00:00+01:00" },
    { to: noon, shows: "2025-06-01T14:00:00+02:00" },
  ])("sets the clock of an instance in Berlin to $to", async ({ to, shows }) => {
    await using emulator = await emulatorOn(noon, { timeZone: "Europe/Berlin" });

    const answer = await emulator.control.put("/clock", { now: to });

    expect(answer).toMatchObject({ status: 200, body: frozenOn(shows, "Europe/Berlin") });
    expect((await emulator.control.get("/clock")).body).toEqual(frozenOn(shows, "Europe/Berlin"));
  });

  test.each([
    { to: "2025-06-01T11:59:59Z" },
    { to: "2025-06-01T13:59:59+02:00" },
    { to: "2025-06-01" },
    { to: "0001-02-01" },
  ])("does not go back to $to", async ({ to }) => {
    await using emulator = await emulatorOn(noon);

    expect(await emulator.control.put("/clock", { now: to })).toEqual({
      status: 409,
      body: { error: { code: "clock-backward", message: expect.stringContaining(noon) } },
    });
    expect((await emulator.control.get("/clock")).body).toEqual(frozenOn(noon));
  });

  test.each(["2025-06-01T23:59:60Z", "2025-06-01 23:59:60+00:00"])(
    "refuses a leap second, which no clock here shows: %s",
    async (now) => {
      await using emulator = await emulatorOn(noon);

      const { status, body } = await emulator.control.put("/clock", { now });

      expect({ status, code: body.error.code }).toEqual({ status: 400, code: "invalid-instant" });
    },
  );

  test("starts and stops the clock", async () => {
    await using emulator = await emulatorOn(noon);

    const started = await emulator.control.put("/clock", { now: noon, running: true });
    const stopped = await emulator.control.put("/clock", { now: "2025-06-02", running: false });

    expect(started.body.running).toBe(true);
    expect(stopped.body).toMatchObject(frozenOn("2025-06-02T00:00:00Z"));
  });

  test("stops a running clock at the present, and lets it run on from there", async () => {
    await using emulator = await emulatorWith({ memory: "true", now: noon });

    const stopped = await emulator.control.put("/clock", { running: false });
    const stands = await emulator.control.get("/clock");
    const started = await emulator.control.put("/clock", { running: true });

    expect([stopped.status, stopped.body.running, started.body.running]).toEqual([
      200,
      false,
      true,
    ]);
    expect(stopped.body).toEqual({ ...stands.body, ran: [] });
    expect(started.body.now >= stands.body.now).toBe(true);
  });

  test("says what ran on the way", async () => {
    await using emulator = await emulatorOn(noon);

    const { body } = await emulator.control.put("/clock", { now: "2025-06-02" });

    expect(body.ran.map(({ job }: { job: string }) => job)).toEqual(["measurement"]);
  });

  test("is told one thing at least", async () => {
    await using emulator = await emulatorOn(noon);

    expect(await emulator.control.put("/clock", {})).toEqual({
      status: 400,
      body: { error: { code: "invalid-body", message: expect.stringContaining("now, running") } },
    });
  });

  test("is the portal's clock too", async () => {
    await using emulator = await emulatorOn(noon);

    await emulator.control.put("/clock", { now: "2026-03-01" });
    const sold = await emulator.control.post("/portal/subscriptions");

    expect([sold.body.startsOn, sold.body.expiresOn]).toEqual(["2026-03-01", "2027-03-01"]);
  });
});

describe("POST /clock/advance", () => {
  test.each([
    { by: { seconds: 1 }, now: "2025-06-01T12:00:01Z" },
    { by: { minutes: 90 }, now: "2025-06-01T13:30:00Z" },
    { by: { hours: 36 }, now: "2025-06-03T00:00:00Z" },
    { by: { days: 30 }, now: "2025-07-01T12:00:00Z" },
    { by: { days: 1, hours: 2, minutes: 3, seconds: 4 }, now: "2025-06-02T14:03:04Z" },
    { by: { days: 0, seconds: 1 }, now: "2025-06-01T12:00:01Z" },
  ])("by $by comes to $now", async ({ by, now }) => {
    await using emulator = await emulatorOn(noon);

    const answer = await emulator.control.post("/clock/advance", by);

    expect(answer).toEqual({ status: 200, body: { now, ran: expect.any(Array) } });
    expect((await emulator.control.get("/clock")).body).toEqual(frozenOn(now));
  });

  test("by 100 years, however they are told, runs the jobs of every day", async () => {
    await using emulator = await emulatorOn(noon);

    const by = { days: 36_523, seconds: 86_400 };
    const { body } = await emulator.control.post("/clock/advance", by);

    expect(body.now).toBe("2125-06-01T12:00:00Z");
    const counts = body.ran.filter(({ job }: { job: string }) => job === "historical-data");
    expect(counts).toHaveLength(36_524);
  });

  test.each([
    { from: "2025-03-29T12:00:00+01:00", by: { days: 1 }, now: "2025-03-30T12:00:00+02:00" },
    { from: "2025-03-29T12:00:00+01:00", by: { hours: 24 }, now: "2025-03-30T13:00:00+02:00" },
    { from: "2025-10-25T12:00:00+02:00", by: { days: 1 }, now: "2025-10-26T12:00:00+01:00" },
    { from: "2025-10-25T12:00:00+02:00", by: { hours: 24 }, now: "2025-10-26T11:00:00+01:00" },
    { from: "2025-03-29T02:30:00+01:00", by: { days: 1 }, now: "2025-03-30T03:30:00+02:00" },
    { from: "2025-06-01T12:00:00+02:00", by: { days: 1_096 }, now: "2028-06-01T12:00:00+02:00" },
  ])("from $from by $by comes to $now in Berlin", async ({ from, by, now }) => {
    await using emulator = await emulatorOn(from, { timeZone: "Europe/Berlin" });

    expect((await emulator.control.post("/clock/advance", by)).body).toMatchObject({ now });
  });

  test.each([
    { from: "2024-02-28", by: 1, now: "2024-02-29T00:00:00Z" },
    { from: "2025-02-28", by: 1, now: "2025-03-01T00:00:00Z" },
    { from: "2024-02-29", by: 366, now: "2025-03-01T00:00:00Z" },
    { from: "9950-01-01", by: 1, now: "9950-01-02T00:00:00Z" },
  ])("from $from by $by days comes to $now", async ({ from, by, now }) => {
    await using emulator = await emulatorOn(from);

    const { body } = await emulator.control.post("/clock/advance", { days: by });

    expect(body).toMatchObject({ now });
  });
});
