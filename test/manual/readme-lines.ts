import type { Workplace } from "../support/command-line.ts";
import { shellLines } from "../support/readme.ts";

export const ours = "npx --no-install understudy";

/** Those that speak to a running emulator; npm starts one, or installs. */
export const lines = shellLines.filter((line) => !/^(?:\w+=\S+ )?npm /.test(line));

/** Runs lines as a reader would who has put in what the ready line says, and says how each one ended. */
export async function run({ ready, type }: Workplace, typed: readonly string[]) {
  const ended = [];
  for (const line of typed) {
    const asTyped = line
      .replaceAll(ours, "understudy")
      .replaceAll("http://127.0.0.1:3000", ready.instance.url)
      .replaceAll("http://127.0.0.1:5000", ready.portal?.url ?? "")
      .replaceAll("glpat-…", ready.tokens.admin)
      .replaceAll('\\"…\\"', `\\"${ready.activationCode}\\"`);
    ended.push({ line, ...(await type(asTyped)) });
  }
  return ended;
}
