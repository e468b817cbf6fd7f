import { readFile, stat } from "node:fs/promises";
import { maxScenarioBytes } from "../base/file-limits.ts";
import { jsonProblem } from "../base/repeatable.ts";
import { isScenarioName } from "../base/scenario-name.ts";
import { Scenario } from "../contract/scenario.ts";
import type { Controlled } from "../control/controlled.ts";
import { doingsOn } from "../control/doings.ts";
import { fitting } from "../control/input.ts";
import { notFound } from "../control/scenarios.ts";
import type { Database } from "../db/database.ts";
import type { Shelf } from "../scenarios/shelf.ts";
import { hasStarted } from "./first-boot.ts";
import { StartError } from "./start-error.ts";

interface Kept {
  readonly shelf: Shelf;
  readonly database: Database;
}

/** A scenario that a start is to begin with. */
export interface FirstScenario {
  /** Comes into its state before anybody else asks for anything. */
  begin(controlled: Controlled): Promise<void>;
}

/** The scenario that a start is to begin with. Throws a `StartError` where there is none, or something is lost by it. */
export async function firstScenario(
  text: string,
  { shelf, database }: Kept,
): Promise<FirstScenario> {
  if (hasStarted(database)) {
    throw wrong(
      "starts over, and the data directory has been used. Name a new one with --data, take --memory, or run it with understudy scenario run once the emulator has started.",
    );
  }
  const scenario = isScenarioName(text) ? await scenarioOn(shelf, text) : await scenarioIn(text);
  return {
    async begin(controlled) {
      const ran = await doingsOn(controlled)["scenarios.runGiven"](scenario);
      if (!ran.ok) throw new StartError(ran.error.message, false);
    },
  };
}

async function scenarioOn(shelf: Shelf, name: string): Promise<Scenario> {
  const found = await shelf.named(name);
  if (found) return found;
  const { error } = await notFound({ shelf }, name);
  throw wrong(`names no scenario. ${error.message}`);
}

async function scenarioIn(path: string): Promise<Scenario> {
  const scenario = fitting(Scenario, await jsonIn(path));
  if (scenario.ok) return scenario.value;
  throw wrong(`names a file that is no scenario: ${scenario.error.replace(/\.$/, "")}.`);
}

async function jsonIn(path: string): Promise<unknown> {
  try {
    const { size } = await stat(path);
    if (size > maxScenarioBytes)
      throw wrong(`names a file of ${size} bytes; a scenario has ${maxScenarioBytes} at most.`);
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw wrong(`names a file that is no JSON: ${jsonProblem(error)}.`);
    if (!(error instanceof Error && "code" in error)) throw error;
    throw wrong(
      error.code === "ENOENT"
        ? "names a file that is not there."
        : `names a file that cannot be read (${error.code}).`,
    );
  }
}

const wrong = (problem: string) => new StartError(`--scenario ${problem}`, true);
