import {
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  rename,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Entry, noteRunning, runningEmulators } from "../../../src/cli/registry.ts";
import { aFolder } from "../../support/a-folder.ts";

const url = "http://127.0.0.1:1";
const entry: Entry = {
  ready: {
    pid: process.pid,
    instance: { url },
    portal: null,
    control: { url, token: "secret" },
    certificateAuthority: null,
  },
  data: null,
};

/** A user's folder for states, and where emulators are noted in it. */
async function aPlace() {
  const folder = await aFolder();
  const notes = join(folder.path, "understudy");
  return {
    environment: { XDG_STATE_HOME: folder.path },
    notes,
    note: join(notes, `${process.pid}.json`),
    elsewhere: join(folder.path, "elsewhere"),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}
type Place = Awaited<ReturnType<typeof aPlace>>;

const asRoot = process.getuid?.() === 0;
const stranger = 4712;

test("A note is for its owner's eyes, replaces what a former process left, and goes with its emulator", async () => {
  await using place = await aPlace();
  await mkdir(place.notes, { mode: 0o700 });
  await writeFile(place.elsewhere, "kept");
  await symlink(place.elsewhere, place.note);
  const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
  {
    using _note = noteRunning(place.environment, entry);

    expect([await modeOf(place.notes), await modeOf(place.note)]).toEqual([0o700, 0o600]);
    expect(runningEmulators(place.environment)).toEqual([entry]);
    expect(await readFile(place.elsewhere, "utf8")).toBe("kept");
  }
  expect(await readdir(place.notes)).toEqual([]);
});

test("A note is left alone that another process of the same number has put in its place", async () => {
  await using place = await aPlace();
  {
    using _note = noteRunning(place.environment, entry);
    await writeFile(`${place.note}.new`, "another's");
    await rename(`${place.note}.new`, place.note);
  }
  expect(await readFile(place.note, "utf8")).toBe("another's");
});

const folders = [
  {
    what: "others can write to",
    make: async ({ notes }: Place) => {
      await mkdir(notes);
      await chmod(notes, 0o777);
    },
  },
  {
    what: "is a link",
    make: async ({ notes, elsewhere }: Place) => {
      await mkdir(elsewhere, { mode: 0o700 });
      await symlink(elsewhere, notes);
    },
  },
  {
    what: "belongs to somebody else",
    ofOthers: true,
    make: async ({ notes }: Place) => {
      await mkdir(notes, { mode: 0o755 });
      await chown(notes, stranger, stranger);
    },
  },
];

describe("a folder for notes that", () => {
  test.each(folders.filter(({ ofOthers }) => !ofOthers || asRoot))(
    "$what gets no token and is not believed",
    async ({ make }) => {
      await using place = await aPlace();
      await make(place);

      using _note = noteRunning(place.environment, entry);

      expect(await readdir(place.notes)).toEqual([]);
      await writeFile(place.note, JSON.stringify(entry), { mode: 0o600 });
      expect(runningEmulators(place.environment)).toEqual([]);
    },
  );
});

const notes = [
  { what: "others can write to", make: ({ note }: Place) => chmod(note, 0o666) },
  {
    what: "is a link",
    make: async ({ note, elsewhere }: Place) => {
      await rename(note, elsewhere);
      await symlink(elsewhere, note);
    },
  },
  {
    what: "belongs to somebody else",
    ofOthers: true,
    make: ({ note }: Place) => chown(note, stranger, stranger),
  },
];

describe("a note that", () => {
  test.each(notes.filter(({ ofOthers }) => !ofOthers || asRoot))(
    "$what is not believed",
    async ({ make }) => {
      await using place = await aPlace();
      using _note = noteRunning(place.environment, entry);

      await make(place);

      expect(runningEmulators(place.environment)).toEqual([]);
    },
  );
});
