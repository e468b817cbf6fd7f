import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "../base/result.ts";
import type { Instant } from "../time/calendar.ts";
import type { MachineTime } from "../time/clock.ts";
import { snapshotEnding } from "./snapshot.ts";

/** A snapshot that is kept, by its name. */
interface KeptSnapshot {
  readonly name: string;
  readonly bytes: number;
  /** When it was put there, by the machine's clock. */
  readonly savedAt: Instant;
}

/** Snapshots by their names, as files. Names are those of the contract: none leads anywhere else. */
export interface Shelf {
  /** By their names. */
  list(): readonly KeptSnapshot[];
  /** Null if there is none of that name. */
  read(name: string): Buffer | null;
  /** Refused if there are too many; throws what the disk refuses. */
  keep(name: string, file: Buffer): Result<KeptSnapshot, "too-many">;
  remove(name: string): boolean;
}

/** As many are kept. */
const most = 100;

/** Of all together, in memory: a disk says itself what it has no room for. */
const mostBytesInMemory = 1024 * 1024 * 1024;

const byName = (one: KeptSnapshot, other: KeptSnapshot) => (one.name < other.name ? -1 : 1);

/** A shelf that is gone with the process. */
export function shelfInMemory(machine: MachineTime): Shelf {
  const kept = new Map<string, KeptSnapshot & { readonly file: Buffer }>();
  const bytesBeside = (name: string) =>
    [...kept.values()].reduce((sum, one) => sum + (one.name === name ? 0 : one.bytes), 0);
  return {
    list: () => [...kept.values()].map(({ file: _file, ...one }) => one).sort(byName),
    read: (name) => kept.get(name)?.file ?? null,
    keep(name, file) {
      const isTooMuch = bytesBeside(name) + file.length > mostBytesInMemory;
      if (isTooMuch || (!kept.has(name) && kept.size >= most)) return err("too-many");
      const one = { name, bytes: file.length, savedAt: machine() };
      kept.set(name, { ...one, file });
      return ok(one);
    },
    remove: (name) => kept.delete(name),
  };
}

/** A shelf in a folder that only its owner can look into. */
export function shelfIn(folder: string): Shelf {
  const pathOf = (name: string) => join(folder, `${name}${snapshotEnding}`);
  function shown(name: string): KeptSnapshot {
    const { size, mtimeMs } = statSync(pathOf(name));
    return { name, bytes: size, savedAt: Math.floor(mtimeMs) as Instant };
  }
  const list = (): readonly KeptSnapshot[] =>
    readdirSync(folder)
      .filter((file) => file.endsWith(snapshotEnding))
      .map((file) => shown(file.slice(0, -snapshotEnding.length)))
      .sort(byName);
  return {
    list,
    read(name) {
      try {
        return readFileSync(pathOf(name));
      } catch (error) {
        if (codeOf(error) === "ENOENT") return null;
        throw error;
      }
    },
    keep(name, file) {
      const kept = list();
      const isNew = kept.every((one) => one.name !== name);
      if (isNew && kept.length >= most) return err("too-many");
      const draft = join(folder, `.${name}.new`);
      rmSync(draft, { force: true });
      try {
        // Not through a link that somebody else has put there.
        writeFileSync(draft, file, { mode: 0o600, flush: true, flag: "wx" });
        renameSync(draft, pathOf(name));
      } finally {
        rmSync(draft, { force: true });
      }
      return ok(shown(name));
    },
    remove(name) {
      try {
        rmSync(pathOf(name));
        return true;
      } catch (error) {
        if (codeOf(error) === "ENOENT") return false;
        throw error;
      }
    },
  };
}

const codeOf = (error: unknown) =>
  error instanceof Error && "code" in error ? String(error.code) : "";
