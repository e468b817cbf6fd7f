import { CsvError, parse } from "csv-parse/sync";
import { parseDay } from "../../time/day.ts";
import { Refused } from "../terminal.ts";

export interface UserCount {
  readonly on: string;
  readonly count: number;
}

/** One record of a file, and the line that it ends on. */
interface Line {
  readonly number: number;
  readonly cells: readonly string[];
}

/** The daily counts in a CSV file with the columns date and count; refused with every line that is no count. */
export function countsIn(csv: string, file: string): readonly UserCount[] {
  const [header, ...lines] = linesIn(csv, file);
  if (header?.cells.join(",").toLowerCase() !== "date,count") {
    throw new Refused(1, `${file} must begin with the line date,count. Nothing was stored.`);
  }
  const firstOf = new Map<string, number>();
  const problems: string[] = [];
  const counts = lines.flatMap(({ number, cells }) => {
    const [on = "", count = ""] = cells;
    const problem = problemOf(cells) ?? repeated(on, firstOf.get(on));
    if (problem !== null) problems.push(`${file}, line ${number}: ${problem}`);
    firstOf.set(on, firstOf.get(on) ?? number);
    return problem === null ? [{ on, count: Number(count) }] : [];
  });
  if (problems.length === 0) return counts;
  throw new Refused(1, [...problems, "Nothing was stored."].join("\n"));
}

function linesIn(csv: string, file: string): readonly Line[] {
  const found: Line[] = [];
  try {
    parse(csv, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record(cells, { lines }) {
        found.push({ number: lines, cells });
        return null;
      },
    });
    return found;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Refused(1, `${file} is no CSV file: ${shown(error.message)}. Nothing was stored.`);
  }
}

/** The beginning of a text that may be of any length, and need not be a text, without what cannot be printed. */
function shown(text: string): string {
  const printed = text.replaceAll(/[\uFFFD\p{C}\p{Zl}\p{Zp}]+/gu, "…");
  return printed.length > longestShown ? `${printed.slice(0, longestShown)}…` : printed;
}

const longestShown = 80;

const mostUsers = 2 ** 31 - 1;

/** What keeps a line from being a count; null if it is one. */
function problemOf(cells: readonly string[]): string | null {
  const [on = "", count = ""] = cells;
  if (cells.length !== 2) return `a date and a count are wanted, not "${shown(cells.join(","))}".`;
  if (parseDay(on) === undefined) return `"${shown(on)}" is no date such as 2025-01-31.`;
  if (!/^\d+$/.test(count) || Number(count) > mostUsers) {
    return `"${shown(count)}" is no whole number from 0 to ${mostUsers}.`;
  }
  return null;
}

const repeated = (on: string, before: number | undefined): string | null =>
  before === undefined ? null : `${on} has a count already, on line ${before}.`;
