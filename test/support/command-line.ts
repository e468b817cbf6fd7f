import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Ready } from "../../src/app/emulator.ts";
import { run } from "../../src/cli/program.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { aFolder } from "./a-folder.ts";
import { bundledProgram } from "./bundled-program.ts";
import { emulatorWith, type TestEmulator, type TestSettings } from "./emulator-on.ts";

/** How a process ended, and what it had said until then. */
export interface Ended {
  /** The exit code, or the signal that ended it. */
  readonly end: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

interface InProcess {
  readonly variables?: Readonly<Record<string, string>>;
  readonly folder?: string | undefined;
  /** What standard input holds. */
  readonly input?: string;
  /** Whether a person reads the output. */
  readonly isTty?: boolean;
}

/** What a process can be given besides. */
interface Surroundings extends InProcess {
  /** The Node to run on, with its own arguments. */
  readonly node?: readonly string[];
  /** The program, unless it is the bundle of it. */
  readonly launcher?: string;
}

/** What a checkout starts: it finds a Node that is new enough, and runs the sources. */
export const ownLauncher = fileURLToPath(new URL("../../bin/understudy.mjs", import.meta.url));

/** Runs `understudy …` to its end, in this process. */
export async function understudy(
  args: readonly string[],
  surroundings: InProcess = {},
): Promise<Ended> {
  const said = { stdout: "", stderr: "" };
  const end = await run(args, aTerminal(surroundings, said));
  return { end, ...said };
}

/** A terminal that keeps what is said on it. */
export const aTerminal = (
  { variables = {}, folder = process.cwd(), input = "", isTty = false }: InProcess = {},
  said = { stdout: "", stderr: "" },
): Terminal => ({
  stdout: (text) => {
    said.stdout += text;
  },
  stderr: (text) => {
    said.stderr += text;
  },
  stdin: async () => input,
  env: variables,
  cwd: folder,
  isTty,
});

/** Runs `understudy …` to its end, in a process of its own. */
export async function understudyProcess(
  args: readonly string[],
  surroundings: Surroundings = {},
): Promise<Ended> {
  const { child, ended } = started(args, surroundings);
  // A command that does not read its input may be gone before it is written.
  child.stdin.on("error", () => undefined).end(surroundings.input ?? "");
  return ended;
}

/** Runs `understudy …` for the emulator that a test has started. */
export const understudyAt = (
  { ready }: TestEmulator,
  args: readonly string[],
  surroundings: InProcess = {},
): Promise<Ended> => understudy([...args, "--control-url", ready.control.url], surroundings);

/** The same for a command that speaks to the instance alone. */
export const understudyOn = ({ ready }: TestEmulator, args: readonly string[]): Promise<Ended> =>
  understudy([...args, "--url", ready.instance.url, "--token", ready.tokens.admin]);

/** A folder with an emulator on `.understudy`, where lines of a manual are typed as they stand. */
export interface Workplace extends TestEmulator {
  readonly folder: string;
  readonly type: (line: string) => Promise<Ended>;
}

export async function aWorkplace(settings: TestSettings = {}): Promise<Workplace> {
  await using starting = new AsyncDisposableStack();
  const { path: folder } = starting.use(await aFolder());
  const bin = join(folder, "bin");
  await mkdir(bin);
  const script = `#!/bin/sh\nexec "${process.execPath}" "${bundledProgram}" "$@"\n`;
  await writeFile(join(bin, "understudy"), script, { mode: 0o755 });
  const data = join(folder, ".understudy");
  const emulator = starting.use(await emulatorWith({ data, ...settings }));
  const path = [bin, dirname(process.execPath), process.env["PATH"]].join(delimiter);
  const resources = starting.move();
  return {
    ...emulator,
    folder,
    type: (line) => typedIn(folder, line) ?? inBash(line),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };

  function inBash(line: string): Promise<Ended> {
    const child = spawn("bash", ["--norc", "-c", line], { cwd: folder, env: { PATH: path } });
    child.stdin.end();
    return endOf(child);
  }
}

/**
 * Runs a line that is one command of ours, in this process: with quotes, with another such command in its place
 * (`"$(understudy …)"`), its output to a file. Undefined for a line that needs a shell.
 */
function typedIn(folder: string, line: string): Promise<Ended> | undefined {
  const [, command, file] = /^(understudy .*?)(?: > ([\w.-]+))?$/.exec(line.trim()) ?? [];
  const inner = /"\$\((understudy [\w. -]+)\)"/.exec(command ?? "");
  const rest = command?.replace(inner?.[0] ?? "", "");
  if (command === undefined || rest === undefined || /[|;&<>$`\\\n]/.test(rest)) return undefined;
  return (async () => {
    const given =
      inner?.[1] === undefined ? undefined : await understudy(wordsIn(inner[1]), { folder });
    const words = wordsIn(command.replace(inner?.[0] ?? "", given?.stdout.trimEnd() ?? ""));
    const ended = await understudy(words, { folder });
    if (file !== undefined) await writeFile(join(folder, file), ended.stdout);
    return {
      ...ended,
      stdout: file === undefined ? ended.stdout : "",
      stderr: `${given?.stderr ?? ""}${ended.stderr}`,
    };
  })();
}

/** The words of a line behind its first, as a shell takes it apart. */
const wordsIn = (line: string): string[] =>
  [...line.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)]
    .slice(1)
    .map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"));

/** A running `understudy serve`, ended with the test. */
export interface Serving extends AsyncDisposable {
  /** The process that was started: the launcher's, on an old Node. */
  readonly pid: number;
  /** What it printed when it was ready. */
  readonly output: string;
  readonly ended: Promise<Ended>;
  /** Sends it a signal; false once it has ended. */
  readonly signal: (signal: NodeJS.Signals) => boolean;
}

/** Runs `understudy serve …` on free ports, and waits until it has printed all that it has to say. */
export async function serving(
  args: readonly string[],
  surroundings: Surroundings = {},
): Promise<Serving> {
  const ports = ["--port", "0", "--portal-port", "0", "--control-port", "0"];
  const { child, ended } = started(["serve", ...ports, ...args], surroundings);
  const output = await Promise.race([
    once(child.stdout, "data").then(([said]) => String(said)),
    ended.then(({ stderr }) => Promise.reject(new Error(`serve has ended: ${stderr}`))),
  ]);
  return {
    pid: child.pid ?? 0,
    output,
    ended,
    signal: (signal) => child.kill(signal),
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** The facts of a ready line. */
export const readyOf = ({ output }: Serving): Ready => JSON.parse(output);

/** Starts `understudy …` and waits for nothing. */
export function started(
  args: readonly string[],
  { node = [process.execPath], launcher = bundledProgram, variables, folder }: Surroundings,
) {
  const [program = "", ...nodeArgs] = node;
  const child = spawn(program, [...nodeArgs, launcher, ...args], {
    cwd: folder,
    env: { PATH: process.env["PATH"], ...variables },
    // A process group of its own, as a terminal gives to each command.
    detached: true,
  });
  return { child, ended: endOf(child) };
}

async function endOf(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (said: string) => {
    stdout += said;
  });
  child.stderr.setEncoding("utf8").on("data", (said: string) => {
    stderr += said;
  });
  const [code, signal] = await once(child, "close");
  return { end: signal ?? code, stdout, stderr };
}
