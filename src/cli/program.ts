import { Command } from "commander";
import { version } from "../base/version.ts";
import { printableLines } from "./printable.ts";
import { withoutSecrets } from "./without-secrets.ts";

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

/** The program, with all that is needed for its first argument; with every command, unless that one is enough. */
export async function programFor(first?: string): Promise<Command> {
  const program = new Command("understudy")
    .description("Stands in for a GitLab self-managed instance that is activated with a code.")
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      "after",
      "\nA command finds its emulator by the data directory (--data) on which it runs.\nExit codes: 0 done, 1 refused, 2 wrong use, 3 nothing reachable.",
    )
    .configureOutput({
      writeErr: (message) => process.stderr.write(printableLines(withoutSecrets(message))),
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
