import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { understudyProcess } from "../../support/command-line.ts";
import { emulatorWith } from "../../support/emulator-on.ts";
import { canMount, mounted } from "../../support/failing-disk.ts";

async function useAndStop(data: string) {
  await using emulator = await emulatorWith({ data, now: "2025-06-01", frozen: "true" });
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  return (await emulator.control.get("/state")).body;
}

async function bytesIn(folder: string) {
  const found = await readdir(folder, { withFileTypes: true });
  const contents = found
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(async (entry) => {
      const { name } = entry;
      return [name, entry.isDirectory() ? "" : await readFile(join(folder, name), "latin1")];
    });
  return Object.fromEntries(await Promise.all(contents));
}

/** Starts an emulator in surroundings in which it must fail. */
const startOn = (data: string, node: readonly string[]) => {
  const ports = ["--port", "0", "--portal-port", "0", "--control-port", "0"];
  return understudyProcess(["serve", "--json", "--data", data, ...ports], { node });
};

interface Place {
  readonly that: string;
  readonly node: (data: string) => readonly string[];
  readonly says: string;
}

const noFileGrows = ["prlimit", "--fsize=1:unlimited", process.execPath];

const places: Place[] = [
  {
    that: "is on a disk that fails to write",
    node: () => noFileGrows,
    says: "/credentials.json cannot be opened for writing (EFBIG). Make it writable, or name another directory with --data.\n",
  },
];
if (canMount) {
  places.push({
    that: "is on a file system that can only be read",
    node: (data) => mounted(data, '--bind "$0"', "-o remount,bind,ro"),
    says: "/lock cannot be opened for writing (EROFS). Make it writable, or name another directory with --data.\n",
  });
}

describe.each(places)("a data directory that $that", ({ node, says }) => {
  test("is refused with a sentence, and stays as it is", async () => {
    await using folder = await aFolder();
    const state = await useAndStop(folder.path);
    const before = await bytesIn(folder.path);

    const { end, stdout, stderr } = await startOn(folder.path, node(folder.path));

    expect({ end, stdout, stderr }).toEqual({ end: 1, stdout: "", stderr: folder.path + says });
    expect(await bytesIn(folder.path)).toEqual(before);
    await using emulator = await emulatorWith({ data: folder.path });
    expect((await emulator.control.get("/state")).body).toEqual(state);
  });
});

const sizes = ["4k", "128k"];

describe.runIf(canMount)("a data directory on a disk that is full", () => {
  test.each(sizes)(
    "is refused with a sentence, wherever the first start got to (%s)",
    async (size) => {
      await using folder = await aFolder();

      const { end, stdout, stderr } = await startOn(
        folder.path,
        mounted(folder.path, `-t tmpfs -o size=${size} tmpfs`),
      );

      expect({ end, stdout }).toEqual({ end: 1, stdout: "" });
      expect(stderr).toMatch(
        /^.*the disk .*is full \((ENOSPC|SQLITE_FULL)\)\. .*Free some space.*\.\n$/,
      );
    },
  );
});
