import { readFileSync } from "node:fs";

export const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** Every command of the README's shell blocks, in its order; one that goes on behind a backslash is one. */
export const shellLines = [...readme.matchAll(/^```sh\n([^`]+)^```$/gm)].flatMap(([, block = ""]) =>
  block.trim().split(/(?<!\\)\n/),
);

/** The rows of the table below a heading, as texts of their cells. */
export function tableBelow(heading: string): string[][] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) => row.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")));
}
