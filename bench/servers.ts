import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Ready } from "../src/app/emulator.ts";
import { atExit } from "./at-exit.ts";
import type { RoundTrips } from "./bare-round-trips.ts";
import type { BareAnswer } from "./bare-server.ts";

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

/** Starts Understudy as its users do. Portal and control get free ports too, unless `flags` say otherwise. */
export async function startUnderstudy(...flags: readonly string[]): Promise<Understudy> {
  const ports = ["--port", "0", "--portal-port", "0", "--control-port", "0"];
  const { line, ...program } = await startProgram([
    fileURLToPath(new URL("../bin/understudy.mjs", import.meta.url)),
    ...["serve", "--json", "--log-level", "warn", ...ports, ...flags],
  ]);
  const ready: Ready = JSON.parse(line);
  return {
    ...program,
    ready,
    url: `${ready.instance.url}/api/graphql`,
    headers: { "content-type": "application/json", "private-token": ready.tokens.admin },
  };
}

/** Starts a `node:http` server that knows one answer. */
export async function startBare(answer: BareAnswer): Promise<Server> {
  const { line, ...program } = await startProgram([
    fileURLToPath(new URL("./bare-server.ts", import.meta.url)),
    JSON.stringify(answer),
  ]);
  return { ...program, url: line };
}

/** Asks a `node:http` server that knows one answer, one question after the other, all in one process. */
export async function bareRoundTrips(count: number): Promise<RoundTrips> {
  const { line, ...program } = await startProgram([
    fileURLToPath(new URL("./bare-round-trips.ts", import.meta.url)),
    String(count),
  ]);
  await program[Symbol.asyncDispose]();
  return JSON.parse(line);
}

/** Starts a server of somebody else's, which prints where it is. */
export async function startPeer(program: string, file: string): Promise<Server> {
  const { line, ...started } = await startProgram([program, file]);
  return { ...started, url: line };
}

/** Starts a program with this Node and waits for its first line. */
async function startProgram(args: readonly string[]) {
  const child = spawn(process.execPath, args, {
    env: ownEnvironment(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const killed = atExit(() => child.kill("SIGKILL"));
  const lines = createInterface(child.stdout);
  const [line] = await Promise.race([once(lines, "line"), once(child, "exit")]);
  if (child.pid === undefined || typeof line !== "string") {
    throw new Error(`${args.join(" ")} ended before it was ready.`);
  }
  return {
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
const ownEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(UNDERSTUDY_|GITLAB_|NODE_|CUSTOMER_PORTAL_|SUBSCRIPTION_PORTAL_)/.test(name),
    ),
  );
