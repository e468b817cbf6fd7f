import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The checkout's root. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A page that people read, by its path in the checkout. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

export const pageAt = (path: string): Page => ({
  path,
  text: readFileSync(`${root}${path}`, "utf8"),
});

export const readme = pageAt("README.md");

const markdownIn = (folder: string) =>
  readdirSync(`${root}${folder}`)
    .filter((name) => name.endsWith(".md"))
    .map((name) => pageAt(`${folder}${name}`));

/** The README and the guides, whose commands are run. */
export const guides: readonly Page[] = [readme, ...markdownIn("docs/")];

/** Every page whose links a reader may follow. */
export const pages: readonly Page[] = [
  ...guides,
  pageAt("CONTRIBUTING.md"),
  pageAt("CHANGELOG.md"),
  ...markdownIn("docs/decisions/"),
];

/** A block of shell commands. */
export interface Recipe {
  readonly commands: readonly string[];
  /** Why it is not run, where a comment above it says so. */
  readonly notRun: string | null;
  /** What the page shows below it, and as what: `json` or `text`. */
  readonly shown: { readonly language: string; readonly text: string } | null;
}

/** The blocks of shell commands of a page, in order. */
export function recipesOf({ text }: Page): readonly Recipe[] {
  const block =
    /(?:^<!-- not run: (.+) -->\n)?^```sh\n([\s\S]+?)^```$(?:\n\n^```(json|text)\n([\s\S]+?)^```$)?/gm;
  return [...text.matchAll(block)].map(([, notRun, commands = "", language, shown]) => ({
    commands: commandsOf(commands),
    notRun: notRun ?? null,
    shown: language === undefined || shown === undefined ? null : { language, text: shown },
  }));
}

/** A command that goes on behind a backslash is one, as is a function. */
function commandsOf(block: string): readonly string[] {
  const found: string[] = [];
  let command = "";
  for (const line of block.trimEnd().split("\n")) {
    command += command === "" ? line : `\n${line}`;
    const goesOn =
      line.endsWith("\\") ||
      line.startsWith("#") ||
      (/^\w+\(\) \{$/m.test(command) && line !== "}");
    if (goesOn) continue;
    found.push(command);
    command = "";
  }
  return found;
}

/** The rows of the first table below a heading, as texts of their cells. */
export function tableBelow({ text }: Page, heading: string): readonly (readonly string[])[] {
  const [, section = ""] = text.split(`# ${heading}\n`);
  const [table = ""] = /(?:^\|.*\|$\n?)+/m.exec(section) ?? [];
  const [, , ...rows] = table.trimEnd().split("\n");
  return rows.map((row) => row.split(" | ").map((cell) => cell.replace(/^\| | ?\|$/g, "")));
}
