import { printable } from "../base/printable.ts";
import { ok, type Result } from "../base/result.ts";
import { knownInShort } from "../console/known-lines.ts";
import { mostStatements } from "../console/parse-lines.ts";
import { type NotRun, runLines } from "../console/run-lines.ts";
import type { AnswerOf, InputOf } from "../contract/operations.ts";
import type { Controlled } from "./controlled.ts";
import { type Refused, refusal } from "./doing.ts";

/** Runs lines on the instance's console, or none of them if one is not known. */
export async function typeOnConsole(
  { console: instance }: Pick<Controlled, "console">,
  { input, files = {} }: InputOf<"console.run">,
): Promise<Result<AnswerOf<"console.run">, Refused<400>>> {
  const printed = await runLines(input, new Map(Object.entries(files)), instance);
  return printed.ok ? ok(printed.value) : refused(printed.error, input);
}

function refused(why: NotRun, input: string) {
  switch (why.kind) {
    case "too-many-lines":
      return unknown(`There are more than ${mostStatements} lines.`);
    case "file-missing":
      return refusal(
        400,
        "file-not-sent",
        `The instance reads no files: send the text of ${shown(why.file)} along, in files.`,
      );
    case "variable-unknown":
      return unknown(
        `Line ${why.line}: ${shown(why.name)} has no value here. Each session is its own: give the line that fills it, too.`,
      );
    case "line-unknown":
    case "line-not-read":
      return unknown(
        `Line ${why.line} is not known here: ${shown(input.split("\n")[why.line - 1] ?? "")}. ${knownInShort()}`,
      );
  }
}

const unknown = (message: string) => refusal(400, "unknown-console-line", message);

const mostRepeated = 60;

/** The beginning of what was typed: a key, which may stand in it, is longer. */
const shown = (text: string): string =>
  printable(text.length > mostRepeated ? `${text.slice(0, mostRepeated)}…` : text);
