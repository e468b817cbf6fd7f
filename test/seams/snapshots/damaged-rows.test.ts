import BetterSqlite from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { archiveOf, readArchive } from "../../../src/base/archive.ts";
import { emulatorWithSnapshots, used } from "./a-state.ts";

const given = { now: "2025-06-01T12:00:00Z", frozen: "true" };

/** A snapshot's file with something changed in one of its own, and with checksums that are right. */
function changed(file: Buffer, name: string, change: (bytes: Buffer) => Buffer): Buffer {
  const files = readArchive(file, { isKnown: () => true, mostBytes: file.length });
  if (!files.ok) throw new Error("The snapshot cannot be read.");
  return archiveOf(
    [...files.value].map(([one, bytes]) => ({
      name: one,
      bytes: one === name ? change(Buffer.from(bytes)) : bytes,
    })),
  );
}

const inSql = (statement: string) => (bytes: Buffer) => {
  const database = new BetterSqlite(bytes);
  database.exec(statement);
  const image = database.serialize();
  database.close();
  return image;
};

const withNow = (now: number) => (bytes: Buffer) => {
  const manifest = JSON.parse(bytes.toString());
  return Buffer.from(JSON.stringify({ ...manifest, clock: { ...manifest.clock, now } }));
};

describe("a snapshot that somebody has written is refused", () => {
  test.each([
    { that: "whose clock shows no time", name: "manifest.json", change: withNow(1e300) },
    { that: "whose clock is beyond all years", name: "manifest.json", change: withNow(8.64e15) },
    {
      that: "with bytes in place of a text",
      name: "instance.sqlite",
      change: inSql("UPDATE access_tokens SET scopes = x'00ff'"),
    },
    {
      that: "with a mail whose attachments are no list",
      name: "portal.sqlite",
      change: inSql("UPDATE mails SET attachments = '{}'"),
    },
  ])("$that", async ({ name, change }) => {
    await using emulator = await emulatorWithSnapshots(given);
    await used(emulator);
    const file = changed(emulator.snapshots.toFile(emulator.snapshots.save()), name, change);

    expect(await emulator.snapshots.fromFile(file)).toEqual({
      ok: false,
      error: "The snapshot is damaged. Nothing was changed. Export it again.",
    });
  });
});
