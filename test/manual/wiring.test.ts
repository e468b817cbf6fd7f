import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ESTree, parseSync, Visitor } from "vite";
import { describe, expect, test } from "vitest";

const folder = join(import.meta.dirname, "../..");

/** Where a call is handed a whole bag: `start({ ...options })`, `start({ ...config.listenTo })`, also further inside. */
function bagsIn(file: string, text: string): readonly string[] {
  const { program } = parseSync(file, text);
  const found: string[] = [];
  const lineOf = (at: number) => text.slice(0, at).split("\n").length;
  const check = (given: ESTree.Node) => {
    if (given.type !== "ObjectExpression") return;
    for (const property of given.properties) {
      if (property.type === "Property") check(property.value);
      else if (isName(property.argument)) {
        const { start, end } = property;
        found.push(`${file}:${lineOf(start)} ${text.slice(start, end)}`);
      }
    }
  };
  new Visitor({
    CallExpression: (call) => call.arguments.forEach(check),
    NewExpression: (call) => call.arguments.forEach(check),
  }).visit(program);
  return found;
}

const isName = ({ type }: ESTree.Expression) =>
  type === "Identifier" || type === "MemberExpression";

describe("whoever reads how the emulator is put together", () => {
  test("sees who is handed what: no call is given a bag that is spread", () => {
    const files = [
      ...globSync("src/app/*.ts", { cwd: folder }),
      ...globSync("src/worker/*.ts", { cwd: folder }),
      "src/stand-in/stand-in.ts",
    ];

    const bags = files.flatMap((file) => bagsIn(file, readFileSync(join(folder, file), "utf8")));

    expect(files).toContain("src/app/emulator.ts");
    expect(bags).toEqual([]);
  });
});

describe("a call that is given a bag", () => {
  test.each([
    { code: "start({ ...options });", bag: "...options" },
    { code: "start(1, { port, ...config.listenTo });", bag: "...config.listenTo" },
    { code: "start({ inner: { ...stores } });", bag: "...stores" },
    { code: "new Server({ ...config });", bag: "...config" },
  ])("such as $code is found with its line", ({ code, bag }) => {
    expect(bagsIn("a.ts", `\n${code}`)).toEqual([`a.ts:2 ${bag}`]);
  });

  test.each([
    { code: "start({ port: options.port, clock });" },
    { code: "const all = { ...kept, token };" },
    { code: "log.info({ ...factsOf(code), attempt }, 'Activated');" },
    { code: "start({ port, ...(wanted && { wanted }) });" },
    { code: "start(...rest);" },
  ])("is not one such as $code", ({ code }) => {
    expect(bagsIn("a.ts", code)).toEqual([]);
  });
});
