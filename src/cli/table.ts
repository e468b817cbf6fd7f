import Table from "cli-table3";
import { memberOf } from "./input.ts";
import { printable } from "./printable.ts";

const noBorders = Object.fromEntries(
  ["top", "bottom", "mid", "left", "right"].flatMap((edge) =>
    [edge, `${edge}-mid`, `${edge}-left`, `${edge}-right`].map((name) => [name, ""]),
  ),
);

/** Lines of cells, as wide as they must be. What is absent is an empty cell. */
function tableOf(lines: readonly (readonly unknown[])[]): string {
  const table = new Table({
    chars: { ...noBorders, middle: "  " },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  table.push(...lines.map((line) => line.map(cellText)));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** A heading, and the text of the cells below it. */
export type Column = readonly [heading: string, cell: (row: unknown) => unknown];

/** A column that shows a member of each row. */
export const column = (name: string, heading = name, ifNone = ""): Column => [
  heading,
  (row) => memberOf(row, name) ?? ifNone,
];

/** One line for each row that an API answered, below the headings. */
export const listOf = (rows: unknown, columns: readonly Column[]): string =>
  tableOf([
    columns.map(([heading]) => heading),
    ...(Array.isArray(rows) ? rows : []).map((row: unknown) =>
      columns.map(([, cell]) => cell(row)),
    ),
  ]);

/** One line for each fact about what an API answered, behind its name. */
export const factsOf = (row: unknown, columns: readonly Column[]): string =>
  tableOf(columns.map(([heading, cell]) => [heading, cell(row)]));

const cellText = (cell: unknown): string =>
  printable(Array.isArray(cell) ? cell.join(",") : String(cell ?? ""));
