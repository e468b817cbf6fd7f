import { describe, test } from "vitest";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

const frozen = { now: "2025-06-01T00:00:00Z", running: false, timeZone: "UTC", moving: null };

describe.concurrent("understudy clock", () => {
  test.for([[], ["show"]])("%j shows the clock", async (args, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01", { timeZone: "Europe/Berlin" });

    expect(await understudyAt(emulator, ["clock", ...args])).toEqual({
      end: 0,
      stdout: "now        2025-06-01T00:00:00+02:00\nrunning    false\ntime zone  Europe/Berlin\n",
      stderr: "",
    });
  });

  test("prints the control API's answer for programs", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { stdout } = await understudyAt(emulator, ["clock", "--json"]);

    expect(JSON.parse(stdout)).toEqual(frozen);
  });

  test.for([
    { args: ["set", "2025-07-01"], clock: { now: "2025-07-01T00:00:00Z", running: false } },
    {
      args: ["set", "2025-07-01T12:00:00+02:00"],
      clock: { now: "2025-07-01T10:00:00Z", running: false },
    },
    { args: ["set", "2025-07-01", "--running"], clock: { running: true } },
    { args: ["run"], clock: { running: true } },
    { args: ["freeze"], clock: frozen },
  ])("$args sets it", async ({ args, clock }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { stdout } = await understudyAt(emulator, ["clock", ...args, "--json"]);

    expect(JSON.parse(stdout)).toMatchObject(clock);
    expect((await emulator.control.get("/clock")).body).toMatchObject(clock);
  });

  test.for([["freeze"], ["set", "2026-01-01", "--frozen"]])(
    "%j makes a running clock stand still",
    async (args, { expect }) => {
      await using emulator = await emulatorOn("2025-06-01", { frozen: "false" });

      const { stdout } = await understudyAt(emulator, ["clock", ...args, "--json"]);

      expect(JSON.parse(stdout)).toMatchObject({ running: false });
    },
  );

  test("advance moves it by calendar days and times of day", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const distance = ["--days", "400", "--hours", "1", "--minutes", "2", "--seconds", "3"];

    const advanced = await understudyAt(emulator, ["clock", "advance", ...distance]);

    expect(advanced).toMatchObject({ end: 0, stderr: "" });
    expect(advanced.stdout).toMatch(/^now {2}2026-07-06T01:02:03Z\n\n/);
  });

  test.for([
    { distance: "1y", now: "2026-06-01T00:00:00Z" },
    { distance: "2mo", now: "2025-08-01T00:00:00Z" },
    { distance: "3w", now: "2025-06-22T00:00:00Z" },
    { distance: "1y2mo3d", now: "2026-08-04T00:00:00Z" },
  ])("advance $distance moves it to $now", async ({ distance, now }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    await understudyAt(emulator, ["clock", "advance", distance]);

    expect((await emulator.control.get("/clock")).body).toMatchObject({ now });
  });

  test("advance takes the distance in one word, and says of each job when it ran and how it ended", async ({
    expect,
  }) => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");

    const { stdout } = await understudyAt(emulator, ["clock", "advance", "1d30m"]);

    const [now, , ...lines] = stdout.split("\n").map((line) => line.split(/ {2,}/));
    expect(now).toEqual(["now", "2025-06-02T12:30:00Z"]);
    expect(lines).toEqual([
      ["job", "at", "outcome", "detail"],
      ["measurement", "2025-06-01T23:50:00Z", "done", "Measured 8 billable users."],
      ["seat-link", expect.any(String), "skipped", "No license is in force."],
      ["service-token", expect.any(String), "skipped", "License not found"],
      ["historical-data", "2025-06-02T12:00:00Z", "skipped", "No license is in force."],
      [""],
    ]);
  });

  test("advance tells in numbers what ran in a long time, and everything to programs", async ({
    expect,
  }) => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const people = await understudyAt(emulator, ["clock", "advance", "100d"]);
    const programs = await understudyAt(emulator, ["clock", "advance", "100d", "--json"]);

    const [, , ...lines] = people.stdout.split("\n").map((line) => line.split(/ {2,}/));
    expect(lines.map((cells) => cells.slice(0, 3))).toEqual([
      ["job", "outcome", "times"],
      ["measurement", "done", "100"],
      ["seat-link", "done", "100"],
      ["service-token", "skipped", "50"],
      ["historical-data", "done", "100"],
      ["service-token", "done", "50"],
      [""],
    ]);
    expect(JSON.parse(programs.stdout).ran).toHaveLength(400);
  });

  test.for([
    { args: ["set", "2025-05-31"], end: 1, says: "does not go back" },
    { args: ["set", "soon"], end: 2, says: "It must be a day such as 2025-06-01, or an instant" },
    { args: ["advance", "--days", "0"], end: 2, says: "must be more than 0" },
    { args: ["advance"], end: 2, says: "Name a distance: 400d or 1y2mo, or --days" },
    {
      args: ["advance", "400"],
      end: 2,
      says: "It must be a distance such as 400d, 1y2mo or 1d12h30m. Units, in this order: y (years), mo (months), w (weeks), d (days), h (hours), m (minutes), s (seconds).",
    },
    { args: ["advance", "0d"], end: 2, says: "must be more than 0" },
    // 101 years, and many more.
    { args: ["advance", "36890d"], end: 2, says: "at most 100 years" },
    { args: ["advance", "101000d"], end: 2, says: "at most 100 years" },
    { args: ["advance", "1d", "--days", "1"], end: 2, says: "Name the distance once" },
    { args: ["advance", "--days", "-1"], end: 2, says: "It must be a whole number from 0 to " },
    { args: ["set", "2025-07-01", "--frozen", "--running"], end: 2, says: "cannot be used with" },
  ])("$args ends with $end", async ({ args, end, says }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const ended = await understudyAt(emulator, ["clock", ...args]);

    expect(ended).toEqual({ end, stdout: "", stderr: expect.stringContaining(says) });
    expect((await emulator.control.get("/clock")).body).toEqual(frozen);
  });
});
