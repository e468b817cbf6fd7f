#!/usr/bin/env node
// Plain JavaScript that any Node can read: finds a Node that is new enough and starts the program with it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import nodeModule, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const needed = 24;

// A checkout has the sources, and runs them as they are; the package has the bundle.
const source = new URL("../src/cli/main.ts", import.meta.url);
const isCheckout = existsSync(source);
const bundle = new URL("../dist/bundle/cli.js", import.meta.url);

if (Number.parseInt(process.versions.node, 10) >= needed) {
  nodeModule.enableCompileCache();
  await import((isCheckout ? source : bundle).href);
} else {
  const node = installedNode();
  if (node === undefined) {
    const remedy = isCheckout
      ? "run npm ci with optional dependencies"
      : `run npm install node-${process.platform}-${process.arch}@${needed}`;
    process.stderr.write(
      `Understudy needs Node ${needed} or newer, but this is Node ${process.versions.node} and npm has installed no newer one beside it: ${remedy}, or start it with a newer Node.\n`,
    );
    process.exit(2);
  }
  runWith(node);
}

/** The Node that npm installed, as an optional dependency of a checkout or beside the package. */
function installedNode() {
  const require = createRequire(import.meta.url);
  try {
    const manifest = require.resolve(`node-${process.platform}-${process.arch}/package.json`);
    const binary = join(dirname(manifest), "bin/node");
    const { version } = require(manifest);
    return Number.parseInt(version, 10) >= needed && existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** Hands signals on and ends as the program ends. */
function runWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill(signal));
  }
  child.on("error", (error) => {
    process.stderr.write(`Understudy could not start ${node}: ${error.message}\n`);
    process.exit(2);
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
