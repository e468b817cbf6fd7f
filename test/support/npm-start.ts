import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { aFolder } from "./a-folder.ts";

/** Runs a line in the checkout, on free ports and a folder of its own, until it has said enough or has ended. */
export async function said(line: string, enough: RegExp): Promise<string> {
  await using folder = await aFolder();
  const child = spawn("sh", ["-c", `exec ${line}`], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: {
      PATH: process.env["PATH"],
      HOME: folder.path,
      UNDERSTUDY_PORT: "0",
      UNDERSTUDY_PORTAL_PORT: "0",
      UNDERSTUDY_CONTROL_PORT: "0",
      UNDERSTUDY_DATA: join(folder.path, "data"),
    },
    detached: true,
  });
  const ended = once(child, "close");
  let output = "";
  child.stderr.resume();
  for await (const chunk of child.stdout.setEncoding("utf8")) {
    output += chunk;
    if (enough.test(output)) break;
  }
  // As Ctrl-C does, to npm and to what it has started.
  if (child.exitCode === null) process.kill(-(child.pid ?? 0), "SIGINT");
  child.stdout.resume();
  await ended;
  return output;
}
