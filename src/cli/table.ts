import Table from "cli-table3";
import { printable } from "../base/printable.ts";

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

/** A member of each row, below its own name or another heading; or cells of one's own making. */
export type Column<Row> = (keyof Row & string) | Renamed<Row> | Made<Row>;
type Renamed<Row> = readonly [name: keyof Row & string, heading: string, ifNone?: string];
type Made<Row> = readonly [heading: string, cell: (row: Row) => unknown];

const isMade = <Row>(column: Renamed<Row> | Made<Row>): column is Made<Row> =>
  typeof column[1] === "function";

function cellsOf<Row>(column: Column<Row>) {
  if (typeof column === "string") return { heading: column, cell: (row: Row) => row[column] };
  if (isMade(column)) return { heading: column[0], cell: column[1] };
  const [name, heading, ifNone] = column;
  return { heading, cell: (row: Row) => row[name] ?? ifNone };
}

/** One line for each row, below the headings; `none` if there is no row. */
export function listOf<Row>(rows: readonly Row[], columns: readonly Column<NoInfer<Row>>[]) {
  if (rows.length === 0) return "none";
  const cells = columns.map(cellsOf);
  return tableOf([
    cells.map(({ heading }) => heading),
    ...rows.map((row) => cells.map(({ cell }) => cell(row))),
  ]);
}

/** One line for each fact, behind its name. */
export const factsOf = <Row>(row: Row, columns: readonly Column<NoInfer<Row>>[]): string =>
  tableOf(columns.map(cellsOf).map(({ heading, cell }) => [heading, cell(row)]));

/** Any answer for people, as it is: rows as a list, an object as facts. */
export function anythingInWords(answer: unknown): string {
  if (Array.isArray(answer)) {
    const rows: readonly object[] = answer.map((row: unknown) =>
      isObject(row) ? row : { value: row },
    );
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return listOf(rows, names.map(anyColumn));
  }
  if (!isObject(answer)) return printable(String(answer ?? "none"));
  return factsOf(answer, Object.keys(answer).map(anyColumn));
}

/** `maximumUserCount` is headed "maximum user count". */
const anyColumn = (name: string): Column<object> => [
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
  (row) => {
    const value: unknown = Reflect.get(row, name);
    return isObject(value) ? JSON.stringify(value) : value;
  },
];

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const cellText = (cell: unknown): string =>
  printable(
    Array.isArray(cell)
      ? cell.map((one: unknown) => (isObject(one) ? JSON.stringify(one) : one)).join(",")
      : String(cell ?? ""),
  );
