import { existsSync } from "node:fs";
import { join } from "node:path";
import { Option } from "commander";
import { settings, variableOf } from "../config/settings.ts";
import { Refused } from "./exit.ts";
import { jsonIn } from "./input.ts";

export const dataOption = () =>
  new Option("--data <dir>", "data directory of a running emulator")
    .env(variableOf("data"))
    .default(settings.data.default);

/** The ready line of the emulator that runs on a data directory, and the file that holds it. */
export async function runningOn(data: string, otherwise: string) {
  const file = join(data, "running.json");
  if (!existsSync(file)) {
    throw new Refused(
      3,
      `No emulator runs on ${data}: there is no ${file}. Start one, or name ${otherwise}.`,
    );
  }
  return { file, ready: await jsonIn(file) };
}
