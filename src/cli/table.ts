import Table from "cli-table3";
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
export type Column<Row> = readonly [heading: string, cell: (row: Row) => unknown];

/** Makes columns that show a member of each row. */
export const columnsOf =
  <Row>() =>
  (name: keyof Row & string, heading: string = name, ifNone = ""): Column<Row> => [
    heading,
    (row) => row[name] ?? ifNone,
  ];

/** One line for each row, below the headings. */
export const listOf = <Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string =>
  tableOf([
    columns.map(([heading]) => heading),
    ...rows.map((row) => columns.map(([, cell]) => cell(row))),
  ]);

/** One line for each fact, behind its name. */
export const factsOf = <Row>(row: Row, columns: readonly Column<Row>[]): string =>
  tableOf(columns.map(([heading, cell]) => [heading, cell(row)]));

/** Any answer for people, as it is: rows as a list, an object as facts. */
export function anythingInWords(answer: unknown): string {
  if (Array.isArray(answer)) {
    const rows: readonly object[] = answer.map((row: unknown) =>
      isObject(row) ? row : { value: row },
    );
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return rows.length === 0 ? "none" : listOf(rows, names.map(anyColumn));
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
