import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { fields, isText, orMissing, orNull } from "../base/guards.ts";
import { strangerWith } from "../base/kept-file.ts";
import { didYouMean, similar } from "../base/similar.ts";
import { standardPlaces, variableOf } from "../config/names.ts";
import { example, jsonOption, wordsOf } from "./groups.ts";
import { runningEmulators } from "./registry.ts";
import { addressIn, tokenIn } from "./request.ts";
import { type JsonOption, jsonIn, pathOf, Refused, type Terminal } from "./terminal.ts";

/** Which emulator a command means, and whether JSON is wanted of it. */
export interface Target extends JsonOption {
  readonly controlUrl?: string | undefined;
  readonly controlToken?: string | undefined;
  readonly data?: string | undefined;
}

/** Which instance a command means: an emulator's, or any that has the product's API. */
export interface InstanceTarget extends Target {
  readonly url?: string | undefined;
  readonly token?: string | undefined;
}

const variables = {
  controlUrl: variableOf("controlUrl"),
  controlToken: variableOf("controlToken"),
  data: variableOf("data"),
};

/**
 * The end of a command that asks an emulator: where that is, whether JSON is wanted, and examples, each by what stands
 * behind the words of the command; nothing unless said.
 */
export function onControl(command: Command, first = "", ...others: readonly string[]): Command {
  const examples = [first, ...others].map((rest) => `understudy ${wordsOf(command)} ${rest}`);
  return command
    .option(...jsonOption)
    .addHelpText("after", example(...examples.map((line) => line.trimEnd())))
    .addOption(
      new Option(
        "--control-url <url>",
        `control API of the emulator (or ${variables.controlUrl})`,
      ).conflicts("data"),
    )
    .option(
      "--control-token <token>",
      `bearer token of that control API, if it has one (or ${variables.controlToken})`,
    )
    .option(
      "--data <dir>",
      `data directory of an emulator that runs here (or ${variables.data}; default: ${standardPlaces.data})`,
    );
}

/** The same of one that asks an instance: which is meant, and who asks. */
export const onInstance = (command: Command, ...examples: readonly string[]): Command =>
  onControl(
    command
      .option("--url <url>", "an instance that is no emulator, instead of an emulator's")
      .option("--token <token>", "access token of an administrator; needed with --url"),
    ...examples,
  );

/** What the ready line tells of an emulator, as far as commands need it. */
const showsAuthority = fields({ certificateAuthority: orMissing(orNull(isText)) });
const namesControl = fields({
  control: fields({ url: isText, token: orMissing(orNull(isText)) }),
});
const namesInstance = fields({
  instance: fields({ url: isText }),
  tokens: fields({ admin: isText }),
});

/** Where the control API is that is meant: by address, or else of the emulator that runs on a data directory. */
export async function controlAddress(
  terminal: Terminal,
  target: Target,
  otherwise = "its --control-url or --data",
) {
  const { controlUrl, controlToken } = named(terminal, target);
  if (controlUrl !== undefined) {
    const url = addressIn(controlUrl.from, controlUrl.text);
    return {
      url,
      token: controlToken && tokenIn(controlToken.from, controlToken.text),
      authority: url.startsWith("https:") ? authorityAt(terminal, url) : undefined,
    };
  }
  const { file, line } = await readyLine(terminal, target, otherwise);
  if (!namesControl(line)) throw new Refused(1, `${file} names no control API.`);
  const { url, token } = line.control;
  return { url, token: token ?? undefined, authority: authorityIn(line) };
}

/** What the clients of an emulator have to trust, as its ready line has it. */
const authorityIn = (line: unknown): string | undefined =>
  (showsAuthority(line) && line.certificateAuthority) || undefined;

/** The same of an emulator that has noted at which address it runs here. */
const authorityAt = ({ env }: Terminal, url: string): string | undefined =>
  authorityIn(runningEmulators(env).find(({ ready }) => ready.control.url === url)?.ready);

/** Where the instance of an emulator is that runs on a data directory; undefined if the emulator is named by address. */
export async function instanceByData(terminal: Terminal, target: InstanceTarget) {
  if (named(terminal, target).controlUrl !== undefined) return undefined;
  const otherwise = "an instance with --url and --token, or --data";
  const { file, line } = await readyLine(terminal, target, otherwise);
  if (!namesInstance(line)) throw new Refused(1, `${file} names no instance.`);
  const authority = authorityIn(line);
  return { url: line.instance.url, token: line.tokens.admin, authority };
}

async function readyLine(terminal: Terminal, target: Target, otherwise: string) {
  const data = named(terminal, target).data?.text ?? standardPlaces.data;
  const file = pathOf(terminal, join(data, "running.json"));
  if (!existsSync(file)) {
    const others =
      runningEmulators(terminal.env).length === 0
        ? ""
        : "\nEmulators run on this machine: `understudy status` lists them.";
    throw new Refused(
      3,
      `No emulator runs on ${data}: there is no ${file}. Start one, or name ${otherwise}.${others}`,
    );
  }
  const stranger = strangerWith(file);
  if (stranger === null) return { file, line: await jsonIn(terminal, file) };
  throw new Refused(
    1,
    `${file} belongs to user ${stranger.owner}, and this is user ${stranger.user}: what it says is not believed. Name ${otherwise}.`,
  );
}

/** What names the emulator: an option wins over a variable, and an address over a data directory. */
function named({ env }: Terminal, target: Target) {
  const option = (name: keyof typeof variables, flag: string) =>
    target[name] === undefined ? undefined : { text: target[name], from: flag };
  const variable = (name: keyof typeof variables) => {
    const text = env[variables[name]];
    return text === undefined || text === "" ? undefined : { text, from: variables[name] };
  };
  const data = option("data", "--data");
  return {
    controlUrl:
      option("controlUrl", "--control-url") ?? (data ? undefined : variable("controlUrl")),
    controlToken: option("controlToken", "--control-token") ?? variable("controlToken"),
    data: data ?? variable("data"),
  };
}

/** What is said of variables that would be ours if there were not a typing mistake in their names. */
export async function unknownVariables(env: Terminal["env"]): Promise<readonly string[]> {
  const own: ReadonlySet<string> = new Set(Object.values(variables));
  const others = Object.keys(env).filter(
    (name) => name.startsWith("UNDERSTUDY_") && !own.has(name),
  );
  if (others.length === 0) return [];
  const { settings } = await import("../config/settings.ts");
  const known = new Set([...Object.keys(settings).map(variableOf), ...own]);
  return others
    .filter((name) => !known.has(name))
    .map((name) => `Understudy knows no variable ${name}.${didYouMean(similar(name, known))}`);
}

/** Says of variables that they name another emulator than the options, or nothing at all. */
export async function tellUnused({ env, stderr }: Terminal, target: InstanceTarget) {
  for (const problem of await unknownVariables(env)) stderr(`${problem}\n`);
  const option = (["url", "controlUrl", "data"] as const).find(
    (name) => target[name] !== undefined,
  );
  const isSet = (name: keyof typeof variables) => Boolean(env[variables[name]]);
  const flags = { url: "--url", controlUrl: "--control-url", data: "--data" };
  const by = option === undefined ? isSet("controlUrl") && variables.controlUrl : flags[option];
  if (by === false) return;
  for (const name of ["controlUrl", "data"] as const) {
    // An option wins over its own variable, as everywhere.
    if (isSet(name) && name !== option && by !== variables[name]) {
      stderr(`${variables[name]} is not used: ${by} says where to go.\n`);
    }
  }
}
