import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { Refused } from "./exit.ts";
import { memberOf, pathOf } from "./input.ts";
import { licenseIn } from "./license-text.ts";
import { numbered } from "./numbered.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";
import { printable } from "./printable.ts";
import { terminal } from "./terminal.ts";

interface Options extends Target, JsonOption {
  readonly output?: string;
  readonly force?: true;
}

export function addPortalLicenseDownload(license: Command) {
  const download = license
    .command("download")
    .argument(...numbered)
    .description("Write the file of a license of the portal, and print its name.")
    .option("-o, --output <file>", "instead of the product's name; - is standard output")
    .option("--force", "replace a file that is there")
    .option(...jsonOption)
    .addHelpText(
      "after",
      example(
        "understudy portal license download 1001",
        "understudy portal license download 1001 --output Renewal.gitlab-license",
      ),
    );
  onControl(download).action(async (number: number, options: Options) => {
    const shown = await (await controlOf(options)).get(`/portal/licenses/${number}`);
    const text = licenseIn(shown);
    // As the file that it is, to the byte.
    if (options.output === "-") return void terminal().stdout(text);
    const file = options.output ?? fileNameIn(shown);
    await write(file, text, options.force ? "w" : "wx");
    return print({ file }, options, () => printable(file));
  });
}

/** A name alone: what came over the wire names no other folder. */
function fileNameIn(shown: unknown): string {
  const name = memberOf(shown, "fileName");
  if (typeof name === "string" && /^[\p{L}\p{N}]+\.gitlab-license$/u.test(name)) return name;
  throw new Refused(1, "The control API answered without the name of a file. Say --output.");
}

async function write(file: string, text: string, flag: "w" | "wx") {
  try {
    await writeFile(pathOf(file), text, { flag });
  } catch (error) {
    const code = memberOf(error, "code");
    if (code === "EEXIST") {
      throw new Refused(
        1,
        `${file} is there already. Name another --output, or replace it with --force.`,
      );
    }
    throw new Refused(1, `${file} cannot be written (${String(code)}).`);
  }
}
