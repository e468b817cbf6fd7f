import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { accessWith, cloudLicense, syncingInstance } from "../../support/syncing-instance.ts";

const now = "2025-06-01T10:00:00Z";

type Asked = Pick<TestEmulator, "control">;
const tokenOf = async ({ control }: Asked) => (await control.get("/state")).body.serviceToken;
const runToken = async ({ control }: Asked) =>
  (await control.post("/jobs/service-token/run", {})).body;

/** Questions for a token that went over the wire. */
const questions = async ({ control }: Asked): Promise<{ request: { headers: object } }[]> =>
  (await control.get("/traffic?hop=portal&limit=1000")).body.filter(
    ({ request }: { request: { body: string } }) => request.body.includes("cloudConnectorAccess"),
  );

async function activated(settings = {}) {
  const emulator = await emulatorOn(now, settings);
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  return emulator;
}

describe("a report that the portal takes", () => {
  test("is followed by a question for a token after an activation", async () => {
    await using emulator = await activated();

    expect(await tokenOf(emulator)).toEqual({ expiresAt: "2025-06-04T10:00:00Z" });
    const asked = await questions(emulator);
    expect(asked).toHaveLength(1);
    expect(Object.keys(asked[0]?.request.headers ?? {})).not.toContain("x-admin-token");
  });

  test("is followed by one when somebody has asked for it", async () => {
    await using emulator = await activated();
    await emulator.control.put("/clock", { now: "2025-06-01T11:00:00Z" });

    await emulator.control.post("/jobs/seat-link/run", {});

    expect(await tokenOf(emulator)).toEqual({ expiresAt: "2025-06-04T11:00:00Z" });
    expect(await questions(emulator)).toHaveLength(2);
  });

  test("is followed by none if it came of itself, and none is needed", async () => {
    await using emulator = await activated();

    const { body } = await emulator.control.post("/clock/advance", { days: 1 });

    expect(await questions(emulator)).toHaveLength(1);
    expect(body.ran.slice(2)).toMatchObject([
      { job: "seat-link", outcome: "done" },
      {
        job: "service-token",
        at: expect.stringMatching(/T0[56]:\d\d:00Z$/),
        outcome: "skipped",
        detail: "The service token is good until 2025-06-04T10:00:00Z.",
      },
    ]);
  });

  test("is followed by none if it failed", async () => {
    await using emulator = await emulatorOn(now);
    await emulator.control.post("/faults", { kind: "status", status: 400, endpoint: "seat-links" });

    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    expect(await questions(emulator)).toEqual([]);
    expect(await tokenOf(emulator)).toBeNull();
  });

  test("is followed by one even if the license of the answer is not stored", async () => {
    await using instance = await syncingInstance(now);
    instance.answerReports({ license: "invalid-key" });

    await instance.activate(cloudLicense());

    expect(await tokenOf(instance)).toEqual({ expiresAt: "2035-01-01T00:00:00Z" });
  });
});

describe("a token", () => {
  test("is renewed by its own job as soon as it is near its end", async () => {
    await using emulator = await activated();
    const before = await questions(emulator);

    const { body } = await emulator.control.post("/clock/advance", { days: 2 });

    const tokens = body.ran.filter(({ job }: { job: string }) => job === "service-token");
    expect(tokens.map(({ outcome }: { outcome: string }) => outcome)).toEqual(["skipped", "done"]);
    expect(await tokenOf(emulator)).toEqual({
      expiresAt: expect.stringMatching(/^2025-06-06T0[56]:/),
    });
    expect([before.length, (await questions(emulator)).length]).toEqual([1, 2]);
  });

  test("is never told: neither in the state, nor in the traffic, nor with a job", async () => {
    await using instance = await syncingInstance(now);
    instance.answerTokens(accessWith("a-secret-of-the-portal", "2025-08-01T00:00:00Z"));
    await instance.activate(cloudLicense());

    const told = await Promise.all(
      ["/state", "/jobs", "/traffic"].map(async (path) =>
        JSON.stringify((await instance.control.get(path)).body),
      ),
    );

    expect(told.join()).toContain("2025-08-01T00:00:00");
    expect(told.join()).not.toContain("a-secret-of-the-portal");
    expect(JSON.stringify(await questions(instance))).not.toContain("eyJ");
  });

  test("is asked for anew when somebody wants it, though it is good", async () => {
    await using emulator = await activated();
    await emulator.control.put("/clock", { now: "2025-06-01T11:00:00Z" });

    const ran = await runToken(emulator);

    expect(ran).toEqual({
      job: "service-token",
      at: "2025-06-01T11:00:00Z",
      outcome: "done",
      detail: "The service token is good until 2025-06-04T11:00:00Z.",
    });
  });

  test("is gone after a reset", async () => {
    await using emulator = await activated();

    await emulator.control.post("/reset", {});

    expect(await tokenOf(emulator)).toBeNull();
  });
});

describe("no token is asked for", () => {
  test("without a license", async () => {
    await using emulator = await emulatorOn(now);

    expect(await runToken(emulator)).toMatchObject({
      outcome: "skipped",
      detail: "License not found",
    });
    expect((await emulator.control.post("/clock/advance", { days: 1 })).body.ran.at(-1)).toEqual({
      job: "service-token",
      at: expect.stringMatching(/T0[56]:/),
      outcome: "skipped",
      detail: "License not found",
    });
    expect(await questions(emulator)).toEqual([]);
  });

  test("once the days of grace are over", async () => {
    await using emulator = await emulatorOn(now);
    await emulator.control.put("/clock", { now: "2026-05-10" });
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await emulator.control.put("/clock", { now: "2026-06-16" });
    const before = await questions(emulator);

    const ran = await runToken(emulator);

    expect(ran.detail).toBe("License grace period has been expired");
    expect(await questions(emulator)).toHaveLength(before.length);
  });

  test("under an offline license", async () => {
    await using emulator = await emulatorOn(now);
    const { body } = await emulator.control.post("/portal/subscriptions", { kind: "offline" });
    await emulator.graphql.activate(body.activationCode);

    expect((await runToken(emulator)).detail).toBe("License is not an online cloud license");
  });
});
