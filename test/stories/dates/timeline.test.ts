import { describe, expect, test } from "vitest";
import { newEmulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { timelineOf, toldOf } from "../../support/timeline.ts";

const noon = "2025-06-01T12:00:00Z";
const inForce = "Of those that have started and can be used, it was installed last.";

async function sell({ control }: TestEmulator, order: object = {}) {
  return (await control.post("/portal/subscriptions", order)).body;
}

async function activated(order: object = {}) {
  const emulator = await newEmulatorOn(noon, { seed: "1" });
  await emulator.graphql.activate((await sell(emulator, order)).activationCode);
  return emulator;
}

const goodUntil = "The service token is good until 2025-06-04T12:00:00Z.";

describe("the timeline", () => {
  test("is empty after first start", async () => {
    await using emulator = await newEmulatorOn(noon);

    expect(await timelineOf(emulator)).toEqual([]);
  });

  test("tells of a sale, an activation, what came into force, and the report that follows", async () => {
    await using emulator = await activated({ seats: 12 });

    expect(await timelineOf(emulator)).toEqual([
      {
        at: noon,
        kind: "portal",
        action: "sold",
        subject: "A-S00000002",
        by: null,
        text: "A-S00000002 sold at the portal: premium, 12 seats, 2025-06-01 to 2026-06-01; cloud.",
        cause: "The portal's owner did so.",
      },
      {
        at: noon,
        kind: "portal",
        action: "mailed",
        subject: "Your GitLab Activation Code",
        by: null,
        text: '"Your GitLab Activation Code" was mailed to admin@example.com, of A-S00000002.',
        cause:
          "The portal writes to whom a subscription is delivered to, and to whoever asks for a link.",
      },
      {
        at: noon,
        kind: "portal",
        action: "code-used",
        subject: "A-S00000002",
        by: null,
        text: expect.stringMatching(
          /^The activation code of A-S00000002 was used by understudy\.test \([\da-f-]{36}\)\.$/,
        ),
        cause: "An instance was activated with the code of the subscription.",
      },
      {
        at: noon,
        kind: "license",
        action: "installed",
        by: "person",
        row: 1,
        number: 1001,
        plan: "premium",
        seats: 12,
        startsOn: "2025-06-01",
        expiresOn: "2026-06-01",
        subscription: "A-S00000002",
        text: "License 1001 was installed: premium, 12 seats, from 2025-06-01, expires on 2026-06-01, A-S00000002.",
        cause:
          "Somebody activated the code of the subscription. At the portal before: sold on 2025-06-01.",
      },
      {
        at: noon,
        kind: "notice",
        notice: "in-force",
        row: 1,
        number: 1001,
        gist: "License 1001 is in force.",
        text: "License 1001 is in force.",
        cause: inForce,
      },
      {
        at: noon,
        kind: "job",
        job: "seat-link",
        outcome: "done",
        detail: "License 1001 is unchanged.",
        gist: "License 1001 is unchanged.",
        trigger: "activation",
        report: 1,
        attempt: 1,
        error: null,
        fault: null,
        transport: null,
        text: "seat-link done: License 1001 is unchanged.",
        cause: "A report follows each activation.",
      },
      {
        at: noon,
        kind: "job",
        job: "service-token",
        outcome: "done",
        detail: goodUntil,
        gist: "The service token is good.",
        trigger: "activation",
        report: null,
        attempt: null,
        error: null,
        fault: null,
        transport: null,
        text: `service-token done: ${goodUntil}`,
        cause: "It follows the report on an activation.",
      },
    ]);
  });

  test("tells of each run of a job, and who ran it", async () => {
    await using emulator = await activated();

    await emulator.control.post("/clock/advance", { days: 1 });
    await emulator.control.post("/jobs/measurement/run", {});
    await emulator.control.post("/jobs/seat-link/run", {});

    const jobs = await timelineOf(emulator, "?kind=job");
    expect(jobs.slice(2).map(({ at, text, cause }) => [at.slice(0, 10), text, cause])).toEqual([
      ["2025-06-01", "measurement done: Measured 8 billable users.", "It falls due every day."],
      ["2025-06-02", "seat-link done: License 1001 is unchanged.", "It falls due every day."],
      ["2025-06-02", `service-token skipped: ${goodUntil}`, "It falls due every day."],
      [
        "2025-06-02",
        "historical-data done: Recorded 8 billable users on 2025-06-02.",
        "It falls due every day.",
      ],
      ["2025-06-02", "measurement done: Measured 8 billable users.", "Somebody ran it."],
      ["2025-06-02", "seat-link done: License 1001 is unchanged.", "Somebody ran it."],
      [
        "2025-06-02",
        "service-token done: The service token is good until 2025-06-05T12:00:00Z.",
        "Somebody ran it, or a report that it follows.",
      ],
    ]);
  });

  test("has as many runs as an advance answers, in the same order", async () => {
    await using emulator = await activated();
    await emulator.control.post("/faults", {
      kind: "drop-connection",
      endpoint: "seat-links",
      times: 3,
    });

    const { body } = await emulator.control.post("/clock/advance", { days: 20 });

    const jobs = (await timelineOf(emulator, "?kind=job")).slice(2);
    expect(jobs.map(({ job, outcome, detail }) => ({ job, outcome, detail }))).toEqual(
      body.ran.map(({ job, outcome, detail }: typeof body) => ({ job, outcome, detail })),
    );
  });

  test("says why a job had nothing to do", async () => {
    await using emulator = await newEmulatorOn(noon);

    await emulator.control.post("/clock/advance", { days: 1 });

    expect((await toldOf(emulator, "?kind=job")).map(([text]) => text)).toEqual([
      "measurement done: Measured 8 billable users.",
      "seat-link skipped: No license is in force.",
      "service-token skipped: License not found",
      "historical-data skipped: No license is in force.",
    ]);
  });

  test("tells of the clock: set, stopped, and started", async () => {
    await using emulator = await newEmulatorOn(noon);

    await emulator.control.put("/clock", { now: "2025-06-01T12:30:00Z" });
    await emulator.control.put("/clock", { now: "2025-06-01T12:30:00Z" });
    await emulator.control.put("/clock", { now: "2025-06-01T12:30:00Z", running: true });
    const { body } = await emulator.control.get("/clock");
    await emulator.control.put("/clock", { now: body.now, running: false });

    const told = (await toldOf(emulator, "?kind=clock")).map(([text]) => text);
    expect(told).toEqual([
      "The clock was set from 2025-06-01T12:00:00Z to 2025-06-01T12:30:00Z, and stands still.",
      "The clock runs from now on.",
      "The clock stands still from now on.",
    ]);
  });
});
