import { execFileSync } from "node:child_process";
import { chmod, lstat, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { aPayload, licenseText } from "../../rules/license/license-text.ts";
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
      "portal.sqlite": "600",
      "portal.sqlite-shm": "600",
      "portal.sqlite-wal": "600",
      "running.json": "600",
      snapshots: "700",
      "trusted-certs": "700",
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
      snapshots: "700",
      "trusted-certs": "700",
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
  test("becomes the owner's alone if it is empty", async () => {
    await using folder = await aFolder();
    await chmod(folder.path, 0o755);

    await using _emulator = await emulatorWith({ data: folder.path });

    expect(await modesIn(folder.path)).toMatchObject({ ".": "700" });
  });

  test("becomes the owner's alone again if it was copied with other modes", async () => {
    await using folder = await aFolder();
    await useAndStop(folder.path);
    const before = await modesIn(folder.path);
    for (const name of Object.keys(before)) await chmod(join(folder.path, name), 0o755);

    await useAndStop(folder.path);

    expect(await modesIn(folder.path)).toEqual({ ...before, ".gitignore": "755" });
  });

  test.each(["older.gitlab-license", ".gitignore", ".gitkeep", "lost+found"])(
    "may hold %s before the first start",
    async (file) => {
      await using folder = await aFolder();
      await writeFile(join(folder.path, file), licenseText(aPayload()));

      await using emulator = await emulatorWith({ data: folder.path, now: "2025-06-01" });

      expect(emulator.ready.event).toBe("ready");
    },
  );

  test("is used beside files that others have put there since, which Git passes over", async () => {
    await using folder = await aFolder();
    await useAndStop(folder.path);
    await writeFile(join(folder.path, "letter.txt"), "");

    await using emulator = await emulatorWith({ data: folder.path });

    expect(emulator.ready.event).toBe("ready");
    expect(await readdir(folder.path)).toContain("letter.txt");
  });

  test("is used although a killed process has left drafts of its files", async () => {
    await using folder = await aFolder();
    await useAndStop(folder.path);
    const drafts = ["credentials.json.new", "running.json.new"];
    for (const draft of drafts) await writeFile(join(folder.path, draft), "{", { mode: 0o600 });

    await using emulator = await emulatorWith({ data: folder.path });

    expect(emulator.ready.event).toBe("ready");
    const names = await readdir(folder.path);
    expect(names.filter((name) => name.endsWith(".new"))).toEqual([]);
  });

  test("is known without its credentials, by its databases alone", async () => {
    await using folder = await aFolder();
    await useAndStop(folder.path);
    for (const file of ["credentials.json", "lock"]) await rm(join(folder.path, file));

    await using emulator = await emulatorWith({ data: folder.path });

    expect(emulator.ready.event).toBe("ready");
  });

  test("is known by its credentials alone", async () => {
    await using folder = await aFolder();
    await useAndStop(folder.path);
    for (const file of ["instance.sqlite", "portal.sqlite", "lock"]) {
      await rm(join(folder.path, file));
    }

    await using emulator = await emulatorWith({ data: folder.path });

    expect(emulator.ready.event).toBe("ready");
  });
});

/** What another program may keep in a directory. */
const foreign: { what: string; prepare: (folder: string) => unknown; unknown?: string }[] = [
  { what: "a letter", prepare: () => undefined },
  { what: "an empty lock", prepare: (folder) => writeFile(join(folder, "lock"), "") },
  ...["lock", "running.json", "credentials.json.new", "instance.sqlite", "portal.sqlite"].map(
    (file) => ({
      what: `a ${file} of its own`,
      prepare: (folder: string) => writeFile(join(folder, file), '{ "pid": 1 }'),
      unknown: file,
    }),
  ),
  ...['{ "installed": {} }', '{ "root": {}, "tokens": {} }'].map((content) => ({
    what: `credentials.json of its own: ${content}`,
    prepare: (folder: string) => writeFile(join(folder, "credentials.json"), content),
    unknown: "credentials.json",
  })),
  {
    what: "a folder with the name of a license file",
    prepare: (folder) => mkdir(join(folder, "Example.gitlab-license")),
  },
  {
    what: "a database of its own",
    prepare(folder) {
      const database = new BetterSqlite(join(folder, "instance.sqlite"));
      database.exec("PRAGMA journal_mode = WAL; CREATE TABLE recipes (title TEXT)");
      database.close();
    },
    unknown: "instance.sqlite",
  },
];

describe.each(["700", "755"])("a directory of mode %s that another program uses", (mode) => {
  test.each(foreign)("is refused and stays as it is, with $what", async ({ prepare, unknown }) => {
    await using folder = await aFolder();
    await chmod(folder.path, Number.parseInt(mode, 8));
    await writeFile(join(folder.path, "letter.txt"), "Dear");
    await prepare(folder.path);
    const before = { modes: await modesIn(folder.path), bytes: await bytesIn(folder.path) };

    const { message } = await refusalOf({ data: folder.path });

    expect(message).toBe(
      unknown === undefined
        ? `${folder.path} holds files that are not Understudy's. Nothing was changed. Name a new directory with --data.`
        : `${join(folder.path, unknown)} is damaged or not Understudy's. Nothing was changed. Move it away, or name another directory with --data.`,
    );
    const after = { modes: await modesIn(folder.path), bytes: await bytesIn(folder.path) };
    expect(after).toEqual(before);
  });
});

async function useAndStop(data: string) {
  await using _emulator = await emulatorWith({ data });
}

async function bytesIn(folder: string) {
  const bytes: Record<string, string> = {};
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    bytes[name] = (await lstat(path)).isFile() ? await readFile(path, "latin1") : "";
  }
  return bytes;
}

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
      message: `${data} is no directory, nor can it become one (${code}). Name another directory with --data.`,
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
    { what: "a folder", put: (path: string) => mkdir(path) },
    { what: "a link", put: (path: string) => symlink("/etc/hostname", path) },
    { what: "a pipe", put: (path: string) => execFileSync("sh", ["-c", 'mkfifo "$0"', path]) },
  ])("$what in place of a file", async ({ put }) => {
    for (const file of ["lock", "credentials.json", "instance.sqlite", "portal.sqlite-wal"]) {
      await using folder = await aFolder();
      const path = join(folder.path, file);
      await put(path);

      expect(await refusalOf({ data: folder.path })).toEqual({
        wrongUse: false,
        message: `${path} is something else than Understudy put there. Move it away, or name another directory with --data.`,
      });
    }
  });
});
