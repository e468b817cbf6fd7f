import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEmulator } from "../../../src/package/start-emulator.ts";
import { aFolder } from "../../support/a-folder.ts";

test("A program saves a bundle, and brings another emulator into its state", async () => {
  await using folder = await aFolder();
  await using one = await startEmulator({ now: "2025-06-01" });
  await using other = await startEmulator({ now: "2031-01-01" });
  await one.users.set({ active: 33 });
  const file = join(folder.path, "ticket.zip");

  await writeFile(file, await one.bundle.save());
  const { savedAt, differences } = await other.bundle.load(createReadStream(file));

  expect([savedAt, differences]).toEqual(["2025-06-01T00:00:00Z", []]);
  expect((await other.users.show()).active).toBe(33);
});

test("A program is told why a file is no bundle", async () => {
  await using emulator = await startEmulator();
  async function* pieces() {
    yield Buffer.from("no ");
    yield Buffer.from("bundle");
  }

  await expect(emulator.bundle.load(pieces())).rejects.toMatchObject({
    code: "bundle-refused",
    message: "The file is no support bundle of Understudy. Nothing was changed.",
  });
});
