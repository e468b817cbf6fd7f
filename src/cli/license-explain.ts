import type { Command } from "commander";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { Refused } from "./exit.ts";
import { memberOf, textIn } from "./input.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";
import { printableLines } from "./printable.ts";

export function addLicenseExplain(license: Command) {
  const explain = license
    .command("explain")
    .argument("<file>", "license file; - is standard input")
    .description("Say whether a license file would be admitted, by which rule, and what to buy.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy license explain Example.gitlab-license"));
  onControl(explain).action(async (file: string, options: Target & JsonOption) => {
    const text = await textIn(file);
    const answer = await (await controlOf(options)).post("/licenses/explain", { license: text });
    print(answer, options, inWords);
  });
}

function inWords(answer: unknown): string {
  const text = memberOf(answer, "text");
  if (typeof text !== "string") throw new Refused(1, "The emulator answered without a text.");
  return printableLines(text);
}
