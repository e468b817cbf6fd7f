import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Ready } from "../../src/app/emulator.ts";

const program = fileURLToPath(new URL("./measured-process.ts", import.meta.url));

/** An emulator in a process of its own, whose memory is its own. */
export async function measuredEmulator() {
  const child = fork(program, { execArgv: ["--expose-gc"] });
  const [ready]: Ready[] = await once(child, "message");
  if (!ready) throw new Error("The emulator did not say where it is.");
  return {
    ready,
    /** Bytes that are still held after the garbage was collected. */
    async memory(): Promise<number> {
      const told = once(child, "message");
      child.send("how much?");
      const [bytes] = await told;
      return bytes;
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}
