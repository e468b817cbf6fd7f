import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Ready } from "../../src/emulator.ts";

/** How a process ended, and what it had said until then. */
export interface Ended {
  /** The exit code, or the signal that ended it. */
  readonly end: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  /** The Node to run on, with its own arguments. */
  readonly node?: readonly string[];
  readonly launcher?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly folder?: string;
  /** What standard input holds. */
  readonly input?: string;
}

const ownLauncher = fileURLToPath(new URL("../../bin/understudy.mjs", import.meta.url));

/** Runs `understudy …` to its end. */
export async function understudy(
  args: readonly string[],
  surroundings: Surroundings = {},
): Promise<Ended> {
  const { child, ended } = started(args, surroundings);
  // A command that does not read its input may be gone before it is written.
  child.stdin.on("error", () => undefined).end(surroundings.input ?? "");
  return ended;
}

/** A running `understudy serve`, ended with the test. */
export interface Serving extends AsyncDisposable {
  /** The process that was started: the launcher's, on an old Node. */
  readonly pid: number;
  /** What it printed when it was ready. */
  readonly output: string;
  readonly ended: Promise<Ended>;
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
  { node = [process.execPath], launcher = ownLauncher, variables, folder }: Surroundings,
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
