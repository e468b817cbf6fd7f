import { printable } from "../base/printable.ts";
import { knownInShort } from "./known-lines.ts";
import { mostStatements } from "./parse-lines.ts";
import type { NotRun } from "./run-lines.ts";

/** Why lines were not run, in a code for programs and a sentence for people. */
export function whyNotRun(why: NotRun, input: string) {
  switch (why.kind) {
    case "too-many-lines":
      return unknown(`There are more than ${mostStatements} lines.`);
    case "file-missing": {
      const message = `The instance reads no files: send the text of ${shown(why.file)} along, in files.`;
      return { code: "file-not-sent", message };
    }
    case "variable-unknown":
      return unknown(
        `Line ${why.line}: ${shown(why.name)} has no value here. Each session is its own: give the line that fills it, too.`,
      );
    case "line-unknown":
    case "line-not-read": {
      const line = input.split("\n")[why.line - 1]?.trim() ?? "";
      return unknown(`Line ${why.line} is not known here: ${shown(line)}. ${knownInShort()}`);
    }
  }
}

const unknown = (message: string) => ({ code: "unknown-console-line", message });

const mostRepeated = 60;

/** The beginning of what was typed: a key, which may stand in it, is longer. */
const shown = (text: string): string =>
  printable(text.length > mostRepeated ? `${text.slice(0, mostRepeated)}…` : text);
