import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import BetterSqlite from "better-sqlite3";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ArchiveEntry, archiveOf, readArchive } from "../../../src/base/archive.ts";
import { emulatorWithSnapshots, shown, used, type WithSnapshots } from "./a-state.ts";

let emulator: WithSnapshots;
let file: Buffer;
let before: Awaited<ReturnType<typeof shown>>;
beforeAll(async () => {
  emulator = await emulatorWithSnapshots({ now: "2025-06-01T12:00:00Z", frozen: "true" });
  await used(emulator);
  file = emulator.snapshots.toFile(emulator.snapshots.save());
  before = await shown(emulator);
});
afterAll(() => emulator[Symbol.asyncDispose]());

const all = { isKnown: () => true, mostBytes: 256 * 1024 * 1024 };

/** The files in a snapshot, which a test may change. */
function contents() {
  const files = readArchive(file, all);
  if (!files.ok) throw new Error(files.error.kind);
  return new Map(files.value);
}

const manifestOf = (files: ReadonlyMap<string, Buffer>) =>
  JSON.parse(String(files.get("manifest.json")));

/** The same snapshot with some of its files changed. */
const packed = (changed: Readonly<Record<string, Buffer | string>>) =>
  archiveOf(
    Object.entries({ ...Object.fromEntries(contents()), ...changed }).map(([name, bytes]) => ({
      name,
      bytes: Buffer.from(bytes),
    })),
  );

const withManifest = (change: object) =>
  packed({ "manifest.json": JSON.stringify({ ...manifestOf(contents()), ...change }) });

const sentences = {
  damaged: "The snapshot is damaged. Nothing was changed. Export it again.",
  newer:
    "The snapshot is of a newer version of Understudy. Nothing was changed. Restore it with that version.",
  foreign: "The file is no snapshot of Understudy. Nothing was changed.",
  other: "The file holds something else than a snapshot of Understudy. Nothing was changed.",
  large: "The snapshot is too large: 256 MiB is the most. Nothing was changed.",
};

async function expectRefused(bytes: Buffer, why: keyof typeof sentences) {
  expect(await emulator.snapshots.fromFile(bytes)).toEqual({ ok: false, error: sentences[why] });
}

describe("a file of a snapshot", () => {
  test("is read as it was written", async () => {
    const read = await emulator.snapshots.fromFile(file);

    if (!read.ok) throw new Error(read.error);
    expect(emulator.snapshots.toFile(read.value).equals(file)).toBe(true);
  });

  test("is refused with any of its bits flipped", () => {
    const small = archiveOf([{ name: "manifest.json", bytes: Buffer.from('{"format":1}') }]);
    expect(readArchive(small, all).ok).toBe(true);
    const taken = [];
    for (let bit = 0; bit < small.length * 8; bit += 1) {
      const flipped = Buffer.from(small);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (readArchive(flipped, all).ok) taken.push(bit);
    }
    expect(taken).toEqual([]);
  });

  test("is refused with a byte of it changed, wherever that is, and nothing is changed", async () => {
    const step = Math.floor(file.length / 60);
    for (let at = 0; at < file.length; at += step) {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      const read = await emulator.snapshots.fromFile(changed);
      expect(read).toEqual({
        ok: false,
        error: at < 4 ? sentences.foreign : sentences.damaged,
      });
    }
    expect(await shown(emulator)).toEqual(before);
  });

  test.each([4, 30, 1_000, 100_000, -1, -64, -100])("is refused if it ends at %i", (end) =>
    expectRefused(file.subarray(0, end), "damaged"),
  );

  test.each([
    { what: "nothing", bytes: Buffer.alloc(0) },
    { what: "a text", bytes: Buffer.from("{}") },
    { what: "a database", bytes: Buffer.from("SQLite format 3\0") },
  ])("is refused if it is $what", ({ bytes }) => expectRefused(bytes, "foreign"));

  test.each([
    "../evil.sqlite",
    "/etc/passwd",
    "instance.sqlite/../x",
    "notes.txt",
    "INSTANCE.SQLITE",
  ])("is refused with %s in it", (name) => expectRefused(packed({ [name]: "x" }), "other"));

  test("is refused with a file in it twice", () => {
    const [manifest = { name: "", bytes: Buffer.alloc(0) }] = [...contents()].map(
      ([name, bytes]) => ({ name, bytes }),
    );
    return expectRefused(archiveOf([manifest, manifest]), "other");
  });

  test("is refused if it unpacks to more than it says, or to more than is taken", async () => {
    const zeros = deflateRawSync(Buffer.alloc(8 * 1024 * 1024));
    await expectRefused(deflated("manifest.json", zeros, 100), "damaged");
    await expectRefused(deflated("manifest.json", zeros, 300 * 1024 * 1024), "large");
  });

  test("is read where its files are deflated", () => {
    const text = Buffer.from('{"format":1}'.repeat(100));
    const read = readArchive(
      deflated("manifest.json", deflateRawSync(text), text.length, text),
      all,
    );

    expect(read.ok && read.value.get("manifest.json")).toEqual(text);
  });

  test.each([
    { what: "no JSON", manifest: "{" },
    { what: "no object", manifest: "[]" },
    { what: "no facts", manifest: '{"format":1,"migrations":{}}' },
  ])("is refused if its manifest is $what", ({ manifest }) =>
    expectRefused(packed({ "manifest.json": manifest }), "damaged"),
  );

  const armed = { id: "1", endpoint: "activate", times: 1 };

  test.each([
    { what: "a clock that shows no time", change: { clock: { now: "today", running: false } } },
    {
      what: "a fault that there is not",
      change: {
        faults: {
          given: 1,
          portal: [{ ...armed, kind: "earthquake" }],
          instance: [],
          network: [],
          hosted: [],
        },
      },
    },
    {
      what: "a fault in a list of others",
      change: {
        faults: {
          given: 1,
          instance: [{ ...armed, kind: "empty" }],
          portal: [],
          network: [],
          hosted: [],
        },
      },
    },
    {
      what: "settings that there are not",
      change: {
        settings: {
          gitlabVersion: "18.5.0-ee",
          silentMode: false,
          instanceKind: "toaster",
          rules: "today",
          activationCodeCheck: "strict",
        },
      },
    },
  ])("is refused with $what", ({ change }) => expectRefused(withManifest(change), "damaged"));

  test("of a newer format, or with a migration that is unknown here, is refused", async () => {
    await expectRefused(withManifest({ format: 2 }), "newer");
    const { migrations } = manifestOf(contents());
    await expectRefused(
      withManifest({ migrations: { ...migrations, portal: "29990101000000_later" } }),
      "newer",
    );
  });

  test.each([
    "CREATE VIEW v AS SELECT 1",
    "CREATE TRIGGER t AFTER DELETE ON licenses BEGIN SELECT 1; END",
    "DROP TABLE jobs",
    "ALTER TABLE users ADD COLUMN more text",
  ])("is refused where a database has more or less than its tables: %s", (statement) =>
    expectRefused(packed({ "instance.sqlite": changedBy(statement) }), "damaged"),
  );

  test.each([
    "UPDATE settings SET value = 'nobody' WHERE name = 'instance_id'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'licenses'",
  ])("is refused where a database cannot be read: %s", (statement) =>
    expectRefused(packed({ "instance.sqlite": changedBy(statement) }), "damaged"),
  );

  test("is refused where a subscription has no term", () => {
    const portal = changedBy("DELETE FROM terms", "portal.sqlite");
    return expectRefused(packed({ "portal.sqlite": portal }), "damaged");
  });

  function changedBy(statement: string, name = "instance.sqlite"): Buffer {
    const raw = new BetterSqlite(contents().get(name));
    raw.unsafeMode();
    raw.pragma("foreign_keys = OFF");
    raw.exec(statement);
    const changed = raw.serialize();
    raw.close();
    return changed;
  }
});

