import { writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { jsonText } from "../../base/printable.ts";
import { controlOf } from "../control-client.ts";
import { groupAt } from "../groups.ts";
import { onControl, type Target } from "../naming.ts";
import { operations } from "../operations.ts";
import { codeOf, pathOf, print, Refused, type Terminal } from "../terminal.ts";

interface Options extends Target {
  readonly hop?: "portal" | "instance" | "hosted" | "portal-page";
  readonly redactPeople?: true;
}

/** Writes what went over the wire of an emulator into a file that browsers import. */
export function addHarExport(program: Command, terminal: Terminal) {
  const { hop } = operations["traffic.har"].inputs;
  const exporting = groupAt(program, ["har"])
    .command("export")
    .argument("[file]", "where to write it; standard output unless said")
    .description("Export what went over the wire as a HAR, which browsers import.")
    .addOption(
      new Option("--hop <hop>", "one hop alone; portal and instance unless said").choices(
        hop?.choices ?? [],
      ),
    )
    .option("--redact-people", "put pseudonyms in place of e-mail addresses, names and companies");
  onControl(exporting, "traffic.har", "--redact-people").action(
    async (file: string | undefined, options: Options) => {
      const control = await controlOf(terminal, options);
      const { hop: wanted, redactPeople = false } = options;
      const har = await control.call("traffic.har", {
        ...(wanted !== undefined && { hop: wanted }),
        redactPeople,
      });
      if (options.json) return print(terminal, har, options, String);
      const text = `${jsonText(har)}\n`;
      if (file === undefined || file === "-") return terminal.stdout(text);
      try {
        // Masked or not, it is nobody else's.
        await writeFile(pathOf(terminal, file), text, { mode: 0o600 });
      } catch (error) {
        throw new Refused(1, `${file} cannot be written (${codeOf(error)}).`);
      }
    },
  );
}
