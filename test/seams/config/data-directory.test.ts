import { execFileSync } from "node:child_process";
import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { refusalOf } from "../../stories/start/refusal-of.ts";
import { aFolder, modesIn } from "../../support/a-folder.ts";
import { emulatorWith } from "../../support/emulator-on.ts";

describe("the data directory of a running emulator", () => {
  test("is for its owner alone, with everything in it", async () => {
    await using folder = await aFolder();
    const data = join(folder.path, "new/data");

    await using emulator = await emulatorWith({ data });
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    expect(await modesIn(data)).toEqual({
      ".": "700",
      ".gitignore": "600",
      "credentials.json": "600",
      "instance.sqlite": "600",
      "instance.sqlite-shm": "600",
      "instance.sqlite-wal": "600",
      lock: "600",
      "lock-journal": "600",
      "portal.sqlite": "600",
      "portal.sqlite-shm": "600",
      "portal.sqlite-wal": "600",
      "running.json": "600",
    });
  });

  test("keeps what the next start needs when it has stopped", async () => {
    await using folder = await aFolder();
    {
      await using _emulator = await emulatorWith({ data: folder.path });
    }

    expect(await modesIn(folder.path)).toEqual({
      ".": "700",
      ".gitignore": "600",
      "credentials.json": "600",
      "instance.sqlite": "600",
      lock: "600",
      "portal.sqlite": "600",
    });
  });

  test("is refused to a second one also where it no longer says who has it", async () => {
    await using folder = await aFolder();
    await using _first = await emulatorWith({ data: folder.path });
    await writeFile(join(folder.path, "running.json"), "damaged");

    expect((await refusalOf({ data: folder.path })).message).toContain("in use by another process");
  });

  test("is refused to a second one, which is told the pid of the first", async () => {
    await using folder = await aFolder();
    await using first = await emulatorWith({ data: folder.path });

    expect(await refusalOf({ data: folder.path })).toEqual({
      wrongUse: false,
      message: `${folder.path} is in use by process ${first.ready.pid}. Stop it, or name another directory with --data.`,
    });
    expect(await first.control.get("/clock")).toMatchObject({ status: 200 });
    expect(await readdir(folder.path)).toContain("running.json");
  });

  test("is free again when that has stopped", async () => {
    await using folder = await aFolder();
    {
      await using _first = await emulatorWith({ data: folder.path });
      await refusalOf({ data: folder.path });
    }

    await using second = await emulatorWith({ data: folder.path });

    expect(second.ready.event).toBe("ready");
  });
});

describe("a data directory in a repository", () => {
  const git = (folder: string, ...args: string[]) =>
    execFileSync("git", ["-C", folder, ...args], { encoding: "utf8" });

  test("is passed over by Git, with everything in it", async () => {
    await using folder = await aFolder();
    git(folder.path, "init", "--quiet");

    await using _emulator = await emulatorWith({ data: join(folder.path, ".understudy") });

    expect(git(folder.path, "status", "--porcelain")).toBe("");
  });
});

describe("a directory that exists already", () => {
  test.each([
    { what: "is empty", files: [] },
    { what: "was copied with other modes", files: ["credentials.json.old", "lock"] },
  ])("becomes the owner's alone if it $what", async ({ files }) => {
    await using folder = await aFolder();
    await chmod(folder.path, 0o755);
    for (const file of files) await writeFile(join(folder.path, file), "");

    await using _emulator = await emulatorWith({ data: folder.path });

    expect(await modesIn(folder.path)).toMatchObject({ ".": "700" });
  });

  test("is left alone if others use it for something else", async () => {
    await using folder = await aFolder();
    await chmod(folder.path, 0o755);
    await writeFile(join(folder.path, "letter.txt"), "");

    expect(await refusalOf({ data: folder.path })).toEqual({
      wrongUse: false,
      message: `${folder.path} is open to others and holds files that are not Understudy's. Name a new directory with --data, or close this one (chmod 700).`,
    });
    expect(await modesIn(folder.path)).toMatchObject({ ".": "755" });
    expect(await readdir(folder.path)).toEqual(["letter.txt"]);
  });

  test("is used beside other files of its owner, which Git goes on to see", async () => {
    await using folder = await aFolder();
    await writeFile(join(folder.path, "letter.txt"), "");

    await using _emulator = await emulatorWith({ data: folder.path });

    const files = await readdir(folder.path);
    expect(files).toContain("letter.txt");
    expect(files).not.toContain(".gitignore");
  });
});

describe("a place that cannot hold data is refused", () => {
  test.each([
    { what: "a file", below: "file", code: "EEXIST" },
    { what: "a folder below a file", below: "file/data", code: "EEXIST" },
  ])("$what", async ({ below, code }) => {
    await using folder = await aFolder();
    await writeFile(join(folder.path, "file"), "");
    const data = join(folder.path, below);

    expect(await refusalOf({ data })).toEqual({
      wrongUse: false,
      message: `${data} is no directory, nor can it become one (${code}). Name another one with --data.`,
    });
  });

  test("a folder where the system makes none", async () => {
    expect(await refusalOf({ data: "/proc/understudy" })).toEqual({
      wrongUse: false,
      message:
        "/proc/understudy cannot be opened for writing (ENOENT). Make it writable, or name another directory with --data.",
    });
  });

  test.each([
    {
      file: "lock",
      says: "cannot be opened for writing (SQLITE_CANTOPEN). Make it writable, or name another directory with --data.",
    },
    {
      file: "credentials.json",
      says: "is something else than Understudy put there (EISDIR). Move it away, or name another directory with --data.",
    },
    {
      file: "instance.sqlite",
      says: "cannot be opened for writing (SQLITE_CANTOPEN). Nothing was changed. Make it writable, or name another directory with --data.",
    },
    {
      file: "portal.sqlite",
      says: expect.stringContaining("cannot be opened as the stand-in portal's database (EISDIR)."),
    },
  ])("a folder in place of $file", async ({ file, says }) => {
    await using folder = await aFolder();
    const path = join(folder.path, file);
    await mkdir(path);

    const { wrongUse, message } = await refusalOf({ data: folder.path });

    expect({ wrongUse, says: message.replace(`${path} `, "") }).toEqual({ wrongUse: false, says });
    expect(message).toContain(path);
  });
});
