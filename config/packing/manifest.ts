import { spawn } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { installed } from "./external.ts";

const at = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const manifest = at("package.json");
const original = at(".package.json.original");

/** What a checkout needs and an installed package must not have: npm would install the Node binaries for everybody. */
const left = ["scripts", "devDependencies", "optionalDependencies", "allowScripts"];

const [command, npm] = process.argv.slice(2);
if (command === "pack") pack();
else if (command === "restore") restore();
else if (command === "restore-after") await restoreAfter(Number(npm));
else
  throw new Error(
    "config/packing/manifest.ts takes pack, restore, or restore-after and a process id.",
  );

/** Run by `prepack`: from here until `postpack`, package.json is the one that is packed. */
function pack() {
  // Left by a machine that went down while packing.
  restore();
  copyFileSync(manifest, original);
  const { dependencies, ...rest } = JSON.parse(readFileSync(manifest, "utf8"));
  const packed = {
    ...Object.fromEntries(Object.entries(rest).filter(([name]) => !left.includes(name))),
    dependencies: Object.fromEntries(installed.map((name) => [name, dependencies[name]])),
  };
  const written = at(".package.json.packed");
  writeFileSync(written, `${JSON.stringify(packed, null, 2)}\n`);
  // npm runs no `postpack` after a failure: then package.json comes back once npm is gone.
  spawn(process.execPath, [import.meta.filename, "restore-after", String(process.ppid)], {
    detached: true,
    stdio: "ignore",
  }).unref();
  renameSync(written, manifest);
}

function restore() {
  if (existsSync(original)) renameSync(original, manifest);
}

async function restoreAfter(pid: number) {
  while (existsSync(original) && isRunning(pid)) await pause(50);
  restore();
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
