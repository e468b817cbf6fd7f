import type { Command } from "commander";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { memberOf } from "./input.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";
import { printable } from "./printable.ts";

export function addLicenseInfo(license: Command) {
  const info = license
    .command("info")
    .description("Print what the product's gitlab:license:info prints.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy license info"));
  onControl(info).action(async (options: Target & JsonOption) => {
    print(await (await controlOf(options)).get("/licenses/info"), options, inWords);
  });
}

/** Source of the words: licensing rules, rake. */
function inWords(info: unknown): string {
  const shown = (name: string, ifNone = "") => printable(String(memberOf(info, name) ?? ifNone));
  return [
    `Today's Date: ${shown("today")}`,
    `Current User Count: ${shown("activeUsers")}`,
    `Max Historical Count: ${shown("historicalMax")}`,
    `Max Users in License: ${shown("seats", "unlimited")}`,
    `License valid from: ${shown("startsOn")} to ${shown("expiresOn", "never")}`,
    `Email associated with license: ${shown("email")}`,
  ].join("\n");
}
