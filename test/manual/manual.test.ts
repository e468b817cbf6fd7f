import { existsSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { faultKinds } from "../../src/contract/fault.ts";
import { schema } from "../../src/schema/schema.ts";
import { guides, pageAt, pages, readme, recipesOf, root, tableBelow } from "../support/manual.ts";

/** What a heading is reached by, as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

const linksOf = (text: string) =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^https?:/.test(target));

/** Why a link of a page leads nowhere; null if it leads somewhere. */
function problemOf(path: string, target: string): string | null {
  const [file = "", anchor] = target.split("#");
  const to = file === "" ? path : normalize(join(dirname(path), file));
  if (!existsSync(join(root, to))) return `${path}: there is no ${target}`;
  if (anchor === undefined) return null;
  const headings = [...pageAt(to).text.matchAll(/^#+ (.+)$/gm)].map(([, text = ""]) => text);
  return headings.map(anchorOf).includes(anchor) ? null : `${path}: there is no ${target}`;
}

describe("the README", () => {
  test("has at most 200 lines", () => {
    expect(readme.text.trimEnd().split("\n").length).toBeLessThanOrEqual(200);
  });

  test("leads to every guide", () => {
    const led = linksOf(readme.text).map((target) => target.split("#")[0]);

    expect(new Set(led)).toEqual(new Set([...led, ...guides.slice(1).map(({ path }) => path)]));
  });

  test("names differences that the full list has too", () => {
    const short = tableBelow(readme, "Where it differs from the real product");
    const named = tableBelow(
      pageAt("docs/differences.md"),
      "Where does it differ from the real product, and why?",
    ).map(([name]) => name);

    expect(short.map(([name]) => name).filter((name) => !named.includes(name))).toEqual([]);
    expect(short.length).toBeGreaterThan(0);
  });
});

describe("CONTRIBUTING.md", () => {
  const { text } = pageAt("CONTRIBUTING.md");
  const firstCells = (heading: string) =>
    tableBelow(pageAt("CONTRIBUTING.md"), heading).map(([cell = ""]) => cell);

  test("names files and folders that exist", () => {
    const named = [...text.matchAll(/`((?:src|test|docs|web|config|bench)\/[\w./-]*)`/g)].map(
      ([, path = ""]) => path,
    );

    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });

  test("says of every room what lives there", () => {
    const rooms = readdirSync(join(root, "src")).map((room) => `\`${room}\``);

    expect(new Set(firstCells("Rooms"))).toEqual(new Set(rooms));
  });

  test("says of every script what it does", () => {
    const { scripts } = JSON.parse(pageAt("package.json").text);
    const named = firstCells("Scripts").flatMap((cell) => cell.split(", "));

    expect(new Set(named)).toEqual(new Set(Object.keys(scripts).map((name) => `\`${name}\``)));
  });
});

describe("the guides", () => {
  test("lead nowhere in vain, nor does any other page", () => {
    const problems = pages.flatMap(({ path, text }) =>
      linksOf(text).map((target) => problemOf(path, target)),
    );

    expect(problems.filter((problem) => problem !== null)).toEqual([]);
  });

  test("put understudy on the path before they use it", () => {
    const unprepared = guides.filter((page) => {
      const commands = recipesOf(page).flatMap(({ notRun, commands }) => (notRun ? [] : commands));
      const first = commands.findIndex((command) => /\bunderstudy /.test(command));
      const prepared = commands.indexOf('export PATH="$PWD/bin:$PATH"');
      return first >= 0 && (prepared < 0 || prepared > first);
    });

    expect(unprepared.map(({ path }) => path)).toEqual([]);
  });

  test("list every operation of the schema", () => {
    const operations = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}).map(
        (field) => `\`${type?.name.toLowerCase()} ${field}\``,
      ),
    );

    const listed = tableBelow(pageAt("docs/what-is-emulated.md"), "Operations").map(
      ([operation]) => operation,
    );

    const ours = listed.filter((operation) => /^`(query|mutation)/.test(operation ?? ""));
    expect(new Set(ours)).toEqual(new Set(operations));
  });

  test("have every kind of fault in a table, but for networks, which are printed", () => {
    const named = tableBelow(pageAt("docs/faults.md"), "Kinds of faults").flatMap(([cell = ""]) =>
      cell.split(", "),
    );
    const kinds = Object.entries(faultKinds).filter(([, { where }]) => where !== "network");

    expect(new Set(named)).toEqual(new Set(kinds.map(([kind]) => `\`${kind}\``)));
  });
});
