import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Ready } from "../src/app/emulator.ts";
import { atExit } from "./at-exit.ts";

/** A server in a process of its own. */
export interface Server extends AsyncDisposable {
  readonly pid: number;
  /** Where questions are posted to. */
  readonly url: string;
}

export interface Understudy extends Server {
  readonly ready: Ready;
  /** Of the administrator. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The command line of this checkout. */
export const checkout = fileURLToPath(new URL("../bin/understudy.mjs", import.meta.url));

/** Starts Understudy as its users do. Portal and control get free ports too, unless `flags` say otherwise. */
export const startUnderstudy = (...flags: readonly string[]): Promise<Understudy> =>
  serve(checkout, flags);

/** Starts the Understudy that a command line belongs to. */
export async function serve(
  commandLine: string,
  flags: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Understudy> {
  const {
    line,
    child: _child,
    ...program
  } = await startProgram(serving(commandLine, flags), environment);
  return { ...program, ...facts(line) };
}

/** What a command line is given to serve on free ports. */
export const serving = (commandLine: string, flags: readonly string[]): readonly string[] => [
  ...[commandLine, "serve", "--json", "--log-level", "warn"],
  ...["--port", "0", "--portal-port", "0", "--control-port", "0", ...flags],
];

/** Reads what Understudy prints when it is ready. */
export function facts(line: string): Pick<Understudy, "ready" | "url" | "headers"> {
  const ready: Ready = JSON.parse(line);
  return {
    ready,
    url: `${ready.instance.url}/api/graphql`,
    headers: { "content-type": "application/json", "private-token": ready.tokens.admin },
  };
}

/** All that a bare server says. */
export interface BareAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Starts a `node:http` server that knows one answer. */
export const startBare = (answer: BareAnswer): Promise<Server> =>
  startServer(programHere("bare-server.mjs"), JSON.stringify(answer));

/** Starts a program that prints where it serves. */
export async function startServer(...args: readonly string[]): Promise<Server> {
  const { line, child: _child, ...program } = await startProgram(args);
  return { ...program, url: line };
}

/** Runs a program of this folder to its end, and reads the JSON that it prints. */
export async function runHere<Answer>(name: string, ...args: readonly string[]): Promise<Answer> {
  await using program = await startProgram([programHere(name), ...args]);
  return JSON.parse(program.line);
}

export const programHere = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Starts a program with this Node and waits for its first line. With a channel it can be sent messages. */
export async function startProgram(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  channel: readonly "ipc"[] = [],
) {
  const child = spawn(process.execPath, args, {
    env: { ...ownEnvironment(), ...environment },
    stdio: ["ignore", "pipe", "inherit", ...channel],
  });
  const killed = atExit(() => child.kill("SIGKILL"));
  const { stdout } = child;
  if (stdout === null) throw new Error(`${args.join(" ")} has no output.`);
  const lines = createInterface(stdout);
  const [line] = await Promise.race([once(lines, "line"), once(child, "exit")]);
  if (child.pid === undefined || typeof line !== "string") {
    throw new Error(`${args.join(" ")} ended before it was ready.`);
  }
  return {
    child,
    pid: child.pid,
    line,
    async [Symbol.asyncDispose]() {
      await stopped(child);
      killed[Symbol.dispose]();
    },
  };
}

const patienceMs = 5_000;

async function stopped(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  const impatience = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  await exit;
  clearTimeout(impatience);
}

/** Nothing that configures Understudy or Node: everybody measures the same. */
export const ownEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(UNDERSTUDY_|GITLAB_|NODE_|CUSTOMER_PORTAL_|SUBSCRIPTION_PORTAL_)/.test(name),
    ),
  );
