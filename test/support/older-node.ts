import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A Node before 24: the machine's own if it has one, else the one that runs this, made to say so. */
export const olderNode: readonly string[] = installed() ?? [
  process.execPath,
  "--import",
  `data:text/javascript,${encodeURIComponent(
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })",
  )}`,
];

function installed(): readonly string[] | undefined {
  const binary = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "node"))
    .find((file) => existsSync(file) && isOlder(file));
  return binary === undefined ? undefined : [binary];
}

function isOlder(file: string): boolean {
  const version = execFileSync(file, ["--version"], { encoding: "utf8" });
  return Number.parseInt(version.slice(1), 10) < 24;
}
