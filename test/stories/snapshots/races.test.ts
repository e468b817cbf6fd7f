import { describe, expect, test } from "vitest";
import { newEmulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

const paths = ["/state", "/portal/subscriptions", "/timeline", "/jobs", "/mailbox", "/clock"];

const seen = async ({ control }: TestEmulator) =>
  await Promise.all(paths.map(async (path) => (await control.get(path)).body));

/** An emulator with a state that was saved as `kept`, an unused code, and what it shows then. */
async function withKept() {
  const emulator = await newEmulatorOn("2025-06-01");
  const { control, graphql, ready } = emulator;
  await graphql.activate(ready.activationCode ?? "");
  const { body: sold } = await control.post("/portal/subscriptions", { plan: "ultimate" });
  await control.post("/snapshots", { name: "kept" });
  return { emulator, code: sold.activationCode, kept: await seen(emulator) };
}

const isAsked = async ({ control }: TestEmulator) => {
  for (;;) {
    const { body } = await control.get("/faults");
    if (body.length === 0) return;
  }
};

describe("a restore", () => {
  test("lets an activation that is under way store nothing, here or at the portal", async () => {
    const { emulator, code, kept } = await withKept();
    await using _emulator = emulator;
    const { control, graphql } = emulator;
    await control.post("/faults", { kind: "delay", ms: 600_000 });
    const activating = graphql.activate(code);
    await isAsked(emulator);

    expect((await control.post("/snapshots/kept/restore")).status).toBe(204);

    expect((await activating).body).toMatchObject({
      errors: ["CONNECTIVITY_ERROR"],
      license: null,
    });
    expect(await seen(emulator)).toEqual(kept);
  });

  test("lets a report that is under way store nothing", async () => {
    const { emulator, kept } = await withKept();
    await using _emulator = emulator;
    const { control } = emulator;
    await control.post("/faults", { kind: "delay", ms: 600_000, endpoint: "seat-links" });
    const reporting = control.post("/jobs/seat-link/run");
    await isAsked(emulator);

    await control.post("/snapshots/kept/restore");

    expect((await reporting).status).toBe(409);
    expect(await seen(emulator)).toEqual(kept);
  });

  test("ends a movement of the clock where the snapshot has it", async () => {
    const { emulator, kept } = await withKept();
    await using _emulator = emulator;
    const { control } = emulator;
    await control.post("/faults", { kind: "delay", ms: 600_000, endpoint: "seat-links" });
    const moving = control.post("/clock/advance", { days: 900 });
    await isAsked(emulator);

    await control.post("/snapshots/kept/restore");

    expect((await moving).body.error.code).toBe("interrupted-by-reset");
    expect(await seen(emulator)).toEqual(kept);
  });

  test("of many, beside saves, resets, activations, reports and movements of the clock, is whole", async () => {
    const { emulator, code, kept } = await withKept();
    await using _emulator = emulator;
    const { control, graphql } = emulator;
    const doings = [
      () => graphql.activate(code),
      () => control.post("/jobs/seat-link/run"),
      () => control.post("/clock/advance", { days: 3 }),
      () => control.post("/snapshots", { name: "between", replace: true }),
      () => control.post("/portal/subscriptions", { seats: 3 }),
      () => control.post("/snapshots/kept/restore"),
      () => control.post("/reset"),
      () => control.post("/snapshots/between/restore"),
    ];
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, index) => doings[(index * 5) % doings.length]?.()),
    );
    expect(answers.filter((answer) => (answer?.status ?? 500) >= 500)).toEqual([]);

    // What was saved in the midst of it can be gone back to, and goes on.
    const between = await control.post("/snapshots/between/restore");
    expect([204, 404]).toContain(between.status);
    const before = await seen(emulator);
    await control.post("/snapshots", { name: "again" });
    await control.post("/clock/advance", { days: 1 });
    await control.post("/snapshots/again/restore");
    expect(await seen(emulator)).toEqual(before);

    expect((await control.post("/snapshots/kept/restore")).status).toBe(204);
    expect(await seen(emulator)).toEqual(kept);
    expect((await graphql.activate(code)).body).toMatchObject({
      errors: [],
      license: { plan: "ultimate" },
    });
  });
});
