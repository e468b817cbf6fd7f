import { Command, CommanderError } from "commander";
import { printableLines, withoutSecrets } from "../base/printable.ts";
import { version } from "../base/version.ts";
import { EndedWith, exitCodes, Refused, type Terminal } from "./terminal.ts";

type Add = (program: Command, terminal: Terminal) => void | Promise<void>;

/** Commands of our own making by the word that they begin with, each in a module that is loaded when it is needed. */
const ownCommands: Readonly<Record<string, () => Promise<Add>>> = {
  serve: async () => (await import("./commands/serve.ts")).addServe,
  replay: async () => (await import("./commands/replay.ts")).addReplay,
  status: async () => (await import("./commands/status.ts")).addStatus,
  activate: async () => (await import("./commands/activate.ts")).addActivate,
  license: async () => (await import("./commands/license.ts")).addLicenseCommands,
  portal: async () => (await import("./commands/portal.ts")).addPortalCommands,
  fault: async () => (await import("./commands/fault.ts")).addFaultCommands,
  clock: async () => (await import("./commands/clock.ts")).addClockCommands,
  users: async () => (await import("./commands/users.ts")).addUserCommands,
  "add-ons": async () => (await import("./commands/add-ons.ts")).addAddOnCommands,
  console: async () => (await import("./commands/console.ts")).addConsole,
  mailbox: async () => (await import("./commands/mailbox.ts")).addMailboxCommands,
  snapshot: async () => (await import("./commands/snapshot.ts")).addSnapshotCommands,
  traffic: async () => (await import("./commands/traffic.ts")).addTrafficCommands,
  open: async () => (await import("./commands/open.ts")).addOpen,
  timeline: async () => (await import("./commands/timeline.ts")).addTimeline,
  bundle: async () => (await import("./commands/bundle.ts")).addBundleCommands,
  ca: async () => (await import("./commands/ca.ts")).addCaCommands,
  scenario: async () => (await import("./commands/scenario.ts")).addScenarioCommands,
  sync: async () => (await import("./commands/sync.ts")).addSync,
  doctor: async () => (await import("./commands/doctor.ts")).addDoctor,
  har: async () => (await import("./commands/har.ts")).addHarCommands,
  "prove-replacement": async () =>
    (await import("./commands/prove-replacement.ts")).addProveReplacement,
  completion: async () => (await import("./commands/completion.ts")).addCompletion,
};

/** Commands that ask for no operation of the control API: they start without what describes those. */
const withoutOperations = ["serve", "replay", "status", "prove-replacement"];

/** Operations that have a command of our own making. */
const ownOperations: readonly string[] = [
  "clock.advance",
  "subscriptions.sell",
  "mailbox.show",
  "timeline.list",
  "traffic.list",
  "doctor.examine",
];

/** Runs the command that the arguments name, and answers its exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const program = await programFor(args, terminal);
    const meant = asksForVersion(args[0])
      ? args
      : (await import("./meant.ts")).meantBy(program, args);
    await program.parseAsync(meant, { from: "user" });
    return 0;
  } catch (error) {
    // Commander has said what was wrong; asking for help is no mistake.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof EndedWith) return error.exitCode;
    if (!(error instanceof Refused)) throw error;
    terminal.stderr(`${printableLines(error.message)}\n`);
    return error.exitCode;
  }
}

/** The program, with all that is needed for its arguments: one command, those with one first word, or every one. */
export async function programFor(args: readonly string[], terminal: Terminal): Promise<Command> {
  const [first] = args;
  const program = new Command("understudy")
    .description("Stands in for a GitLab self-managed instance that is activated with a code.")
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      "after",
      `\nA command finds its emulator by the data directory (--data) on which it runs.\nExit codes: ${exitCodes}.`,
    )
    .configureOutput({
      writeOut: terminal.stdout,
      writeErr: (message) => terminal.stderr(printableLines(withoutSecrets(message))),
    })
    .exitOverride()
    .hook("preAction", async (_program, command) => {
      // What serve is told by variables is checked with all its settings.
      if (command.name() === "serve") return;
      await (await import("./naming.ts")).tellUnused(terminal, command.opts());
    });
  if (asksForVersion(first)) return program;
  if (await addNamed(program, args, terminal)) return program;
  for (const name of await namesFor(first)) {
    await (await ownCommands[name]?.())?.(program, terminal);
    if (!withoutOperations.includes(name))
      await (await import("./command.ts")).addOperations(program, terminal, name);
  }
  return program;
}

/** Adds the command that the arguments name, and says whether it is one that an operation describes whole. */
async function addNamed(program: Command, args: readonly string[], terminal: Terminal) {
  if (args[0] === undefined || withoutOperations.includes(args[0])) return false;
  const { addOperation, operationNamed } = await import("./command.ts");
  const id = operationNamed(args);
  if (id === undefined || ownOperations.includes(id)) return false;
  await addOperation(program, terminal, id);
  return true;
}

const asksForVersion = (first: string | undefined) => first === "--version" || first === "-V";

async function namesFor(first: string | undefined): Promise<readonly string[]> {
  if (first !== undefined && withoutOperations.includes(first)) return [first];
  const { firstWords } = await import("./command.ts");
  const all = new Set([...Object.keys(ownCommands), ...firstWords]);
  // Completion has to know all others, and come last.
  all.delete("completion");
  return first !== undefined && all.has(first) ? [first] : [...all, "completion"];
}
