import { flushCompileCache } from "node:module";
import { type Command, Option } from "commander";
import type { Emulator } from "../../app/emulator.ts";
import { printable } from "../../base/printable.ts";
import { addressShown } from "../../base/repeatable.ts";
import { didYouMean, similar } from "../../base/similar.ts";
import type { Config } from "../../config/config.ts";
import { flagOf, variableOf } from "../../config/names.ts";
import { type Setting, settings } from "../../config/settings.ts";
import { keepSmall } from "../memory.ts";
import { unknownVariables } from "../naming.ts";
import { noteRunning } from "../registry.ts";
import { stopSignal } from "../stop-signal.ts";
import { pathOf, Refused, type Terminal } from "../terminal.ts";
import { readyText } from "../words/ready.ts";

/** As commander hands them over: what was not given is not there. */
type Flags = Readonly<Partial<Record<string, string | true>>>;

export function addServe(program: Command, terminal: Terminal) {
  const serve = program
    .command("serve")
    .description("Start instance, portal and control, until interrupted.")
    .option("--config <file>", "JSON file with settings; flags and variables win over it")
    // What is not known is reported together with everything else that is wrong.
    .allowUnknownOption()
    .allowExcessArguments()
    .addHelpText(
      "after",
      `
Each setting is also a variable (${variableOf("portalPort")} for --portal-port) and a key of the --config
file ("portalPort"). A flag wins over a variable, a variable over the file.

Example:
  understudy serve --memory --now 2025-06-01 --frozen`,
    );
  for (const [name, setting] of Object.entries(settings)) serve.addOption(toOption(name, setting));
  serve.action(async (flags: Flags) => {
    const config = await configOf(terminal, flags, serve.args);
    const stopped = stopSignal();
    using _small = keepSmall();
    const { emulator, text } = await started(config);
    const data = config.data === null ? null : pathOf(terminal, config.data);
    const note = noteRunning(terminal.env, { ready: emulator.ready, data });
    terminal.stdout(text);
    // A process that is killed would not leave to the next start what was compiled for this one.
    flushCompileCache();
    await stopped;
    note[Symbol.dispose]();
    await emulator[Symbol.asyncDispose]();
  });
}

function toOption(name: string, { placeholder, description, default: standard }: Setting<unknown>) {
  const shown = placeholder === null || standard === null ? "" : ` (default: ${standard})`;
  const flags = placeholder === null ? flagOf(name) : `${flagOf(name)} <${placeholder}>`;
  return new Option(flags, `${description}${shown}`);
}

async function configOf(
  terminal: Terminal,
  given: Flags,
  unknown: readonly string[],
): Promise<Config> {
  const { readConfig } = await import("../../config/config.ts");
  const { config: file, ...rest } = given;
  const flags = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, String(value)]),
  );
  const otherwise = "UNDERSTUDY_CONTROL_URL";
  if (terminal.env[otherwise]) {
    terminal.stderr(`${otherwise} is not used: serve starts an emulator of its own.\n`);
  }
  const config = readConfig({
    flags,
    environment: terminal.env,
    file: file === undefined ? undefined : String(file),
  });
  const problems = [...unknown.map(unknownTo), ...(await unknownVariables(terminal.env))];
  if (!config.ok) problems.push(...config.error);
  if (!config.ok || problems.length > 0) throw new Refused(2, problems.join("\n"));
  return config.value;
}

/** What is said of an argument that serve does not know. Behind an option may stand a secret. */
function unknownTo(argument: string): string {
  const shown = addressShown(argument.startsWith("-") ? argument.replace(/=.*/s, "") : argument);
  const meant = similar(shown, ["--config", ...Object.keys(settings).map(flagOf)]);
  return `${printable(shown)} is not known to serve; see understudy serve --help.${didYouMean(meant)}`;
}

/** The emulator, and what is said when it is ready. */
async function started(config: Config): Promise<{ emulator: Emulator; text: string }> {
  // Loading all of it takes longer than most other commands take in all.
  const { startEmulator } = await import("../../app/emulator.ts");
  const { StartError } = await import("../../app/start-error.ts");
  const { startLog } = await import("../../base/log.ts");
  const log = await startLog({ level: config.logLevel, json: config.json });
  try {
    await using starting = new AsyncDisposableStack();
    const emulator = starting.use(await startEmulator(config, { log }));
    const { ready, atStart } = emulator;
    const text = config.json ? `${JSON.stringify(ready)}\n` : readyText(ready, await atStart());
    starting.move();
    return { emulator, text };
  } catch (error) {
    if (error instanceof StartError) throw new Refused(error.wrongUse ? 2 : 1, error.message);
    throw error;
  }
}
