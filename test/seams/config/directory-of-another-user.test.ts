import { spawnSync } from "node:child_process";
import { chmod, chown, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { bundledProgram } from "../../support/bundled-program.ts";
import { readyOf, serving, understudyProcess } from "../../support/command-line.ts";

/** Somebody without rights over what is not his. */
const user = 4711;
const stranger = 4712;
const nodeOf = (uid: number) => [
  ...["setpriv", `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups"],
  process.execPath,
];
const canBeOthers = process.getuid?.() === 0 && isProgramOpenTo(user);

/** A checkout may lie where nobody else comes to. */
function isProgramOpenTo(uid: number): boolean {
  const [program = "", ...args] = [...nodeOf(uid), bundledProgram, "--version"];
  if (spawnSync(program, args).status === 0) return true;
  process.stderr.write(
    "\n  TESTS OF OTHER USERS' DIRECTORIES DID NOT RUN: nobody else can start the program here.\n\n",
  );
  return false;
}

/** A directory of somebody, as a volume of a container may be. */
async function aDirectory(owner: number, mode: number) {
  const folder = await aFolder();
  await chmod(folder.path, 0o755);
  const data = join(folder.path, "data");
  await mkdir(data);
  await chown(data, owner, owner);
  await chmod(data, mode);
  return { data, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

/** Starts an emulator as the user, or says why it does not start. */
const startOn = (data: string) =>
  understudyProcess(
    ["serve", "--json", "--port", "0", "--portal-port", "0", "--control-port", "0", "--data", data],
    { node: nodeOf(user) },
  );

describe.runIf(canBeOthers)("a data directory that belongs to somebody else", () => {
  test.each([0o777, 0o1777])("is used if it is writable, and its mode is told of", async (mode) => {
    await using place = await aDirectory(0, mode);
    const args = ["--json", "--data", place.data];
    const ends = [];
    for (let start = 1; start <= 2; start += 1) {
      await using serve = await serving(args, { node: nodeOf(user) });
      serve.signal("SIGTERM");
      ends.push({ ...(await serve.ended), ready: readyOf(serve).event });
    }

    const said = expect.stringContaining(
      `${place.data} belongs to user 0 and has mode ${(mode & 0o777).toString(8)}, which cannot be changed: others may reach into it.`,
    );
    const started = expect.objectContaining({ end: 0, ready: "ready", stderr: said });
    expect(ends).toEqual([started, started]);
    for (const name of await readdir(place.data)) {
      expect((await stat(join(place.data, name))).mode & 0o077).toBe(0);
    }
  });

  test("is refused with the true reason if it cannot be written to", async () => {
    await using place = await aDirectory(0, 0o755);

    expect(await startOn(place.data)).toMatchObject({
      end: 1,
      stderr: expect.stringContaining(
        `cannot be opened for writing (EACCES): ${place.data} belongs to user 0, and this is user ${user}. Make it writable, or name another directory with --data.\n`,
      ),
    });
  });

  test("is refused with the true reason if it cannot be looked into", async () => {
    await using place = await aDirectory(stranger, 0o700);

    expect(await startOn(place.data)).toMatchObject({
      end: 1,
      stderr: `${place.data} cannot be opened for writing (EACCES): ${place.data} belongs to user ${stranger}, and this is user ${user}. Make it writable, or name another directory with --data.\n`,
    });
  });

  test.each(["lock", "credentials.json", "instance.sqlite"])(
    "is refused if somebody has put a %s there",
    async (file) => {
      await using place = await aDirectory(stranger, 0o777);
      const path = join(place.data, file);
      await writeFile(path, '{ "root": {}, "tokens": {} }');
      await chown(path, stranger, stranger);
      await chmod(path, 0o666);

      expect(await startOn(place.data)).toMatchObject({
        end: 1,
        stderr: `${path} belongs to user ${stranger}, and this is user ${user}. Name another directory with --data.\n`,
      });
      expect(await readdir(place.data)).toEqual([file]);
    },
  );
});

test.runIf(canBeOthers)("A command believes no running.json of somebody else", async () => {
  await using place = await aDirectory(stranger, 0o755);
  const path = join(place.data, "running.json");
  await writeFile(path, JSON.stringify({ control: { url: "http://127.0.0.1:9" } }));
  await chown(path, stranger, stranger);

  expect(await understudyProcess(["clock", "--data", place.data], { node: nodeOf(user) })).toEqual({
    end: 1,
    stdout: "",
    stderr: `${path} belongs to user ${stranger}, and this is user ${user}: what it says is not believed. Name its --control-url or --data.\n`,
  });
});
