import { readFileSync, statSync } from "node:fs";
import type { Database } from "../db/database.ts";
import { mostSnapshotBytes } from "../snapshots/snapshot.ts";
import { hasStarted } from "./first-boot.ts";
import type { Snapshots } from "./snapshots.ts";
import { StartError } from "./start-error.ts";

/** Refuses to put a snapshot in the place of what somebody has kept. */
export function refuseUsed(database: Database) {
  if (!hasStarted(database)) return;
  throw new StartError(
    "--snapshot starts in memory or in a new data directory, and this one was used before. Name another one with --data, or start without --snapshot, and go back to it with understudy snapshot import and understudy snapshot restore.",
    true,
  );
}

/** Takes an emulator that starts to the state of a file. */
export async function startFrom(
  path: string,
  { snapshots, frozen }: { readonly snapshots: Snapshots; readonly frozen: boolean },
) {
  const snapshot = await snapshots.fromFile(fileAt(path));
  if (!snapshot.ok) throw refused(path, snapshot.error);
  const { facts, images, licenses } = snapshot.value;
  const { now, running } = facts.clock;
  const clock = { now, running: running && !frozen };
  const state = { facts: { ...facts, clock }, images, licenses };
  const restored = await snapshots.restore(state);
  if (!restored.ok) throw refused(path, restored.error);
}

function fileAt(path: string): Buffer {
  try {
    if (statSync(path).size > mostSnapshotBytes) throw refused(path, "It is too large.");
    return readFileSync(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw refused(path, `It cannot be read (${error.code}).`);
  }
}

const refused = (path: string, why: string) =>
  new StartError(`--snapshot names ${path}, from which no emulator starts. ${why}`, true);
