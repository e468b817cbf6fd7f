import type { Command } from "commander";
import { printableLines } from "../../base/printable.ts";
import { filesIn, parseLines } from "../../console/parse-lines.ts";
import { controlOf } from "../control-client.ts";
import { onControl, type Target } from "../naming.ts";
import { print, Refused, type Terminal, textIn } from "../terminal.ts";

export function addConsole(program: Command, terminal: Terminal) {
  const command = program
    .command("console")
    .argument(
      "<line...>",
      "lines of the Rails console, one after the other; - is those of standard input",
    )
    .description(
      "Run lines of the instance's Rails console, of those that are known. Exit code 1 if one raises an exception.",
    );
  onControl(
    command,
    "License.current.plan",
    "'l = License.find 1' l.destroy",
    `'License.new(data: File.read("Example.gitlab-license")).save'`,
  ).action(async (lines: readonly string[], options: Target) => {
    const typed = await Promise.all(
      lines.map((line) => (line === "-" ? textIn(terminal, line) : line)),
    );
    const input = typed.join("\n");
    const files = await filesOf(terminal, input);
    const control = await controlOf(terminal, options);
    const printed = await control.call("console.run", { input, files });
    // The texts of several lines that the console itself prints.
    print(terminal, printed, options, () =>
      printableLines(printed.map(({ output }) => output).join("\n")),
    );
    const raised = printed.flatMap((one) => one.raised ?? []);
    if (raised.length > 0) throw new Refused(1, `Raised: ${raised.join(", ")}.`);
  });
}

/** The texts of the files that lines read: they are on this machine, wherever the emulator is. */
async function filesOf(terminal: Terminal, input: string): Promise<Record<string, string>> {
  const statements = parseLines(input);
  if (!statements.ok) {
    const { whyNotRun } = await import("../../console/not-run.ts");
    throw new Refused(2, whyNotRun(statements.error, input).message);
  }
  const names = filesIn(statements.value);
  const texts = await Promise.all(names.map(async (name) => [name, await textIn(terminal, name)]));
  return Object.fromEntries(texts);
}
