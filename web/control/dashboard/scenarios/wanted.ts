import type { RanScenario } from "../../../../src/package/verbs.ts";

/** What somebody wants to run: its name for people, and how it is run. */
export interface Wanted {
  readonly name: string;
  readonly run: () => Promise<RanScenario>;
}