describe("a snapshot of an older version", () => {
  const rooms = { instance: "db", portal: "stand-in/store" } as const;

  /** A database that has gone through all migrations but the last ones, and has the rows that it can have. */
  function older(party: keyof typeof rooms, steps: number) {
    const folder = fileURLToPath(
      new URL(`../../../src/${rooms[party]}/migrations`, import.meta.url),
    );
    const migrations = readMigrationFiles({ migrationsFolder: folder });
    const applied = migrations.slice(0, migrations.length - steps);
    const raw = new BetterSqlite(":memory:");
    for (const statement of applied.flatMap(({ sql }) => sql)) raw.exec(statement);
    return { raw, mark: applied.at(-1)?.name ?? "" };
  }

  test("is brought up to date as a data directory is, and restored", async () => {
    await using other = await emulatorWithSnapshots({ now: "2030-01-01", frozen: "true" });
    const { raw, mark } = older("instance", 2);
    raw.exec(`INSERT INTO user_counts VALUES ('2025-05-30', 41), ('2025-05-31', 42)`);
    const { migrations } = manifestOf(contents());
    const old = packed({
      "instance.sqlite": raw.serialize(),
      "manifest.json": JSON.stringify({
        ...manifestOf(contents()),
        migrations: { ...migrations, instance: mark },
      }),
    });
    raw.close();

    const read = await other.snapshots.fromFile(old);
    if (!read.ok) throw new Error(read.error);
    expect(await other.snapshots.restore(read.value)).toEqual({ ok: true, value: undefined });

    expect((await other.control.get("/user-counts")).body).toEqual([
      { on: "2025-05-30", count: 41 },
      { on: "2025-05-31", count: 42 },
    ]);
    expect((await other.control.get("/portal/subscriptions")).body).toEqual(
      before["/portal/subscriptions"],
    );
  });

  test("is refused if its tables are not those of the version that it names", async () => {
    const { migrations } = manifestOf(contents());
    const { raw, mark } = older("instance", 2);
    raw.close();
    await expectRefused(withManifest({ migrations: { ...migrations, instance: mark } }), "damaged");
  });
});

/** An archive with one deflated file that says to have so many bytes. */
function deflated(name: string, packedBytes: Buffer, size: number, bytes?: Buffer): Buffer {
  const entries: readonly ArchiveEntry[] = [{ name, bytes: packedBytes }];
  const archive = archiveOf(entries).subarray(0, -71);
  const facts = bytes === undefined ? null : archiveOf([{ name, bytes }]);
  const central = archive.length - 22 - 46 - name.length;
  for (const at of [4, central + 6]) {
    archive.writeUInt16LE(8, at + 4);
    archive.writeUInt32LE(size, at + 18);
    if (facts) archive.writeUInt32LE(facts.readUInt32LE(14), at + 10);
  }
  const digest = createHash("sha256").update(archive).digest("hex");
  return Buffer.concat([archive, Buffer.from(`sha256:${digest}`)]);
}
