import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorWith } from "../../support/emulator-on.ts";

const frozen = { now: "2025-06-01T10:00:00Z", frozen: "true" };
const jobsOf = async ({
  control,
}: {
  control: { get: (path: string) => Promise<{ body: unknown }> };
}) => (await control.get("/jobs")).body;

describe("a report that waits", () => {
  test("is still there after a restart, and is sent when its time comes", async () => {
    await using folder = await aFolder();
    const before = await (async () => {
      await using emulator = await emulatorWith({ data: folder.path, ...frozen });
      const { control, graphql, ready } = emulator;
      await graphql.activate(ready.activationCode ?? "");
      await control.post("/faults", { kind: "status", status: 503, endpoint: "seat-links" });
      await control.post("/jobs/seat-link/run", {});
      return await jobsOf(emulator);
    })();

    await using emulator = await emulatorWith({ data: folder.path });

    expect(before).toHaveLength(5);
    expect(await jobsOf(emulator)).toEqual(before);
    const { body } = await emulator.control.post("/clock/advance", { hours: 1, minutes: 20 });
    expect(body.ran).toEqual([
      {
        job: "seat-link",
        at: expect.stringMatching(/^2025-06-01T11:/),
        outcome: "done",
        detail: "License 1001 is unchanged.",
      },
      expect.objectContaining({ job: "service-token", outcome: "done" }),
    ]);
    expect(await jobsOf(emulator)).toHaveLength(4);
  });

  test("is sent once the emulator runs again, if it was on its way at the end", async () => {
    await using folder = await aFolder();
    await (async () => {
      await using emulator = await emulatorWith({ data: folder.path, ...frozen });
      const { control, graphql, ready } = emulator;
      await control.post("/faults", { kind: "delay", ms: 600_000, endpoint: "seat-links" });
      void graphql.activate(ready.activationCode ?? "").catch(() => undefined);
      while ((await control.get("/faults")).body.length > 0);
    })();

    await using emulator = await emulatorWith({ data: folder.path });

    // Its turn comes before that of whoever asks now.
    const { body } = await emulator.control.post("/jobs/measurement/run", {});
    expect(body.outcome).toBe("done");
    const reports = await emulator.control.get("/portal/subscriptions/A-S00000001/reports");
    expect(reports.body).toHaveLength(1);
    expect(await jobsOf(emulator)).toHaveLength(4);
  });
});

describe("a running clock", () => {
  test("fires a job by itself when its time has come", async () => {
    await using emulator = await emulatorWith({ memory: "true", now: "2025-06-01T11:59:59Z" });
    const { control, graphql, ready } = emulator;
    await graphql.activate(ready.activationCode ?? "");

    await expect
      .poll(async () => (await control.get("/user-counts")).body)
      .toEqual([{ on: "2025-06-01", count: 8 }]);
  });

  test("that was set a second before a job fires it too", async () => {
    await using emulator = await emulatorWith({ memory: "true", now: "2025-06-01T10:00:00Z" });
    const { control, graphql, ready } = emulator;
    await graphql.activate(ready.activationCode ?? "");

    await control.put("/clock", { now: "2025-06-03T11:59:59Z" });

    await expect
      .poll(async () => (await control.get("/user-counts")).body.at(-1))
      .toEqual({ on: "2025-06-03", count: 8 });
  });

  test("that is stopped a second before a job does not fire it, while another one fires its own", async () => {
    const now = "2025-06-01T11:59:59Z";
    await using stopped = await emulatorWith({ memory: "true", now: "2025-06-01T10:00:00Z" });
    await stopped.graphql.activate(stopped.ready.activationCode ?? "");
    await stopped.control.put("/clock", { now, running: false });
    await using running = await emulatorWith({ memory: "true", now });
    await running.graphql.activate(running.ready.activationCode ?? "");

    await expect.poll(async () => (await running.control.get("/user-counts")).body).toHaveLength(1);

    expect((await stopped.control.get("/user-counts")).body).toEqual([]);
    const { body } = await stopped.control.post("/clock/advance", { hours: 1 });
    expect(body).toMatchObject({
      now: "2025-06-01T12:59:59Z",
      ran: [{ job: "historical-data", at: "2025-06-01T12:00:00Z", outcome: "done" }],
    });
  });
});
