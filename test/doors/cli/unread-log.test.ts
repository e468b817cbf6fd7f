import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { bundledProgram } from "../../support/bundled-program.ts";

const ports = ["--port", "0", "--portal-port", "0", "--control-port", "0"];
const log = ["--memory", "--json", "--log-level", "trace"];

/** Lines of the log for more than a pipe holds (64 KiB) and for more than is kept for a reader (1 MiB). */
const requests = 600;
const longId = "r".repeat(200);

test.each([
  { reader: "reads nothing", close: false },
  { reader: "has gone", close: true },
])(
  "A log whose reader $reader keeps nobody waiting: requests are answered, and SIGTERM ends the process",
  async ({ close }) => {
    const child = spawn(process.execPath, [bundledProgram, "serve", ...ports, ...log], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = once(child, "close");
    try {
      const [line] = await once(child.stdout, "data");
      const { instance, portal } = JSON.parse(String(line));
      if (close) child.stderr.destroy();

      const answers = new Set<number>();
      for (let request = 0; request < requests; request += 1) {
        const asked = `${[instance, portal][request % 2].url}/${"x".repeat(2_000)}`;
        answers.add((await fetch(asked, { headers: { "x-request-id": longId } })).status);
      }

      expect(answers).toEqual(new Set([404]));
      child.kill("SIGTERM");
      expect(await once(child, "exit")).toEqual([0, null]);
    } finally {
      child.kill("SIGKILL");
      child.stderr.resume();
      await ended;
    }
  },
);

/** Runs a program on a terminal of its own. */
const script = (command: string) => ["-qec", command, "/dev/null"];
const hasTerminals = spawnSync("script", script("true")).status === 0;

test.runIf(hasTerminals)(
  "A terminal that takes nothing any more, as after Ctrl-S, keeps nobody waiting either",
  async () => {
    await using folder = await aFolder();
    const running = join(folder.path, "running.json");
    const args = ["serve", ...ports, "--log-level", "trace", "--data", folder.path];
    const command = ["exec", process.execPath, bundledProgram, ...args].join(" ");
    const child = spawn("script", script(command), { stdio: ["ignore", "pipe", "ignore"] });
    const ended = once(child, "close");
    let pid: number | undefined;
    try {
      await expect.poll(() => existsSync(running)).toBe(true);
      const { instance, ...ready } = JSON.parse(await readFile(running, "utf8"));
      pid = ready.pid;

      const answers = new Set<number>();
      for (let request = 0; request < requests; request += 1) {
        const asked = `${instance.url}/${"x".repeat(2_000)}`;
        answers.add((await fetch(asked)).status);
      }

      expect(answers).toEqual(new Set([404]));
      process.kill(ready.pid, "SIGTERM");
      await expect.poll(() => existsSync(running)).toBe(false);
      pid = undefined;
    } finally {
      if (pid !== undefined) process.kill(pid, "SIGKILL");
      child.stdout.resume();
      await ended;
    }
  },
);
