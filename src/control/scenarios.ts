import { ok } from "../base/result.ts";
import { similar } from "../base/similar.ts";
import { textInWords } from "../scenarios/references.ts";
import type { Controlled } from "./controlled.ts";
import { type Doings, refusal } from "./doing.ts";
import { runScenario } from "./run-scenario.ts";

type ScenarioDoings = Pick<Doings, Extract<keyof Doings, `scenarios.${string}`>>;

/** What is done with scenarios, whose steps are what else is done. */
export function scenarioDoings(
  controlled: Controlled,
  steps: Omit<Doings, keyof ScenarioDoings>,
): ScenarioDoings {
  return {
    "scenarios.list": async () =>
      ok(
        (await controlled.scenarios.shelf.all()).map(({ name, summary, youWillSee }) => ({
          name,
          summary,
          youWillSee: textInWords(youWillSee),
        })),
      ),
    "scenarios.show": async ({ name }) => {
      const scenario = await controlled.scenarios.shelf.named(name);
      return scenario ? ok(scenario) : notFound(controlled.scenarios, name);
    },
    "scenarios.run": async ({ name }) => {
      const scenario = await controlled.scenarios.shelf.named(name);
      return scenario
        ? runScenario(controlled, steps, scenario)
        : notFound(controlled.scenarios, name);
    },
    "scenarios.runGiven": (scenario) => runScenario(controlled, steps, scenario),
  };
}

/** One of another name may have been meant. */
export async function notFound({ shelf }: Pick<Controlled["scenarios"], "shelf">, name: string) {
  const names = await shelf.names();
  const meant = similar(name.slice(0, 100), names);
  return refusal(
    404,
    "scenario-not-found",
    `No scenario is named ${JSON.stringify(name.slice(0, 100))}. ${meant === undefined ? `There are ${names.join(", ")}.` : `Did you mean ${meant}?`}`,
  );
}
