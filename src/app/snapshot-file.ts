import { err, type Result } from "../base/result.ts";
import { ArmedFault } from "../contract/fault.ts";
import { factShapes } from "../db/fact-shapes.ts";
import {
  fromFile,
  type KnownFiles,
  type PartyTables,
  type Snapshot,
} from "../snapshots/snapshot.ts";

/** The faults that each list may hold, by their endpoints. */
const endpoints = {
  instance: ["graphql", "admin-page"],
  portal: ["activate", "seat-links", "any-portal"],
  network: ["network"],
  hosted: ["hosted"],
} as const;

/** What a file of whatever origin holds; or a sentence about why it cannot be used. Loads what describes faults. */
export function readSnapshot(
  file: Buffer,
  tables: PartyTables,
  known: KnownFiles,
): Result<Snapshot, string> {
  const snapshot = fromFile(file, tables, known);
  if (!snapshot.ok) return snapshot;
  const { faults, settings } = snapshot.value.facts;
  const isRight = (list: keyof typeof endpoints) =>
    faults[list].every(
      (fault) =>
        ArmedFault.safeParse(fault).success &&
        (endpoints[list] as readonly string[]).includes(fault.endpoint),
    );
  const areRight = (Object.keys(endpoints) as (keyof typeof endpoints)[]).every(isRight);
  const isSettings = factShapes.instance_settings.read(JSON.stringify(settings)) !== undefined;
  return areRight && isSettings
    ? snapshot
    : err("The snapshot is damaged. Nothing was changed. Export it again.");
}
