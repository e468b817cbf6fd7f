import { execFileSync, spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";

const folder = join(import.meta.dirname, "../..");
const rooms = ["src", "test", "web", "bench", "config"];

/** Written by other tools, or printed and held by another test. */
const isPrinted = (file: string) =>
  file.endsWith("/package-lock.json") ||
  file.includes("/migrations/") ||
  file === "src/package/verbs.ts" ||
  file === "src/cli/operations.json";

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

test("an exception from a rule is for files that are there", () => {
  const Configuration = z.object({
    overrides: z.array(z.object({ includes: z.array(z.string()) })).default([]),
  });
  const files = ["biome.json", ...globSync("src/*/biome.json", { cwd: folder })];

  const patterns = files.flatMap((file) =>
    Configuration.parse(JSON.parse(readFileSync(join(folder, file), "utf8")))
      .overrides.flatMap(({ includes }) => includes)
      .map((pattern) => ({ file, pattern })),
  );

  expect(patterns).toContainEqual({ file: "src/cli/biome.json", pattern: "main.ts" });
  const unmatched = patterns.filter(
    ({ file, pattern }) =>
      globSync(pattern, { cwd: join(folder, dirname(file)), exclude: ["node_modules"] }).length ===
      0,
  );
  expect(unmatched).toEqual([]);
});
