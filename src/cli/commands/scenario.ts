import { stat } from "node:fs/promises";
import type { Command } from "commander";
import { maxScenarioBytes } from "../../base/file-limits.ts";
import { isRecord } from "../../base/is-record.ts";
import { isScenarioName } from "../../base/scenario-name.ts";
import type { GivenTo } from "../../contract/operations.ts";
import { ask } from "../command.ts";
import { groupAt } from "../groups.ts";
import { onControl, type Target } from "../naming.ts";
import { operations } from "../operations.ts";
import { jsonIn, pathOf, Refused, type Terminal } from "../terminal.ts";

export function addScenarioCommands(program: Command, terminal: Terminal) {
  const run = groupAt(program, ["scenario"])
    .command("run")
    .argument("<name-or-file>", "name of a scenario, or a file with one; - is standard input")
    .description(operations["scenarios.run"].summary);
  onControl(run, "C7").action(async (given: string, options: Target) => {
    if (isScenarioName(given)) return ask(terminal, options, "scenarios.run", { name: given });
    const scenario = await scenarioIn(terminal, given);
    return ask(terminal, options, "scenarios.runGiven", scenario);
  });
}

/** What the control API judges. */
async function scenarioIn(terminal: Terminal, file: string) {
  const size = file === "-" ? 0 : await bytesOf(pathOf(terminal, file));
  if (size > maxScenarioBytes) {
    throw new Refused(2, `${file} has ${size} bytes: a scenario has ${maxScenarioBytes} at most.`);
  }
  const scenario = await jsonIn(terminal, file);
  if (isRecord(scenario)) return scenario as GivenTo<"scenarios.runGiven">;
  throw new Refused(2, `${file} holds no scenario: it must hold an object.`);
}

/** Of what is not there, whoever reads it says so. */
const bytesOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
