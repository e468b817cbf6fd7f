import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ESTree, parseSync, Visitor } from "vite";
import { describe, expect, test } from "vitest";

const folder = join(import.meta.dirname, "../..");
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");

/**
 * Where a call is handed a whole bag: `start({ ...options })`, `start({ ...config.listenTo })`, also further inside. Of
 * "objects" every one is looked at, since a call can be handed one by its name.
 */
function bagsIn(file: string, text: string, within: "calls" | "objects"): readonly string[] {
  const { program } = parseSync(file, text);
  const found = new Set<string>();
  const lineOf = (at: number) => text.slice(0, at).split("\n").length;
  const check = (given: ESTree.Node) => {
    const value = bare(given);
    if (value.type !== "ObjectExpression") return;
    for (const property of value.properties) {
      if (property.type === "Property") check(property.value);
      else if (isName(bare(property.argument))) {
        const { start, end } = property;
        found.add(`${file}:${lineOf(start)} ${text.slice(start, end)}`);
      }
    }
  };
  new Visitor(
    within === "objects"
      ? { ObjectExpression: check }
      : {
          CallExpression: (call) => call.arguments.forEach(check),
          NewExpression: (call) => call.arguments.forEach(check),
        },
  ).visit(program);
  return [...found];
}

/** What stands within parentheses, `as`, `satisfies` and `!`. */
function bare(node: ESTree.Node): ESTree.Node {
  switch (node.type) {
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
      return bare(node.expression);
    default:
      return node;
  }
}

const isName = ({ type }: ESTree.Node) => type === "Identifier" || type === "MemberExpression";

describe("whoever reads how the emulator is put together", () => {
  test("sees who is handed what: no call is given a bag that is spread", () => {
    const files = [
      ...globSync("src/app/*.ts", { cwd: folder }),
      ...globSync("src/worker/*.ts", { cwd: folder }),
      "src/stand-in/stand-in.ts",
    ];

    const bags = files.flatMap((file) => bagsIn(file, textOf(file), "calls"));

    expect(files).toContain("src/app/emulator.ts");
    expect(bags).toEqual([]);
  });

  test("sees what every object is made of where the parties are put together", () => {
    const files = ["src/app/emulator.ts", "src/app/instance.ts"];

    expect(files.flatMap((file) => bagsIn(file, textOf(file), "objects"))).toEqual([]);
  });
});

describe("a call that is given a bag", () => {
  test.each([
    { code: "start({ ...options });", bag: "...options" },
    { code: "start(1, { port, ...config.listenTo });", bag: "...config.listenTo" },
    { code: "start({ inner: { ...stores } });", bag: "...stores" },
    { code: "new Server({ ...config });", bag: "...config" },
    { code: "start({ ...(config as never) });", bag: "...(config as never)" },
    { code: "start({ ...config! });", bag: "...config!" },
    { code: "start({ ...options } satisfies Options);", bag: "...options" },
    { code: "start(({ inner: { ...stores } as Stores }));", bag: "...stores" },
  ])("such as $code is found with its line", ({ code, bag }) => {
    expect(bagsIn("a.ts", `\n${code}`, "calls")).toEqual([`a.ts:2 ${bag}`]);
  });

  test.each([
    { code: "start({ port: options.port, clock });" },
    { code: "const all = { ...kept, token };" },
    { code: "log.info({ ...factsOf(code), attempt }, 'Activated');" },
    { code: "start({ port, ...(wanted && { wanted }) });" },
    { code: "start(...rest);" },
  ])("is not one such as $code", ({ code }) => {
    expect(bagsIn("a.ts", code, "calls")).toEqual([]);
  });
});

describe("an object that is made of a bag", () => {
  test.each([
    { code: "const all = { ...instance, clock };", bag: "...instance" },
    {
      code: "const all = { ...(config.listenTo as never) };",
      bag: "...(config.listenTo as never)",
    },
    { code: "const all = () => ({ inner: [{ ...stores }] });", bag: "...stores" },
  ])("such as $code is found with its line", ({ code, bag }) => {
    expect(bagsIn("a.ts", `\n${code}`, "objects")).toEqual([`a.ts:2 ${bag}`]);
  });

  test.each([
    { code: "const all = { clock, ...(wanted && { wanted }) };" },
    { code: "const all = [...names];" },
    { code: "const { clock, ...rest } = options;" },
  ])("is not one such as $code", ({ code }) => {
    expect(bagsIn("a.ts", code, "objects")).toEqual([]);
  });
});
