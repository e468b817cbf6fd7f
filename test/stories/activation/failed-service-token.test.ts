import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import {
  emulatorOn,
  emulatorWith,
  impatient,
  type TestEmulator,
} from "../../support/emulator-on.ts";
import { answerJson } from "../../support/scripted-portal.ts";
import { accessWith, cloudLicense, syncingInstance } from "../../support/syncing-instance.ts";

const now = "2025-06-01T10:00:00Z";

type Asked = Pick<TestEmulator, "control">;
const tokenOf = async ({ control }: Asked) => (await control.get("/state")).body.serviceToken;
const runToken = async ({ control }: Asked) =>
  (await control.post("/jobs/service-token/run", {})).body;

interface Ran {
  readonly job: string;
  readonly outcome: string;
}

describe("a question for a token that the portal refuses", () => {
  const failing = async () => {
    const instance = await syncingInstance(now);
    await instance.activate(cloudLicense());
    instance.answerTokens({ errors: [{ message: "Not today." }] });
    return instance;
  };
  const said = "The subscription portal refused the request: Not today.";

  test("waits for its next attempt in sight, and leaves the token and the last sync", async () => {
    await using instance = await failing();

    const ran = await runToken(instance);

    expect(ran).toMatchObject({
      outcome: "failed",
      detail: expect.stringContaining(`${said} (attempt 1 of 4, next at 2025-06-01T10:00:`),
    });
    const { jobs, serviceToken, lastSync } = (await instance.control.get("/state")).body;
    expect(jobs.at(-1)).toEqual({
      job: "service-token",
      id: expect.any(Number),
      state: "retrying",
      cause: "manual",
      attempts: 1,
      nextRunAt: expect.stringMatching(/^2025-06-01T10:00:[12]\d/),
      lastError: said,
      enqueuedAt: now,
      report: null,
    });
    expect(serviceToken).toEqual({ expiresAt: "2035-01-01T00:00:00Z" });
    expect(lastSync).toMatchObject({ state: "succeeded", error: null });
  });

  test("is asked again until the portal gives one", async () => {
    await using instance = await failing();
    await runToken(instance);
    instance.answerTokens(accessWith("another", "2025-07-01T00:00:00Z"));

    const { body } = await instance.control.post("/clock/advance", { minutes: 1 });

    expect(body.ran).toMatchObject([{ job: "service-token", outcome: "done" }]);
    expect(await tokenOf(instance)).toEqual({ expiresAt: "2025-07-01T00:00:00Z" });
    expect((await instance.control.get("/jobs")).body).toHaveLength(4);
  });

  test("4 times is dead, and stays in sight", async () => {
    await using instance = await failing();
    await runToken(instance);

    const { body } = await instance.control.post("/clock/advance", { minutes: 10 });

    expect(body.ran.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      "failed",
      "failed",
      "dead",
    ]);
    expect((await instance.control.get("/jobs")).body.at(-1)).toMatchObject({
      job: "service-token",
      state: "dead",
      attempts: 4,
      nextRunAt: null,
      lastError: said,
    });
  });

  test("comes again by itself on the next day, as long as there is no token", async () => {
    await using instance = await syncingInstance(now);
    instance.answerTokens(answerJson({}, 503));
    await instance.activate(cloudLicense());
    await instance.control.post("/clock/advance", { minutes: 10 });
    instance.answerTokens(accessWith("at-last", "2025-07-01T00:00:00Z"));

    const { body } = await instance.control.post("/clock/advance", { days: 1 });

    expect(body.ran.filter(({ job }: { job: string }) => job === "service-token")).toMatchObject([
      { outcome: "done", at: expect.stringMatching(/^2025-06-02T0[56]:/) },
    ]);
  });

  test("is not asked again if another question brought one meanwhile", async () => {
    await using instance = await syncingInstance(now);
    instance.answerTokens(answerJson({}, 503));
    await instance.activate(cloudLicense());
    await instance.control.post("/clock/advance", { minutes: 10 });
    const { body: night } = await instance.control.get("/jobs");
    const at = night.find(({ job }: { job: string }) => job === "service-token").nextRunAt;
    await instance.control.put("/clock", { now: at });
    instance.answerTokens(accessWith("at-last", "2025-07-01T00:00:00Z"));
    await runToken(instance);

    const { body } = await instance.control.post("/clock/advance", { minutes: 1 });

    expect(body.ran).toEqual([
      expect.objectContaining({
        job: "service-token",
        outcome: "skipped",
        detail: "The service token is good until 2025-07-01T00:00:00Z.",
      }),
    ]);
  });
});

describe("a question for a token that waits", () => {
  test("is still there after a restart, and is asked when its time comes", async () => {
    await using folder = await aFolder();
    const frozen = { data: folder.path, now, frozen: "true" };
    const before = await (async () => {
      await using emulator = await emulatorWith(frozen);
      await emulator.graphql.activate(emulator.ready.activationCode ?? "");
      const silent = { kind: "status", status: 503, endpoint: "any-portal" };
      await emulator.control.post("/faults", silent);
      await runToken(emulator);
      return (await emulator.control.get("/jobs")).body;
    })();

    await using emulator = await emulatorWith({ data: folder.path });

    expect(before).toHaveLength(5);
    expect((await emulator.control.get("/jobs")).body).toEqual(before);
    const { body } = await emulator.control.post("/clock/advance", { minutes: 1 });
    expect(body.ran).toMatchObject([{ job: "service-token", outcome: "done" }]);
    expect((await emulator.control.get("/jobs")).body).toHaveLength(4);
  });

  test("is over with a reset, and stores nothing that comes after that", async () => {
    await using emulator = await emulatorOn(now);
    const { control, graphql, ready } = emulator;
    await graphql.activate(ready.activationCode ?? "");
    await control.post("/faults", { kind: "delay", ms: 600_000, endpoint: "any-portal" });
    const run = control.post("/jobs/service-token/run", {});
    while ((await control.get("/faults")).body.length > 0);

    await control.post("/reset", {});

    expect(await run).toEqual({
      status: 409,
      body: { error: { code: "interrupted-by-reset", message: expect.any(String) } },
    });
    const { body } = await control.get("/state");
    expect(body.serviceToken).toBeNull();
    expect(body.jobs).toHaveLength(4);
  });

  test("does not hold up the clock where the portal never answers", async () => {
    await using emulator = await emulatorOn(now, {}, impatient);
    const { control, graphql, ready } = emulator;
    const silence = { kind: "delay", ms: 2_000_000_000, endpoint: "any-portal" };
    await graphql.activate(ready.activationCode ?? "");
    await control.post("/faults", { ...silence, times: "standing" });

    const { body } = await control.post("/clock/advance", { days: 40 });

    expect(body.now).toBe("2025-07-11T10:00:00Z");
    const tokens = body.ran.filter(({ job }: Ran) => job === "service-token");
    expect(new Set(tokens.map(({ outcome }: Ran) => outcome))).toEqual(
      new Set(["skipped", "failed", "dead"]),
    );
  });
});
