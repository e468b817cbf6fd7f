import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { controlOf } from "../control-client.ts";
import { groupAt } from "../groups.ts";
import { onControl, type Target } from "../naming.ts";
import { codeOf, pathOf, print, Refused, type Terminal } from "../terminal.ts";

interface Options extends Target {
  readonly appliance?: true;
}

export function addCaCommands(program: Command, terminal: Terminal) {
  const exporting = groupAt(program, ["ca"])
    .command("export")
    .argument("[file]", "where to write it; standard output unless said")
    .description("Export the certificate that clients of an emulator with --https have to trust.")
    .option(
      "--appliance",
      "that of the appliance which looks into TLS, for the instance to trust it",
    );
  onControl(exporting, "ca.pem", "").action(async (file: string | undefined, options: Options) => {
    const control = await controlOf(terminal, options);
    const of = options.appliance ? "appliance" : "emulator";
    const certificate = await control.call("ca.show", { of });
    if (options.json) return print(terminal, { certificate }, options, String);
    if (file === undefined || file === "-") return terminal.stdout(certificate);
    try {
      await writeFile(pathOf(terminal, file), certificate);
    } catch (error) {
      throw new Refused(1, `${file} cannot be written (${codeOf(error)}).`);
    }
  });
}
