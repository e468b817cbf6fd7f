import { cp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import type { AsItCame } from "../../support/as-it-came.ts";
import { emulatorWith } from "../../support/emulator-on.ts";
import { refusalOf } from "./refusal-of.ts";

const databases = ["instance.sqlite", "portal.sqlite"];
const sales = 5;

let left: { readonly path: string; readonly state: AsItCame } & AsyncDisposable;
beforeAll(async () => {
  const folder = await aFolder();
  left = { ...folder, state: await killedIn(folder.path) };
});
afterAll(() => left[Symbol.asyncDispose]());

/** What lies on the disk when an emulator is killed; every sale of its portal was activated. */
async function leftBehind(data: string): Promise<AsItCame> {
  await cp(left.path, data, { recursive: true });
  return left.state;
}

async function killedIn(data: string) {
  await using folder = await aFolder();
  await using emulator = await emulatorWith({
    data: folder.path,
    now: "2025-06-01",
    frozen: "true",
  });
  for (let sale = 0; sale < sales; sale += 1) {
    const { body } = await emulator.control.post("/portal/subscriptions", { seats: 10 + sale });
    await emulator.graphql.activate(body.activationCode);
  }
  await cp(folder.path, data, { recursive: true, filter: (file) => !file.includes("lock") });
  return (await emulator.control.get("/state")).body;
}

async function stateOf(data: string) {
  await using emulator = await emulatorWith({ data });
  return (await emulator.control.get("/state")).body;
}

describe("what an emulator that was killed has left", () => {
  test("has everything in it", async () => {
    await using folder = await aFolder();
    const state = await leftBehind(folder.path);

    expect(await stateOf(folder.path)).toEqual(state);
  });

  test.each(databases)(
    "has everything in it without the index of the log: %s-shm",
    async (database) => {
      await using folder = await aFolder();
      const state = await leftBehind(folder.path);
      await rm(join(folder.path, `${database}-shm`));

      expect(await stateOf(folder.path)).toEqual(state);
    },
  );

  test.each(databases)("is refused without the log itself: %s-wal", async (database) => {
    await using folder = await aFolder();
    const state = await leftBehind(folder.path);
    const path = join(folder.path, database);
    const log = await readFile(`${path}-wal`);
    await rm(`${path}-wal`);

    expect(await refusalOf({ data: folder.path })).toEqual({
      wrongUse: false,
      message: `${path}-wal is missing, which holds what was stored last. Nothing was changed. Put it back, or remove ${path}-shm to go on without.`,
    });

    await writeFile(`${path}-wal`, log);
    expect(await stateOf(folder.path)).toEqual(state);
  });

  test.each(databases)("starts without the log if that is what is wanted: %s", async (database) => {
    await using folder = await aFolder();
    await leftBehind(folder.path);
    for (const end of ["-wal", "-shm"]) await rm(join(folder.path, database + end));

    await using emulator = await emulatorWith({ data: folder.path });

    expect((await emulator.control.get("/state")).status).toBe(200);
  });
});

/** The end of a file is gone, or is not what was written. */
const tears = [
  { tear: "cut off", at: (path: string, size: number) => truncate(path, size) },
  {
    tear: "overwritten",
    async at(path: string, size: number) {
      const bytes = await readFile(path);
      await writeFile(path, bytes.fill(0xff, size));
    },
  },
];

describe.each(tears)("a log whose end is $tear", ({ at }) => {
  test.each([0.9, 0.8, 0.7, 0.5])(
    "has what was stored before, step by step (%d of instance.sqlite-wal)",
    async (share) => {
      await using folder = await aFolder();
      const { licenses } = await leftBehind(folder.path);
      const log = join(folder.path, "instance.sqlite-wal");
      await at(log, Math.floor((await stat(log)).size * share));

      const state = await stateOf(folder.path);

      const kept = state.licenses.length;
      expect(kept).toBeLessThan(sales);
      expect(state.licenses).toEqual(licenses.slice(sales - kept));
      expect(state.currentLicense).toEqual(state.licenses[0] ?? null);
      expect(state.subscriptions).toHaveLength(1 + sales);
    },
  );

  test("has what was stored before, step by step (portal.sqlite-wal)", async () => {
    await using folder = await aFolder();
    const { subscriptions } = await leftBehind(folder.path);
    const log = join(folder.path, "portal.sqlite-wal");
    await at(log, Math.floor((await stat(log)).size * 0.9));

    const state = await stateOf(folder.path);

    expect(state.licenses).toHaveLength(sales);
    const kept = state.subscriptions.length;
    // The last thing that a sale goes through is that its license is issued.
    expect(state.subscriptions.slice(0, -1)).toEqual(subscriptions.slice(0, kept - 1));
  });
});

test.each(databases)("A page that is damaged is found at the start: %s", async (database) => {
  await using folder = await aFolder();
  const path = join(folder.path, database);
  {
    await using emulator = await emulatorWith({ data: folder.path });
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  }
  const bytes = await readFile(path);
  await writeFile(path, bytes.fill(0xff, 4096 * 2, 4096 * 6));
  const damaged = await readFile(path);

  const { wrongUse, message } = await refusalOf({ data: folder.path });

  expect(wrongUse).toBe(false);
  expect(message).toMatch(/\.sqlite is damaged/);
  expect(damaged.equals(await readFile(path))).toBe(true);
});
