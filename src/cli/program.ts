import { Command, CommanderError } from "commander";
import { version } from "../base/version.ts";
import { Refused } from "./exit.ts";
import { printableLines } from "./printable.ts";
import { onTerminal, type Terminal } from "./terminal.ts";
import { withoutSecrets } from "./without-secrets.ts";

const silent = { stdout: () => undefined, stderr: () => undefined };

type Add = (program: Command) => void;

/** The commands, each in a module of its own that is loaded when it is needed. */
const commands: Readonly<Record<string, () => Promise<Add>>> = {
  serve: async () => (await import("./serve.ts")).addServe,
  activate: async () => (await import("./activate.ts")).addActivate,
  license: async () => (await import("./license.ts")).addLicenseCommands,
  portal: async () => (await import("./portal.ts")).addPortalCommands,
  fault: async () => (await import("./fault.ts")).addFaultCommands,
  clock: async () => (await import("./clock.ts")).addClockCommands,
  users: async () => (await import("./users.ts")).addUserCommands,
  "add-ons": async () => (await import("./add-ons.ts")).addAddOnCommands,
  jobs: async () => (await import("./jobs.ts")).addJobCommands,
  timeline: async () => (await import("./timeline.ts")).addTimeline,
  sync: async () => (await import("./sync.ts")).addSync,
  traffic: async () => (await import("./traffic.ts")).addTrafficCommands,
  token: async () => (await import("./token.ts")).addTokenCommands,
  state: async () => (await import("./state.ts")).addStateCommands,
  reset: async () => (await import("./state.ts")).addReset,
  "prove-replacement": async () => (await import("./prove-replacement.ts")).addProveReplacement,
  completion: async () => (await import("./completion.ts")).addCompletion,
};

/** Runs the command that the arguments name, and answers its exit code: 0 done, 1 refused, 2 wrong use, 3 nothing reachable. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = await programFor(args[0], terminal);
  try {
    await onTerminal(terminal, () => program.parseAsync(args, { from: "user" }));
    return 0;
  } catch (error) {
    // Commander has said what was wrong; asking for help is no mistake.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof Refused)) throw error;
    terminal.stderr(`${printableLines(error.message)}\n`);
    return error.exitCode;
  }
}

/** The program, with all that is needed for its first argument; with every command, unless that one is enough. */
export async function programFor(
  first?: string,
  { stdout, stderr }: Pick<Terminal, "stdout" | "stderr"> = silent,
): Promise<Command> {
  const program = new Command("understudy")
    .description("Stands in for a GitLab self-managed instance that is activated with a code.")
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      "after",
      "\nA command finds its emulator by the data directory (--data) on which it runs.\nExit codes: 0 done, 1 refused, 2 wrong use, 3 nothing reachable.",
    )
    .configureOutput({
      writeOut: stdout,
      writeErr: (message) => stderr(printableLines(withoutSecrets(message))),
    })
    .exitOverride();
  for (const name of namesFor(first)) {
    const add = await commands[name]?.();
    add?.(program);
  }
  return program;
}

function namesFor(first: string | undefined): readonly string[] {
  if (first === "--version" || first === "-V") return [];
  const all = Object.keys(commands);
  // Completion has to know all others.
  return first !== undefined && first !== "completion" && all.includes(first) ? [first] : all;
}
