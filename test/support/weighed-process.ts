import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Ready } from "../../src/app/emulator.ts";
import { bundledProgram } from "./bundled-program.ts";

/** What a process weighs, and how late its event loop came to what was due in the last second. */
export interface Weight {
  readonly rssBytes: number;
  readonly heapBytes: number;
  /** Milliseconds. */
  readonly delayP99Ms: number;
}

/** Runs beside the program in its process, and tells of it each second. */
const scales = `data:text/javascript,${encodeURIComponent(`
  import { monitorEventLoopDelay } from "node:perf_hooks";
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  process.channel?.unref();
  setInterval(() => {
    const { rss, heapUsed } = process.memoryUsage();
    process.send?.({ rssBytes: rss, heapBytes: heapUsed, delayP99Ms: Math.max(0, delay.percentile(99) / 1e6 - 10) });
    delay.reset();
  }, 1000).unref();
`)}`;

/** Runs `understudy serve` on free ports in a process that is weighed each second. */
export async function weighedProcess(
  args: readonly string[],
  { node = [] }: { readonly node?: readonly string[] } = {},
) {
  const ports = ["--port", "0", "--portal-port", "0", "--control-port", "0"];
  const words = [bundledProgram, "serve", "--json", ...ports, ...args];
  const child = spawn(process.execPath, [...node, "--import", scales, ...words], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const { stdout } = child;
  if (stdout === null) throw new Error("The process has no output.");
  const ended = once(child, "exit");
  const weights: Weight[] = [];
  child.on("message", (weight: Weight) => weights.push(weight));
  const [line] = await Promise.race([
    once(stdout, "data"),
    ended.then(() => Promise.reject(new Error("serve has ended."))),
  ]);
  const ready: Ready = JSON.parse(String(line));
  return {
    ready,
    weights,
    /** Its exit code, or the signal that ended it; undefined while it runs. */
    end: () => child.signalCode ?? child.exitCode ?? undefined,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
