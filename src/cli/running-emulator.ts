import { existsSync } from "node:fs";
import { join } from "node:path";
import { Option } from "commander";
import { settings, variableOf } from "../config/settings.ts";
import { Refused } from "./exit.ts";
import { jsonIn, pathOf } from "./input.ts";
import { terminal } from "./terminal.ts";

export const dataOption = () =>
  new Option(
    "--data <dir>",
    `data directory of a running emulator (default: ${settings.data.default}, or ${variableOf("data")})`,
  );

/** The ready line of the emulator that runs on a data directory, and the file that holds it. */
export async function runningOn(named: string | undefined, otherwise: string) {
  const data = named ?? terminal().env[variableOf("data")] ?? settings.data.default;
  const file = join(data, "running.json");
  if (!existsSync(pathOf(file))) {
    throw new Refused(
      3,
      `No emulator runs on ${data}: there is no ${file}. Start one, or name ${otherwise}.`,
    );
  }
  return { file, ready: await jsonIn(file) };
}
