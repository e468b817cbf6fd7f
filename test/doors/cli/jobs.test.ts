import { describe, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { understudy, understudyAt } from "../../support/command-line.ts";
import { emulatorOn, emulatorWith } from "../../support/emulator-on.ts";

const cells = (stdout: string) => stdout.split("\n").map((line) => line.split(/ {2,}/));

describe.concurrent("understudy jobs", () => {
  test.for([[], ["list"]])(
    "%j lists what is to come, what waits, and what failed",
    async (args, { expect }) => {
      await using emulator = await emulatorOn("2025-06-01T12:00:00Z", { seed: "1" });
      await emulator.graphql.activate(emulator.ready.activationCode ?? "");
      await emulator.control.post("/faults", {
        kind: "status",
        status: 503,
        endpoint: "seat-links",
      });
      await emulator.control.post("/jobs/seat-link/run", {});

      const { stdout } = await understudyAt(emulator, ["jobs", ...args]);

      expect(cells(stdout)).toEqual([
        ["job", "state", "cause", "since", "attempts", "next run", "last error"],
        ["historical-data", "scheduled", "daily", "0", "2025-06-02T12:00:00Z"],
        ["measurement", "scheduled", "daily", "0", "2025-06-01T23:50:00Z"],
        ["seat-link", "scheduled", "daily", "0", expect.stringMatching(/^2025-06-02T0[34]:/)],
        ["service-token", "scheduled", "daily", "0", expect.stringMatching(/^2025-06-02T0[56]:/)],
        [
          "seat-link",
          "retrying",
          "manual",
          "2025-06-01T12:00:00Z",
          "1",
          expect.stringMatching(/^2025-06-01T13:/),
          "HTTP status code: 503",
        ],
        [""],
      ]);
    },
  );

  test("prints the control API's answer for programs", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { stdout } = await understudyAt(emulator, ["jobs", "--json"]);

    expect(JSON.parse(stdout)).toEqual((await emulator.control.get("/jobs")).body);
  });

  test("run runs one now, and says how it ended", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const { end, stdout } = await understudyAt(emulator, ["jobs", "run", "historical-data"]);

    expect(end).toBe(0);
    expect(cells(stdout)[1]).toEqual([
      "historical-data",
      "2025-06-01T12:00:00Z",
      "done",
      "Recorded 8 billable users on 2025-06-01.",
    ]);
    expect((await emulator.control.get("/user-counts")).body).toEqual([
      { on: "2025-06-01", count: 8 },
    ]);
  });

  test("run does not take a job that there is not", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { end, stderr } = await understudyAt(emulator, ["jobs", "run", "earthquake"]);

    expect(end).toBe(2);
    expect(stderr).toContain(
      "Allowed choices are historical-data, measurement, seat-link, service-token",
    );
  });
});

describe("understudy license show", () => {
  test("tells how old the last sync is, and how the last attempt went", async ({ expect }) => {
    await using folder = await aFolder();
    await using emulator = await emulatorWith({
      data: folder.path,
      now: "2025-06-01",
      frozen: "true",
    });
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await emulator.control.post("/faults", {
      kind: "status",
      status: 500,
      endpoint: "seat-links",
      times: "standing",
    });
    await emulator.control.post("/clock/advance", { days: 3 });

    const { stdout } = await understudy(["license", "show", "--data", folder.path]);

    expect(stdout).toMatch(/^last sync +2025-06-01T00:00:00Z$/m);
    expect(stdout).toMatch(/^age of last sync +3 days$/m);
    expect(stdout).toMatch(/^last attempt +failed$/m);
    expect(stdout).toMatch(/^error of last attempt +HTTP status code: 500$/m);
  });
});

test("POST /jobs/{name}/run names the jobs that there are", async ({ expect }) => {
  await using emulator = await emulatorOn("2025-06-01");

  expect(await emulator.control.post("/jobs/earthquake/run", {})).toEqual({
    status: 404,
    body: {
      error: {
        code: "job-not-found",
        message:
          'No job is named "earthquake". There are historical-data, measurement, seat-link, service-token.',
      },
    },
  });
});
