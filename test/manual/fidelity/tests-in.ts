import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ESTree, parseSync, Visitor } from "vite";

/** A `test` or `describe` as it stands in a file. */
export interface WrittenTest {
  readonly name: string;
  /** With the names of the situations around it, which make it a sentence. */
  readonly sentence: string;
  /** Its source, and that of the tables it takes its cases from, without line breaks. */
  readonly source: string;
}

const folder = join(import.meta.dirname, "../..");

/** The tests of a file below `test/`; none if there is no such file. */
export function testsIn(file: string): readonly WrittenTest[] {
  const path = join(folder, file);
  if (!existsSync(path)) return [];
  const text = readFileSync(path, "utf8");
  const { program } = parseSync(path, text);
  const found: WrittenTest[] = [];
  const tables = new Map<string, string>();
  const around: { readonly call: ESTree.CallExpression; readonly test: WrittenTest }[] = [];

  const sourceOf = ({ start, end }: ESTree.Span) => text.slice(start, end).replace(/\s+/g, " ");
  new Visitor({
    VariableDeclarator({ id, init }) {
      if (id.type === "Identifier" && init) tables.set(id.name, sourceOf(init));
    },
    CallExpression(call) {
      const name = nameIn(call);
      if (name === null) return;
      const outer = around.at(-1)?.test;
      const table = tables.get(tableOf(call) ?? "") ?? "";
      const shared = outer?.source.startsWith("describe.each") ? outer.source : "";
      const test = {
        name,
        sentence: outer ? `${outer.sentence} ${name}` : name,
        source: `${sourceOf(call)} ${table} ${shared}`,
      };
      found.push(test);
      around.push({ call, test });
    },
    "CallExpression:exit"(call) {
      if (around.at(-1)?.call === call) around.pop();
    },
  }).visit(program);
  return found;
}

/** What a call of `test` or `describe` is called, in any of their forms; null for any other call. */
function nameIn({ callee, arguments: [title, ...rest] }: ESTree.CallExpression): string | null {
  if (!["test", "describe"].includes(rootOf(callee)) || rest.length === 0) return null;
  return title?.type === "Literal" && typeof title.value === "string" ? title.value : null;
}

function rootOf(callee: ESTree.Expression | ESTree.Super): string {
  if (callee.type === "CallExpression") return rootOf(callee.callee);
  if (callee.type === "MemberExpression") return rootOf(callee.object);
  return callee.type === "Identifier" ? callee.name : "";
}

/** The variable that holds the cases of `test.each(cases)("…")`. */
function tableOf({ callee }: ESTree.CallExpression): string | null {
  const [table] = callee.type === "CallExpression" ? callee.arguments : [];
  return table?.type === "Identifier" ? table.name : null;
}
