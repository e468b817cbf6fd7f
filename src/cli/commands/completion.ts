import { readdirSync } from "node:fs";
import { join } from "node:path";
import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import { packageFile } from "../../base/package-file.ts";
import { standardPlaces, variableOf } from "../../config/names.ts";
import { example } from "../groups.ts";
import { pathOf, type Terminal } from "../terminal.ts";
import { snapshotEnding } from "./snapshot.ts";

/** Completion for a shell. Comes last: it completes the commands that are there. */
export function addCompletion(program: Command, terminal: Terminal) {
  const completion = tab(program, { completionCommandName: "completion" });
  program.commands
    .find((command) => command.name() === "completion")
    ?.description("Print a script that completes commands and options in a shell.")
    .addHelpText("after", example("source <(understudy completion bash)"));

  const scenarios = () => namesIn(packageFile("scenarios"), ".json");
  const data = terminal.env[variableOf("data")] ?? standardPlaces.data;
  const snapshots = () => namesIn(join(pathOf(terminal, data), "snapshots"), snapshotEnding);
  const offered = {
    "scenario show": scenarios,
    "scenario run": scenarios,
    "snapshot restore": snapshots,
    "snapshot export": snapshots,
    "snapshot remove": snapshots,
  };
  for (const [name, names] of Object.entries(offered)) {
    const [first] = completion.commands.get(name)?.arguments.values() ?? [];
    if (first === undefined) throw new Error(`${name} takes no argument.`);
    first.handler = (complete) => {
      for (const one of names()) complete(one, "");
    };
  }
}

const inOrder = new Intl.Collator("en", { numeric: true });

/** Names of the files in a folder that have an ending; none if it cannot be read. */
function namesIn(folder: string, ending: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(ending))
      .map((file) => file.slice(0, -ending.length))
      .sort(inOrder.compare);
  } catch {
    return [];
  }
}
