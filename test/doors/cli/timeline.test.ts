import { describe, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorWith, newEmulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { timelineOf } from "../../support/timeline.ts";

async function inSync(days: number): Promise<TestEmulator> {
  const emulator = await newEmulatorOn("2025-06-01T12:00:00Z", { seed: "1" });
  const { control, graphql, ready } = emulator;
  await graphql.activate(ready.activationCode ?? "");
  await control.post("/clock/advance", { days });
  return emulator;
}

describe.concurrent("understudy timeline", () => {
  test("folds what is alike, gives each event its cause, and ends with how it is now", async ({
    expect,
  }) => {
    await using emulator = await inSync(30);
    await emulator.control.post("/portal/subscriptions/A-S00000001/cancel", {});
    await emulator.control.post("/clock/advance", { days: 1 });

    const { end, stdout } = await understudyAt(emulator, ["timeline"]);

    expect(end).toBe(0);
    expect(stdout.trimEnd().replace(/\([\da-f-]{36}\)/, "(ID)")).toBe(
      `
at                       kind     what
2025-06-01T12:00:00Z     portal   The activation code of A-S00000001 was used by understudy.test (ID).
                                    An instance was activated with the code of the subscription.
2025-06-01T12:00:00Z     license  License 1001 was installed: premium, 10 seats, from 2025-06-01, expires on 2026-06-01, A-S00000001.
                                    Somebody activated the code of the subscription.
2025-06-01T12:00:00Z     notice   License 1001 is in force.
                                    Of those that have started and can be used, it was installed last.
2025-06-01T12:00:00Z     job      seat-link done: License 1001 is unchanged.
                                    A report follows each activation.
2025-06-01T12:00:00Z     job      service-token done: The service token is good until 2025-06-04T12:00:00Z.
                                    It follows the report on an activation.
2025-06-01 … 2025-06-30  job      30 × measurement done: Measured 8 billable users.
2025-06-02 … 2025-07-01  job      30 × seat-link done: License 1001 is unchanged.
2025-06-02 … 2025-07-01  job      30 × service-token done or skipped: The service token is good.
2025-06-02 … 2025-07-01  job      30 × historical-data done: Recorded 8 billable users.
2025-07-01T12:00:00Z     clock    The clock was set from 2025-06-01T12:00:00Z to 2025-07-01T12:00:00Z, and stands still.
                                    Somebody set it.
2025-07-01T12:00:00Z     portal   A-S00000001 cancelled at the portal: premium, 10 seats, 2025-06-01 to 2025-07-01.
                                    The portal's owner did so.
2025-07-01T23:50:00Z     job      measurement done: Measured 8 billable users.
                                    It falls due every day.
2025-07-02T03:02:00Z     license  License 1002 was installed: premium, 10 seats, from 2025-06-01, expires on 2025-07-01, A-S00000001, generated from cancellation.
                                    The portal sent it in answer to the report of the day (report 32). At the portal before: cancelled on 2025-07-01.
2025-07-02T03:02:00Z     notice   License 1002, whose subscription was cancelled, is in force instead of license 1001.
                                    No license can be used, and of those that have started, license 1002 was installed last. Subscription A-S00000001 was cancelled, so that its licenses are passed over.
2025-07-02T03:02:00Z     notice   License 1002 has expired, on 2025-07-01.
                                    License 1002 was generated from the cancellation of A-S00000001.
2025-07-02T03:02:00Z     job      seat-link done: License 1002 was installed.
                                    It falls due every day.
2025-07-02T06:39:00Z     job      service-token skipped: The service token is good until 2025-07-04T06:39:00Z.
                                    It falls due every day.
2025-07-02T12:00:00Z     job      historical-data done: Recorded 8 billable users on 2025-07-02.
                                    It falls due every day.
2025-07-02T12:00:00Z     clock    The clock was set from 2025-07-01T12:00:00Z to 2025-07-02T12:00:00Z, and stands still.
                                    Somebody set it.

Now (2025-07-02T12:00:00Z)
at                    kind    what
2025-07-02T03:02:00Z  notice  License 1002, whose subscription was cancelled, is in force instead of license 1001.
                                No license can be used, and of those that have started, license 1002 was installed last. Subscription A-S00000001 was cancelled, so that its licenses are passed over.
2025-07-02T03:02:00Z  notice  License 1002 has expired, on 2025-07-01.
                                License 1002 was generated from the cancellation of A-S00000001.`.trimStart(),
    );
  });

  test.for([
    {
      state: "expires-in-3-days",
      texts: ["License 1001 is in force.", "License 1001 expires soon, on 2026-06-01."],
    },
    {
      state: "expired",
      texts: ["License 1001 is in force.", "License 1001 has expired, on 2026-06-01."],
    },
  ])(
    "tells of the end of the license as it stands now: $state",
    async ({ state, texts }, { expect }) => {
      await using emulator = await newEmulatorOn("2025-06-01T12:00:00Z", { seed: "1" });
      await emulator.control.put("/clock", { now: "2026-05-10" });
      await emulator.graphql.activate(emulator.ready.activationCode ?? "");
      await emulator.control.put("/state", { state });

      const { stdout } = await understudyAt(emulator, ["timeline"]);

      const [, now = ""] = stdout.split("\nNow (");
      expect(now.match(/^.* notice .*$/gm)).toEqual(
        texts.map((text) => expect.stringContaining(text)),
      );
    },
  );

  test("tells nothing of an end that lies ahead again, as the clock was set back", async ({
    expect,
  }) => {
    await using folder = await aFolder();
    const at = (now: string) => emulatorWith({ data: folder.path, now, frozen: "true" });
    await (async () => {
      await using emulator = await at("2025-06-01");
      await emulator.control.put("/clock", { now: "2026-05-10" });
      await emulator.graphql.activate(emulator.ready.activationCode ?? "");
      await emulator.control.post("/clock/advance", { days: 30 });
    })();
    await using emulator = await at("2025-07-01");

    const { stdout } = await understudyAt(emulator, ["timeline"]);

    const [before = "", now = ""] = stdout.split("\nNow (");
    expect(before).toContain("License 1001 has expired, on 2026-06-01.");
    expect(now.match(/^.* notice .*$/gm)).toEqual([
      expect.stringContaining("License 1001 is in force."),
    ]);
  });

  test("--all shows each event", async ({ expect }) => {
    await using emulator = await inSync(30);
    const events = await timelineOf(emulator);

    const { stdout } = await understudyAt(emulator, ["timeline", "--all", "--kind", "job"]);

    const jobs = events.filter(({ kind }) => kind === "job");
    expect(stdout.match(/^\d{4}-.* job /gm)).toHaveLength(jobs.length);
    expect(stdout).not.toContain("×");
    expect(stdout).not.toContain("Now (");
  });

  test("--from, --to and --kind choose", async ({ expect }) => {
    await using emulator = await inSync(10);
    const days = ["--from", "2025-06-02", "--to", "2025-06-04"];

    const jobs = await understudyAt(emulator, ["timeline", ...days]);
    const others = await understudyAt(emulator, ["timeline", "--kind", "license", "notice"]);

    expect(jobs.stdout.trimEnd().split("\n").slice(1)).toEqual([
      "2025-06-02 … 2025-06-04  job   3 × seat-link done: License 1001 is unchanged.",
      "2025-06-02 … 2025-06-04  job   3 × service-token done or skipped: The service token is good.",
      "2025-06-02 … 2025-06-04  job   3 × historical-data done: Recorded 8 billable users.",
      "2025-06-02 … 2025-06-04  job   3 × measurement done: Measured 8 billable users.",
    ]);
    expect(others.stdout.match(/^\S+ +\w+/gm)?.map((line) => line.split(/ +/)[1])).toEqual([
      "kind",
      "license",
      "notice",
    ]);
  });

  test("--json prints the control API's answer for programs", async ({ expect }) => {
    await using emulator = await inSync(3);

    const { stdout } = await understudyAt(emulator, ["timeline", "--json", "--from", "2025-06-02"]);

    const { body } = await emulator.control.get("/timeline?from=2025-06-02");
    expect(JSON.parse(stdout)).toEqual(body);
  });

  test("says so where nothing has happened, and no license has come into force", async ({
    expect,
  }) => {
    await using emulator = await newEmulatorOn("2025-06-01");

    const { stdout } = await understudyAt(emulator, ["timeline"]);

    expect(stdout).toBe(
      "Nothing has happened.\n\nNow (2025-06-01T00:00:00Z)\nNo license has come into force.\n",
    );
  });

  test.for([
    {
      args: ["--from", "yesterday"],
      end: 2,
      said: "It must be a day such as 2025-06-01, or an instant such as",
    },
    {
      args: ["--kind", "earthquake"],
      end: 2,
      said: "Allowed choices are job, license, refusal, fault",
    },
  ])("refuses $args, and says why", async ({ args, end, said }, { expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");

    const ended = await understudyAt(emulator, ["timeline", ...args]);

    expect(ended).toMatchObject({ end, stdout: "", stderr: expect.stringContaining(said) });
  });
});
