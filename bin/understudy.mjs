#!/usr/bin/env node
// Plain JavaScript that any Node can read: finds a Node that is new enough and starts the program with it.
import { existsSync, lstatSync, mkdirSync, realpathSync, statSync } from "node:fs";
import nodeModule, { createRequire } from "node:module";
import { dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";

const needed = 24;

// A checkout has the sources, and runs them as they are; the package has the bundle.
const source = new URL("../src/cli/main.ts", import.meta.url);
const isCheckout = existsSync(source);
const bundle = new URL("../dist/bundle/cli.js", import.meta.url);

if (Number.parseInt(process.versions.node, 10) >= needed) {
  const folder = cacheFolder();
  if (folder !== undefined) nodeModule.enableCompileCache(folder);
  try {
    await import((isCheckout ? source : bundle).href);
  } catch (error) {
    if (error?.code !== "EMFILE" && error?.code !== "ENFILE") throw error;
    process.stderr.write(
      `Understudy cannot open as many files as it needs (${error.code}). Raise the limit of this process, such as with ulimit -n 1024.\n`,
    );
    process.exit(1);
  }
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
  await runWith(node);
}

/**
 * Where Node may keep compiled code, which it runs without looking at the sources again: a folder that nobody but this user
 * can write to. Node's own choice would be one in the system's temporary folder, which anybody may have made. Undefined
 * for a user who has none.
 */
function cacheFolder() {
  const { XDG_CACHE_HOME: cache, HOME: home } = process.env;
  const modules = isCheckout ? fileURLToPath(new URL("../node_modules", import.meta.url)) : "";
  const places = [
    [modules, ".cache", "understudy"],
    [cache ?? "", "understudy"],
    [home ?? "", ".cache", "understudy"],
  ];
  return places.find(isOwnPlace)?.reduce((folder, name) => join(folder, name));
}

/** Whether a folder, and each below it, which are made if they are missing, can be written to by this user alone. */
function isOwnPlace([first, ...names]) {
  if (!isAbsolute(first)) return false;
  try {
    let folder = first;
    for (const name of ["", ...names]) {
      folder = join(folder, name);
      if (name !== "" && !existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
      const found = lstatSync(folder);
      const closed = name === names.at(-1) ? 0o077 : 0o022;
      const isOwn = found.uid === process.getuid?.() && (found.mode & closed) === 0;
      // A link names a place that others may have.
      if (!isOwn || !found.isDirectory()) return false;
    }
    return true;
  } catch {
    return false;
  }
}

/** The Node that npm installed, as an optional dependency of a checkout or beside the package. */
function installedNode() {
  const require = createRequire(import.meta.url);
  try {
    const manifest = require.resolve(`node-${process.platform}-${process.arch}/package.json`);
    const binary = join(dirname(manifest), "bin/node");
    const { version } = require(manifest);
    const isNew = Number.parseInt(version, 10) >= needed;
    return isNew && [manifest, binary].every(isTrusted) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Node looks for packages in every folder above this one, of which some may be others'. A link there may lead to any program
 * that is trusted, such as one that removes what it is given.
 */
function isTrusted(file) {
  const { uid, mode } = statSync(file);
  const owners = [0, process.getuid?.(), statSync(fileURLToPath(import.meta.url)).uid];
  return realpathSync(file) === file && owners.includes(uid) && (mode & 0o002) === 0;
}

/** Hands signals on and ends as the program ends. */
async function runWith(node) {
  const { spawn } = await import("node:child_process");
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
