import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "../..");
const rooms = ["src", "test", "web", "bench", "config"];

/** Written by other tools, or printed and held by another test. */
const isPrinted = (file: string) =>
  file.endsWith("/package-lock.json") ||
  file.includes("/migrations/") ||
  file === "src/package/verbs.ts";

/** The configuration of a room says which files are checked, so that a wrong pattern lets files go unchecked in silence. */
test("Biome checks every file of every room, those in its folders too", () => {
  const kept = execFileSync("git", ["ls-files", ...rooms], { cwd: folder, encoding: "utf8" })
    .split("\n")
    .filter((file) => /\.(ts|tsx|js|mjs|json|css)$/.test(file) && !isPrinted(file));

  const biome = join(folder, "node_modules/.bin/biome");
  const { stdout } = spawnSync(biome, ["format", "--verbose", ...rooms], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  const checked = new Set([...stdout.matchAll(/^ *- (.+)$/gm)].map(([, file]) => file));

  expect(kept.length).toBeGreaterThan(500);
  expect(kept.filter((file) => !checked.has(file))).toEqual([]);
});
