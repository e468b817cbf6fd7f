import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

const put = ({ control }: TestEmulator, state: string) => control.put("/state", { state });

const whole = async ({ control }: TestEmulator) => (await control.get("/state")).body;

const steps = (answer: Awaited<ReturnType<typeof put>>) =>
  answer.body.did.map(({ step }: { step: string }) => step);

const interrupted = { status: 409, body: { error: { code: "interrupted-by-reset" } } };

describe("states that are wanted at once", () => {
  test("are reached one after the other, each as if alone", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const wanted = put(emulator, "expires-in-3-days");
    // Of two requests either may come first: this one has begun.
    await expect.poll(async () => (await whole(emulator)).subscriptions.length).toBe(2);
    const [second, first] = [await put(emulator, "expired"), await wanted];

    expect(steps(first)).toEqual(["sold", "activated", "clock-moved"]);
    expect(first.body.state.clock.now).toBe("2026-05-29T00:00:00Z");
    expect(steps(second)).toEqual(["clock-moved"]);
    expect(second.body.state.clock.now).toBe("2026-06-02T00:00:00Z");
  });

  test("ten times the same, are sold once", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const answers = await Promise.all(Array.from({ length: 10 }, () => put(emulator, "trial")));

    const done = answers.map(steps).filter(({ length }) => length > 0);
    expect(done).toEqual([["sold", "activated"]]);
    expect((await whole(emulator)).licenses).toHaveLength(1);
  });

  test("while somebody else moves the clock end in the state, or say what is in force", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const [wanted] = await Promise.all([
      put(emulator, "expired"),
      emulator.control.post("/clock/advance", { days: 400 }),
    ]);

    const end = wanted.status === 200 ? "reached" : wanted.body.error.code;
    expect(["reached", "state-not-reached", "activation-refused"]).toContain(end);
  });
});

describe("a reset", () => {
  test("while the activation waits for the portal leaves nothing of it behind", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const before = await whole(emulator);
    await emulator.control.post("/faults", { kind: "delay", ms: 60_000 });
    const wanted = [put(emulator, "expired"), put(emulator, "trial")];
    await expect.poll(async () => (await whole(emulator)).subscriptions.length).toBe(2);

    await emulator.control.post("/reset");

    expect(await Promise.all(wanted)).toMatchObject([interrupted, interrupted]);
    expect(await whole(emulator)).toEqual(before);
  });

  test("while the clock moves takes it back", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const before = await whole(emulator);
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    const silence = { kind: "delay", ms: 60_000, endpoint: "seat-links", times: "standing" };
    await emulator.control.post("/faults", silence);
    const wanted = put(emulator, "expired");
    await expect.poll(async () => (await whole(emulator)).clock.now).toMatch(/^2025-06-01T0[34]/);

    await emulator.control.post("/reset");

    expect(await wanted).toMatchObject(interrupted);
    expect(await whole(emulator)).toEqual(before);
  });

  test("at any moment leaves nothing of a state that it interrupts", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const before = await whole(emulator);

    const ends: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      const wanted = put(emulator, "trial-expired");
      for (let request = 0; request < round; request += 1) await emulator.control.get("/clock");
      await emulator.control.post("/reset");
      const { body } = await wanted;
      ends.push(body.error?.code ?? "reached");
      // A reset may also have come before it was asked for.
      if (!body.error) await emulator.control.post("/reset");

      expect(await whole(emulator)).toEqual(before);
    }
    expect(ends).toContain("interrupted-by-reset");
    expect(new Set([...ends, "reached"])).toEqual(new Set(["interrupted-by-reset", "reached"]));
  });
});
