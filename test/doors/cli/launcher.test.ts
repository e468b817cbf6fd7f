import {
  chmod,
  chown,
  copyFile,
  mkdir,
  readdir,
  rename,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { ownLauncher, readyOf, serving, understudyProcess } from "../../support/command-line.ts";
import { olderNode } from "../../support/older-node.ts";

const root = new URL("../../../", import.meta.url);

const missing = (remedy: string) =>
  expect.stringMatching(
    new RegExp(
      `^Understudy needs Node 24 or newer, but this is Node \\d+\\.\\d+\\.\\d+ and npm has installed no newer one beside it: ${remedy}, or start it with a newer Node\\.\n$`,
    ),
  );
const inPackage = `run npm install node-${process.platform}-${process.arch}@24`;

describe.concurrent("on an older Node, with a newer one installed", () => {
  test.for([
    { signal: "SIGTERM", to: "the launcher", group: false },
    { signal: "SIGINT", to: "everything in the terminal, as Ctrl-C does", group: true },
  ] as const)(
    "serves on the newer one until $signal goes to $to",
    async ({ signal, group }, { expect }) => {
      await using folder = await aFolder();
      await using serve = await serving(["--data", folder.path, "--json"], {
        node: olderNode,
        launcher: ownLauncher,
      });

      process.kill(group ? -serve.pid : serve.pid, signal);

      expect(await serve.ended).toEqual({ end: 0, stdout: serve.output, stderr: "" });
      expect(readyOf(serve).pid).not.toBe(serve.pid);
      expect(await readdir(folder.path)).not.toContain("running.json");
    },
  );

  test("ends by the signal that ended the program", async ({ expect }) => {
    await using serve = await serving(["--memory", "--json"], {
      node: olderNode,
      launcher: ownLauncher,
    });

    process.kill(readyOf(serve).pid, "SIGKILL");

    expect(await serve.ended).toMatchObject({ end: "SIGKILL" });
  });

  test("hands on arguments, output and exit code", async ({ expect }) => {
    const ended = await understudyProcess(["license", "read", "-"], {
      node: olderNode,
      launcher: ownLauncher,
      input: "nothing",
    });

    expect(ended).toEqual({
      end: 1,
      stdout: expect.stringContaining('"valid": false'),
      stderr: expect.stringContaining("- holds no valid license"),
    });
  });
});

describe.concurrent("on an older Node", () => {
  test("says what is missing in a checkout", async ({ expect }) => {
    await using folder = await aFolder();
    const launcher = await launcherIn(folder.path);
    await mkdir(join(folder.path, "src/cli"), { recursive: true });
    await writeFile(join(folder.path, "src/cli/main.ts"), "");

    const ended = await understudyProcess(["serve"], { node: olderNode, launcher });

    const stderr = missing("run npm ci with optional dependencies");
    expect(ended).toEqual({ end: 2, stdout: "", stderr });
  });

  test("says what is missing if no other one is installed beside the package", async ({
    expect,
  }) => {
    await using folder = await aFolder();
    const launcher = await launcherIn(folder.path);

    const ended = await understudyProcess(["serve"], { node: olderNode, launcher });

    expect(ended).toEqual({ end: 2, stdout: "", stderr: missing(inPackage) });
  });

  test("says what is missing if the one that is installed is old as well", async ({ expect }) => {
    await using folder = await aFolder();
    const launcher = await launcherIn(folder.path);
    await installNode(folder.path, "22.20.0");

    const ended = await understudyProcess(["serve"], { node: olderNode, launcher });

    expect(ended).toEqual({ end: 2, stdout: "", stderr: missing(inPackage) });
  });

  test("says so if the one that is installed cannot be started", async ({ expect }) => {
    await using folder = await aFolder();
    const launcher = await launcherIn(folder.path);
    await installNode(folder.path, "24.0.0");

    const ended = await understudyProcess(["serve"], { node: olderNode, launcher });

    expect(ended).toEqual({
      end: 2,
      stdout: "",
      stderr: expect.stringMatching(/^Understudy could not start \S+bin\/node: .*EACCES\n$/),
    });
  });
});

describe.concurrent("compiled code", () => {
  const stranger = 4712;
  const cache = "home/.cache/understudy";

  interface Place {
    readonly where: string;
    readonly folders: readonly string[];
    /** What is open to others, and how. */
    readonly open?: readonly [string, number];
    readonly theirs?: string;
    readonly file?: string;
    readonly link?: true;
    readonly kept: string | null;
  }
  const places: Place[] = [
    { where: "in node_modules", folders: ["home", "node_modules"], kept: "node_modules/.cache" },
    { where: "in the user's cache", folders: ["home"], kept: "home/.cache" },
    { where: "in the user's cache, if it is named", folders: ["home", "xdg"], kept: "xdg" },
    { where: "there where it was kept before", folders: [cache], kept: "home/.cache" },
    { where: "nowhere without a home", folders: [], kept: null },
    { where: "nowhere if others can read it", folders: [cache], open: [cache, 0o755], kept: null },
    {
      where: "nowhere if others can write beside it",
      folders: [cache],
      open: ["home/.cache", 0o777],
      kept: null,
    },
    { where: "nowhere if it is somebody else's", folders: [cache], theirs: cache, kept: null },
    { where: "nowhere in a home of others", folders: ["home"], theirs: "home", kept: null },
    {
      where: "in the user's cache if something else has the place",
      folders: ["home", "node_modules/.cache"],
      file: "node_modules/.cache/understudy",
      kept: "home/.cache",
    },
    { where: "nowhere behind a link", folders: ["home", "other"], link: true, kept: null },
  ];
  const possible = places.filter(({ theirs }) => !theirs || process.getuid?.() === 0);
  test.for(possible)("is kept $where", async (place, { expect }) => {
    const { open, theirs, file, link, folders, kept } = place;
    await using folder = await aFolder();
    const inFolder = (name: string) => join(folder.path, name);
    const launcher = await launcherIn(folder.path);
    await mkdir(inFolder("src/cli"), { recursive: true });
    await writeFile(
      inFolder("src/cli/main.ts"),
      'import { getCompileCacheDir } from "node:module"; console.log(getCompileCacheDir() ?? null);',
    );
    for (const name of ["temporary", ...folders]) {
      await mkdir(inFolder(name), { recursive: true, mode: 0o700 });
    }
    if (open) await chmod(inFolder(open[0]), open[1]);
    if (theirs) await chown(inFolder(theirs), stranger, stranger);
    if (file) await writeFile(inFolder(file), "", { mode: 0o600 });
    if (link) await symlink(inFolder("other"), inFolder("home/.cache"));

    const { stdout, stderr } = await understudyProcess([], {
      launcher,
      variables: {
        TMPDIR: inFolder("temporary"),
        ...(folders.some((name) => name.startsWith("home")) && { HOME: inFolder("home") }),
        ...(folders.some((name) => name === "xdg") && { XDG_CACHE_HOME: inFolder("xdg") }),
      },
    });

    expect(stderr).toBe("");
    expect(stdout).toMatch(
      kept === null ? /^null\n$/ : new RegExp(`^${inFolder(kept)}/understudy/`),
    );
    expect(await readdir(inFolder("temporary"))).toEqual([]);
    if (kept !== null)
      expect((await stat(inFolder(`${kept}/understudy`))).mode & 0o777).toBe(0o700);
  });
});

const untrusted: {
  what: string;
  ofOthers?: true;
  make: (binary: string, folder: string) => Promise<void>;
}[] = [
  {
    what: "somebody else has put into a folder above",
    ofOthers: true,
    make: (binary) => chown(binary, 4712, 4712),
  },
  { what: "anybody can write", make: (binary) => chmod(binary, 0o757) },
  {
    what: "somebody else has described",
    ofOthers: true,
    make: (binary) => chown(join(dirname(binary), "../package.json"), 4712, 4712),
  },
  {
    what: "is a link to another program",
    async make(binary, folder) {
      await rename(binary, join(folder, "other"));
      await symlink(join(folder, "other"), binary);
    },
  },
  {
    what: "is in a folder that is a link",
    async make(binary, folder) {
      await rename(dirname(binary), join(folder, "other"));
      await symlink(join(folder, "other"), dirname(binary));
    },
  },
];
test.each(untrusted.filter(({ ofOthers }) => !ofOthers || process.getuid?.() === 0))(
  "A Node that $what is not started",
  async ({ make }) => {
    await using folder = await aFolder();
    const launcher = await launcherIn(join(folder.path, "package"));
    await installNode(folder.path, "24.0.0");
    const binary = join(
      folder.path,
      `node_modules/node-${process.platform}-${process.arch}/bin/node`,
    );
    await writeFile(binary, "#!/bin/sh\necho taken");
    await chmod(binary, 0o755);
    await make(binary, folder.path);

    const ended = await understudyProcess(["serve"], { node: olderNode, launcher });

    expect(ended).toEqual({ end: 2, stdout: "", stderr: missing(inPackage) });
  },
);

test.each([30, 40])(
  "A start that may open %d files says what is missing, if that is too few",
  async (files) => {
    const limited = ["sh", "-c", `ulimit -n ${files}; exec "$@"`, "sh", process.execPath];
    const args = ["serve", "--memory", "--json", ...freePorts];

    const { end, stdout, stderr } = await understudyProcess(args, {
      node: limited,
      launcher: ownLauncher,
    });

    expect({ end, stdout, stderr }).toEqual({
      end: 1,
      stdout: "",
      stderr:
        "Understudy cannot open as many files as it needs (EMFILE). Raise the limit of this process, such as with ulimit -n 1024.\n",
    });
  },
);

const freePorts = ["--port", "0", "--portal-port", "0", "--control-port", "0"];

describe.concurrent("bin/understudy", () => {
  test("starts the program from any folder, through links, in a path with blanks", async ({
    expect,
  }) => {
    await using folder = await aFolder();
    const checkout = join(folder.path, "a path with blanks");
    await launcherIn(checkout);
    await copyFile(
      fileURLToPath(new URL("bin/understudy", root)),
      join(checkout, "bin/understudy"),
    );
    await symlink(fileURLToPath(new URL("node_modules", root)), join(checkout, "node_modules"));
    await mkdir(join(checkout, "src/cli"), { recursive: true });
    await writeFile(
      join(checkout, "src/cli/main.ts"),
      "console.log(process.argv.slice(2), process.cwd());",
    );
    // One link that names a folder from its own, and one that names the whole path.
    const [near, far] = [join(checkout, "near"), join(folder.path, "far")];
    await symlink("bin/understudy", near);
    await symlink(near, far);

    const typed = [join(checkout, "bin/understudy"), near, far].map((launcher) =>
      understudyProcess(["a b", "*"], { node: ["env"], launcher, folder: folder.path }),
    );

    const said = { end: 0, stdout: `[ 'a b', '*' ] ${folder.path}\n`, stderr: "" };
    expect(await Promise.all(typed)).toEqual([said, said, said]);
  });
});

/** The launcher alone, with nothing installed beside it. */
async function launcherIn(folder: string): Promise<string> {
  const launcher = join(folder, "bin/understudy.mjs");
  await mkdir(dirname(launcher), { recursive: true });
  await copyFile(fileURLToPath(new URL("bin/understudy.mjs", root)), launcher);
  return launcher;
}

/** A package of Node with a binary that is no program. */
async function installNode(folder: string, version: string) {
  const home = join(folder, `node_modules/node-${process.platform}-${process.arch}`);
  await mkdir(join(home, "bin"), { recursive: true });
  await writeFile(join(home, "package.json"), JSON.stringify({ version }));
  await writeFile(join(home, "bin/node"), "");
}
