import { copyFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorWith, type TestEmulator } from "../../support/emulator-on.ts";

const frozen = { now: "2025-06-01", frozen: "true" };
const restoring = "restoring.understudy-snapshot";

async function seen({ control }: TestEmulator) {
  const paths = ["/state", "/portal/subscriptions", "/hosted/users", "/mailbox"];
  return await Promise.all(paths.map(async (path) => (await control.get(path)).body));
}

/**
 * An emulator that was killed while it went back to a state: what its instance has stored is there, and some of the others
 * have not done their part. Gives back what was saved.
 */
async function killedInRestore(data: string, undone: readonly string[]) {
  await using kept = await aFolder();
  const saved = await (async () => {
    await using emulator = await emulatorWith({ data, ...frozen, hostedPort: "0" });
    const { control, graphql, ready } = emulator;
    await graphql.activate(ready.activationCode ?? "");
    await control.post("/hosted/users", { username: "ada" });
    await control.post("/snapshots", { name: "kept" });
    const file = await fetch(`${ready.control.url}/snapshots/kept/file`);
    await writeFile(join(kept.path, restoring), Buffer.from(await file.arrayBuffer()));
    const state = await seen(emulator);
    await control.post("/portal/subscriptions", { company: "ACME" });
    await control.post("/hosted/users", { username: "grace" });
    return state;
  })();
  for (const name of undone) await copyFile(join(data, name), join(kept.path, name));
  await (async () => {
    await using emulator = await emulatorWith({ data, hostedPort: "0" });
    await emulator.control.post("/snapshots/kept/restore");
  })();
  const instance = new BetterSqlite(join(data, "instance.sqlite"));
  instance.exec("INSERT INTO settings (name, value) VALUES ('portal_restore', '1')");
  instance.close();
  for (const name of [...undone, restoring]) {
    for (const rest of ["-wal", "-shm"]) await rm(join(data, `${name}${rest}`), { force: true });
    await copyFile(join(kept.path, name), join(data, name));
  }
  return saved;
}

describe.each([
  { undone: ["portal.sqlite", "hosted.sqlite"] },
  { undone: ["hosted.sqlite"] },
  { undone: [] },
])("an emulator that was killed in a restore, with $undone as before,", ({ undone }) => {
  test("has gone back as a whole when it starts again, and keeps what comes after that", async () => {
    await using folder = await aFolder();
    const data = folder.path;
    const saved = await killedInRestore(data, undone);
    const later = await (async () => {
      await using emulator = await emulatorWith({ data, hostedPort: "0" });
      expect(await seen(emulator)).toEqual(saved);
      await emulator.control.post("/portal/subscriptions", { company: "Later" });
      return await seen(emulator);
    })();

    await using emulator = await emulatorWith({ data, hostedPort: "0" });

    expect(await seen(emulator)).toEqual(later);
  });
});

test("An emulator that was killed in a restore, and whose snapshot is gone, does not start half restored", async () => {
  await using folder = await aFolder();
  await killedInRestore(folder.path, ["portal.sqlite"]);
  await rm(join(folder.path, restoring));

  await expect(emulatorWith({ data: folder.path })).rejects.toThrow(
    "restoring.understudy-snapshot of this data directory is missing or damaged",
  );
});
