import { packageFile } from "../base/package-file.ts";
import { sequentialQueue } from "../base/sequential-queue.ts";
import type { PresentScenario } from "../contract/present-scenario.ts";
import { type Database, inTransaction } from "../db/database.ts";
import { readFact, writeFact } from "../db/facts.ts";
import { type Shelf, shelfAt } from "../scenarios/shelf.ts";
import type { FirstScenario } from "./scenario-at-start.ts";

/** The scenarios that there are, and the one that an emulator is in. */
export interface KeptScenarios {
  readonly shelf: Shelf;
  /** One after the other. */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value>;
  /** The one that was run last; null if none was since a reset. */
  present(): PresentScenario | null;
  remember(present: PresentScenario): void;
  /** The one that a start is to begin with; null if none is wanted. Throws a `StartError`. */
  first(text: string | null): Promise<FirstScenario | null>;
  /** What is kept was changed behind its back: by a reset, or by a snapshot. */
  reload(): void;
}

export function keptScenarios(database: Database): KeptScenarios {
  const read = () => readFact(database, "scenario") ?? null;
  // Every page asks for it.
  let present = read();
  const shelf = shelfAt(packageFile("scenarios"));
  return {
    shelf,
    inTurn: sequentialQueue(),
    present: () => present,
    remember(next) {
      inTransaction(database, (tx) => writeFact(tx, "scenario", next));
      present = next;
    },
    async first(text) {
      if (text === null) return null;
      // Few starts need what checks it.
      const { firstScenario } = await import("./scenario-at-start.ts");
      return firstScenario(text, { shelf, database });
    },
    reload() {
      present = read();
    },
  };
}
