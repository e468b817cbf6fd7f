import { text } from "node:stream/consumers";
import { run } from "./program.ts";

// Whoever reads our output may have seen enough (`… | head`): that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(`The output cannot be written (${error.code}).\n`);
  process.exit(1);
});

// The log is for whoever wants to read it. Node would wait for a terminal that takes nothing, as after Ctrl-S.
process.stderr.on("error", () => undefined);
if (process.stderr.isTTY) Reflect.get(process.stderr, "_handle")?.setBlocking(false);

process.exitCode = await run(process.argv.slice(2), {
  stdout: (said) => process.stdout.write(said),
  stderr: (said) => process.stderr.write(said),
  stdin: () => text(process.stdin),
  env: process.env,
  cwd: process.cwd(),
  isTty: process.stdout.isTTY,
});

// A process that has ended waits for no reader of its log; its answers are for whoever asked for them.
setTimeout(() => {
  if (process.stdout.writableLength === 0) process.exit();
}, 500).unref();
