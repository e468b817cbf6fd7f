import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import type { Command } from "commander";
import { jsonText } from "../../base/printable.ts";
import type { Diagnosis } from "../../diagnosis/diagnose.ts";
import { HarProblem } from "../../har/har-problem.ts";
import { example, groupAt, jsonOption } from "../groups.ts";
import {
  codeOf,
  EndedWith,
  type JsonOption,
  pathOf,
  print,
  Refused,
  type Terminal,
  unreadable,
} from "../terminal.ts";

interface Options extends JsonOption {
  readonly scenario?: string;
}

/** What the command ends with where the log holds none of the complaints. */
const noComplaint = 4;

/** Names the complaint in a customer's log. No emulator has to run, and nothing leaves this machine. */
export function addHarDiagnose(program: Command, terminal: Terminal) {
  groupAt(program, ["har"])
    .command("diagnose")
    .argument("<file>", "a HAR of whatever browser, or of har export; - is standard input")
    .description("Name the complaint that a network log shows, and write what shows it again.")
    .option("--scenario <file>", "where to write the scenario; - is standard output")
    .option(...jsonOption)
    .addHelpText(
      "after",
      `\nExit codes: 0 a complaint was named, ${noComplaint} the log holds none.`,
    )
    .addHelpText("after", example("understudy har diagnose ticket.har --scenario ticket.json"))
    .action(async (file: string, options: Options) => {
      const diagnosis = await diagnosed(terminal, file);
      const { scenario } = diagnosis;
      if (options.scenario === "-") {
        if (scenario === null) throw new Refused(1, nothingToWrite);
        terminal.stdout(`${jsonText(scenario)}\n`);
      } else {
        if (options.scenario !== undefined && scenario !== null) {
          await write(terminal, options.scenario, scenario);
        }
        const { diagnosisInWords } = await import("../words/diagnosis.ts");
        const target = { file, scenario: options.scenario };
        print(terminal, diagnosis, options, (one) => diagnosisInWords(one, target));
      }
      if (diagnosis.complaint === null) throw new EndedWith(noComplaint);
    });
}

const nothingToWrite = "Nothing that Understudy can do shows that again: no scenario was written.";

async function diagnosed(terminal: Terminal, file: string): Promise<Diagnosis> {
  const [{ readHar }, { diagnose }] = await Promise.all([
    import("../../har/reading.ts"),
    import("../../diagnosis/diagnose.ts"),
  ]);
  try {
    const chunks =
      file === "-"
        ? Readable.from([Buffer.from(await terminal.stdin())])
        : createReadStream(pathOf(terminal, file));
    return await diagnose(readHar(chunks));
  } catch (error) {
    if (error instanceof HarProblem) throw new Refused(1, error.message);
    if (!(error instanceof Error && "syscall" in error)) throw error;
    throw unreadable(file, error);
  }
}

async function write(terminal: Terminal, file: string, scenario: unknown) {
  try {
    await writeFile(pathOf(terminal, file), `${jsonText(scenario)}\n`);
  } catch (error) {
    throw new Refused(1, `${file} cannot be written (${codeOf(error)}).`);
  }
}
