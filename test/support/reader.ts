import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { type Readable, Writable } from "node:stream";
import type { Ready } from "../../src/app/emulator.ts";
import { aFolder } from "./a-folder.ts";
import { root } from "./manual.ts";

/** What came of a command: its exit code, and all that it has printed. */
interface Outcome {
  readonly end: number;
  readonly printed: string;
}

/**
 * Somebody who types what a page says, in a folder that has the checkout's `bin`: commands into one
 * terminal, and what starts an emulator into another one.
 */
export interface Reader extends AsyncDisposable {
  readonly folder: string;
  /** Types a command as it stands, with what the ready line says in the place of the examples. */
  readonly type: (command: string) => Promise<Outcome>;
}

/** An emulator starts on free ports, and says the same each time unless the page says otherwise. */
const settings = {
  UNDERSTUDY_PORT: "0",
  UNDERSTUDY_PORTAL_PORT: "0",
  UNDERSTUDY_CONTROL_PORT: "0",
  UNDERSTUDY_NOW: "2025-06-01T12:00:00Z",
  UNDERSTUDY_FROZEN: "true",
  UNDERSTUDY_SEED: "1",
};

/** What a page puts into the background itself is typed as anything else. */
const start = /^(?:npm ci && )?((?:\w+=\S+ )?(?:npm start|understudy serve)\b.*(?<!&))$/;

export async function aReader(): Promise<Reader> {
  await using opening = new AsyncDisposableStack();
  const { path: folder } = opening.use(await aFolder());
  await symlink(join(root, "bin"), join(folder, "bin"));
  const terminal = opening.use(aTerminal(folder));
  let server = new AsyncDisposableStack();
  let ready: Ready | null = null;
  const resources = opening.move();
  resources.defer(() => server.disposeAsync());

  const typed = (command: string) => {
    if (ready === null) return command;
    return command
      .replaceAll(/https?:\/\/127\.0\.0\.1:3000/g, ready.instance.url)
      .replaceAll(/https?:\/\/127\.0\.0\.1:5000/g, ready.portal?.url ?? "")
      .replaceAll(/https?:\/\/127\.0\.0\.1:3001/g, ready.control.url)
      .replaceAll(/https?:\/\/127\.0\.0\.1:3002/g, ready.hosted?.url ?? "")
      .replaceAll("glpat-…", ready.tokens.admin)
      .replaceAll('\\"…\\"', `\\"${ready.activationCode}\\"`);
  };
  return {
    folder,
    async type(command) {
      // The checkout is installed.
      if (command === "npm ci") return { end: 0, printed: "" };
      const [, line] = start.exec(command) ?? [];
      if (line === undefined) return terminal.type(typed(command));
      await server.disposeAsync();
      server = new AsyncDisposableStack();
      const path = await terminal.type('printf %s "$PATH"');
      const onFreePort = line.replace("--hosted-port 3002", "--hosted-port 0");
      const printed = await startedBy(onFreePort, folder, path.printed, server);
      ready = JSON.parse(await readFile(join(folder, ".understudy/running.json"), "utf8"));
      return { end: 0, printed };
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Starts an emulator, waits until it is ready, and answers what it has said until then. */
async function startedBy(
  line: string,
  folder: string,
  path: string,
  server: AsyncDisposableStack,
): Promise<string> {
  const child = spawn("bash", ["--norc", "-c", `exec env ${line}`], {
    cwd: line.includes("npm start") ? root : folder,
    env: { ...settings, PATH: path, HOME: folder, UNDERSTUDY_DATA: join(folder, ".understudy") },
    detached: true,
  });
  const ended = once(child, "close");
  server.defer(async () => {
    // As Ctrl-C does, to npm and to what it has started.
    if (isRunning(child)) process.kill(-(child.pid ?? 0), "SIGINT");
    await ended;
  });
  let said = "";
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  await Promise.race([
    ended.then(() => Promise.reject(new Error(`"${line}" has ended: ${said}`))),
    until(child.stdout, () => said.includes("Activate it:")),
  ]);
  return said;
}

async function until(output: Readable, isEnough: () => boolean): Promise<void> {
  while (!isEnough()) await once(output, "data");
}

const isRunning = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode === null && signalCode === null;

/** A shell that keeps its variables and functions from one command to the next. */
function aTerminal(folder: string) {
  const loop =
    'while IFS= read -r -d "" -u 3 typed_command; do eval "$typed_command" </dev/null 2>&1; printf "\\0%s\\0" $?; done';
  const child = spawn("bash", ["--norc", "-c", loop], {
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder },
    stdio: ["ignore", "pipe", "inherit", "pipe"],
    detached: true,
  });
  const ended = once(child, "close");
  const [, output, , commands] = child.stdio;
  if (output === null || !(commands instanceof Writable)) throw new Error("bash has not started");
  output.setEncoding("utf8");
  return {
    async type(command: string): Promise<Outcome> {
      commands.write(`${command}\0`);
      let said = "";
      while (!/\0\d+\0$/.test(said)) {
        const [text] = await Promise.race([
          once(output, "data"),
          ended.then(() => Promise.reject(new Error(`the terminal has ended on "${command}"`))),
        ]);
        said += text;
      }
      const [printed = "", end] = said.split("\0");
      return { end: Number(end), printed };
    },
    async [Symbol.asyncDispose]() {
      commands.end();
      // With all that a page has left in the background.
      if (isRunning(child)) process.kill(-(child.pid ?? 0), "SIGTERM");
      await ended;
    },
  };
}
