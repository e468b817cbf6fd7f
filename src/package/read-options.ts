import { type Config, readConfig } from "../config/config.ts";
import { flagOf } from "../config/names.ts";
import { settings } from "../config/settings.ts";
import { EmulatorError } from "./emulator-error.ts";
import type { EmulatorOptions } from "./emulator-options.ts";

/** `json` is about the ready line, which nobody prints here. */
const names = Object.keys(settings).filter((name) => name !== "json");

/** Reads options, or throws an error that names everything that is wrong with them. */
export function readOptions(options: EmulatorOptions): Config {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const unknown = given.filter(([name]) => !names.includes(name));
  const flags = {
    port: "0",
    portalPort: "0",
    controlPort: "0",
    logLevel: "silent",
    ...(options.data === undefined && { memory: "true" }),
    ...Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
  };
  const config = readConfig({ flags, environment: {} });
  const problems = unknown.map(
    ([name]) =>
      `${name} is no option. There are ${names.slice(0, -1).join(", ")} and ${names.at(-1)}.`,
  );
  if (!config.ok) problems.push(...config.error.map(inOptions));
  if (!config.ok || problems.length > 0) {
    throw new EmulatorError("wrong-options", problems.join("\n"));
  }
  return config.value;
}

const optionOf = new Map(names.map((name) => [flagOf(name), name]));

/** The same sentence with options for flags: `--portal-url` is `portalUrl`. */
export const inOptions = (sentence: string): string =>
  sentence.replace(/--[a-z]+(?:-[a-z]+)*/g, (flag) => optionOf.get(flag) ?? flag);
