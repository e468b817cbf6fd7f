import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "../base/result.ts";
import { snapshotEnding } from "./snapshot.ts";

/** A snapshot that is kept, by its name. */
interface KeptSnapshot {
  readonly name: string;
  readonly bytes: number;
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
export function shelfInMemory(): Shelf {
  const kept = new Map<string, Buffer>();
  const bytesBeside = (name: string) =>
    [...kept].reduce((sum, [other, file]) => sum + (other === name ? 0 : file.length), 0);
  return {
    list: () => [...kept].map(([name, { length }]) => ({ name, bytes: length })).sort(byName),
    read: (name) => kept.get(name) ?? null,
    keep(name, file) {
      const isTooMuch = bytesBeside(name) + file.length > mostBytesInMemory;
      if (isTooMuch || (!kept.has(name) && kept.size >= most)) return err("too-many");
      kept.set(name, file);
      return ok({ name, bytes: file.length });
    },
    remove: (name) => kept.delete(name),
  };
}

/** A shelf in a folder that only its owner can look into. */
export function shelfIn(folder: string): Shelf {
  const pathOf = (name: string) => join(folder, `${name}${snapshotEnding}`);
  const list = (): readonly KeptSnapshot[] =>
    readdirSync(folder)
      .filter((file) => file.endsWith(snapshotEnding))
      .map((file) => ({
        name: file.slice(0, -snapshotEnding.length),
        bytes: statSync(join(folder, file)).size,
      }))
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
      return ok({ name, bytes: file.length });
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
