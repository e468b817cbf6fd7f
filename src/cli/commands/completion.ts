import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import { example } from "../groups.ts";

/** Completion for a shell. Comes last: it completes the commands that are there. */
export function addCompletion(program: Command) {
  tab(program, { completionCommandName: "completion" });
  program.commands
    .find((command) => command.name() === "completion")
    ?.description("Print a script that completes commands and options in a shell.")
    .addHelpText("after", example("source <(understudy completion bash)"));
}
