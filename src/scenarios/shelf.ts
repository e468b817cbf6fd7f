import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isScenarioName } from "../base/scenario-name.ts";
import type { Scenario } from "../contract/scenario.ts";

/** Scenarios that are there to be run, each a file. */
export interface Shelf {
  /** By name, numbers in their order. */
  all(): Promise<readonly Scenario[]>;
  names(): Promise<readonly string[]>;
  /** Null if there is none; no name leads out of the folder. */
  named(name: string): Promise<Scenario | null>;
}

const ending = ".json";
const inOrder = new Intl.Collator("en", { numeric: true });

/** The scenarios of a folder. What is no scenario in it is a mistake of whoever has put it there, and is thrown. */
export function shelfAt(folder: string): Shelf {
  async function names() {
    const files = await readdir(folder);
    return files
      .filter((file) => file.endsWith(ending))
      .map((file) => file.slice(0, -ending.length))
      .sort(inOrder.compare);
  }
  async function scenarioIn(name: string): Promise<Scenario> {
    // Nothing of a start needs what checks it.
    const { Scenario } = await import("../contract/scenario.ts");
    const text = await readFile(join(folder, `${name}${ending}`), "utf8");
    const scenario = Scenario.safeParse(JSON.parse(text));
    if (!scenario.success) throw new Error(`${name}${ending} is no scenario: ${scenario.error}`);
    if (scenario.data.name !== name) {
      throw new Error(`${name}${ending} names itself ${scenario.data.name}.`);
    }
    return scenario.data;
  }
  return {
    names,
    all: async () => Promise.all((await names()).map(scenarioIn)),
    async named(name) {
      const isThere = isScenarioName(name) && (await names()).includes(name);
      return isThere ? scenarioIn(name) : null;
    },
  };
}
