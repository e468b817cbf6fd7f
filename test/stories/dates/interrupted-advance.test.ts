import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { readyOf, serving } from "../../support/command-line.ts";
import { type ControlClient, controlClient } from "../../support/control-client.ts";
import { emulatorWith } from "../../support/emulator-on.ts";
import { graphqlClient } from "../../support/graphql-client.ts";
import { timelineOf, toldOf } from "../../support/timeline.ts";

const start = "2025-06-01T10:00:00Z";
const dayMs = 24 * 3_600_000;

/** Every day from the first to the last, as YYYY-MM-DD. */
function daysFrom(first: string, last: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += dayMs) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

/** What the days have left behind: the counts of the instance, and the reports that the portal has. */
async function traces(control: ControlClient) {
  const clock = (await control.get("/clock")).body;
  const counts: { on: string }[] = (await control.get("/user-counts")).body;
  const path = "/portal/subscriptions/A-S00000001/reports";
  const reports: { receivedAt: string }[] = (await control.get(path)).body;
  return {
    now: String(clock.now),
    counted: counts.map(({ on }) => on),
    // The first one followed the activation.
    reported: reports.slice(1).map(({ receivedAt }) => receivedAt.slice(0, 10)),
  };
}

/** The days whose 12:00 an instant has reached. */
const countedBy = (now: string) =>
  daysFrom("2025-06-01", now.slice(0, 10)).filter((day) => `${day}T12:00:00Z` <= now);

describe("an advance of the clock in the middle of which the process is killed", () => {
  test("has done each day up to where the clock stands, and the next advance goes on there", async () => {
    await using folder = await aFolder();
    const args = ["--json", "--log-level", "silent", "--data", folder.path];
    const seen = await (async () => {
      await using first = await serving([...args, "--now", start, "--frozen"]);
      const { instance, control: at, tokens, activationCode } = readyOf(first);
      await graphqlClient(`${instance.url}/api/graphql`, tokens.admin).activate(
        activationCode ?? "",
      );
      const control = controlClient(at.url);
      const advance = control.post("/clock/advance", { days: 3_650 }).catch(() => null);
      let now = start;
      while (now < "2025-08-01") now = (await control.get("/clock")).body.now;
      process.kill(first.pid, "SIGKILL");
      await first.ended;
      expect(await advance).toBeNull();
      return now;
    })();

    await using second = await serving(args);
    const control = controlClient(readyOf(second).control.url);
    const [move] = await timelineOf({ control }, "?kind=clock");
    const { body: job } = await control.post("/jobs/measurement/run", {});
    const found = await traces(control);
    const { body: onwards } = await control.post("/clock/advance", { days: 30 });

    expect(job.outcome).toBe("done");
    expect(move).toMatchObject({
      from: start,
      to: found.now,
      cause: "Somebody set it to 2035-05-30T10:00:00Z, and the emulator ended on the way.",
    });
    expect(found.now >= seen && found.now < "2035").toBe(true);
    expect(found.counted).toEqual(countedBy(found.now));
    const after = await traces(control);
    expect(onwards.now).toBe(after.now);
    expect(after.counted).toEqual(countedBy(after.now));
    // The report that was on its way may have arrived already.
    const [once, twice] = [new Set(after.reported), after.reported.length];
    expect([...once]).toEqual(daysFrom("2025-06-02", `${after.now.slice(0, 10)}`));
    expect(twice - once.size).toBeLessThan(2);
  });
});

describe("an advance of the clock in the middle of which the emulator stops", () => {
  test("ends at once, and the next advance goes on where the clock stands", async () => {
    await using folder = await aFolder();
    const advance = await (async () => {
      await using emulator = await emulatorWith({ data: folder.path, now: start, frozen: "true" });
      const { control, graphql, ready } = emulator;
      await graphql.activate(ready.activationCode ?? "");
      await control.post("/clock/advance", { days: 10 });
      await control.post("/faults", { kind: "delay", ms: 600_000, endpoint: "seat-links" });
      const pending = control.post("/clock/advance", { days: 10 }).catch(() => null);
      while ((await control.get("/faults")).body.length > 0);
      return pending;
    })();

    await using emulator = await emulatorWith({ data: folder.path });
    const moves = await toldOf(emulator, "?kind=clock");
    await emulator.control.post("/jobs/measurement/run", {});
    const found = await traces(emulator.control);
    await emulator.control.post("/clock/advance", { days: 1 });

    expect(advance === null || advance.status === 409).toBe(true);
    expect(moves.slice(1)).toEqual([
      [
        expect.stringMatching(
          /^The clock was set from 2025-06-11T10:00:00Z to 2025-06-12T0[34]:\d\d:00Z, and stands still\.$/,
        ),
        "Somebody set it to 2025-06-21T10:00:00Z, and the emulator ended on the way.",
      ],
    ]);
    // It stands at the report of that day, which is sent again.
    expect(found.now).toMatch(/^2025-06-12T0[34]:/);
    expect(found.counted).toEqual(daysFrom("2025-06-01", "2025-06-11"));
    expect(found.reported).toEqual(daysFrom("2025-06-02", "2025-06-12"));
    const after = await traces(emulator.control);
    expect(after.counted).toEqual(daysFrom("2025-06-01", "2025-06-12"));
    expect(after.reported).toEqual(daysFrom("2025-06-02", "2025-06-13"));
  });
});
