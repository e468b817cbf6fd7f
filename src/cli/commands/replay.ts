import { type Command, Option } from "commander";
import type { Replay } from "../../app/replay.ts";
import { printable } from "../../base/printable.ts";
import { example } from "../groups.ts";
import { stopSignal } from "../stop-signal.ts";
import { pathOf, Refused, type Terminal } from "../terminal.ts";
import { countFrom } from "../values.ts";

interface Options {
  readonly port: number;
  readonly asSlowAsRecorded?: true;
  readonly json?: true;
  readonly logLevel: string;
}

export function addReplay(program: Command, terminal: Terminal) {
  program
    .command("replay")
    .argument("<directory>", "a recording of serve --record")
    .description("Start a portal that answers as another one was recorded, until interrupted.")
    .option("--port <port>", "port of this portal; 0 picks a free one", countFrom(0, 65_535), 5000)
    .option("--as-slow-as-recorded", "let each answer take as long as it took then")
    .option("--json", "print the ready line as JSON")
    .addOption(
      new Option("--log-level <level>", "what is logged on standard error")
        .choices(["debug", "info", "warn", "error", "silent"])
        .default("info"),
    )
    .addHelpText("after", example("understudy replay recordings/renewal --port 0"))
    .action(async (directory: string, options: Options) => {
      const stopped = stopSignal();
      await using replay = await started(pathOf(terminal, directory), options);
      const { portal, exchanges, from, until } = replay;
      terminal.stdout(
        options.json
          ? `${JSON.stringify({ event: "ready", portal, exchanges, from, until })}\n`
          : readyText(replay),
      );
      await stopped;
    });
}

async function started(directory: string, { port, asSlowAsRecorded, logLevel, json }: Options) {
  // Loading it takes longer than most other commands take in all.
  const { startReplay } = await import("../../app/replay.ts");
  const { StartError } = await import("../../app/start-error.ts");
  const { startLog } = await import("../../base/log.ts");
  const log = await startLog({ level: logLevel, json: json === true });
  try {
    return await startReplay({ directory, port, asSlowAsRecorded: asSlowAsRecorded === true }, log);
  } catch (error) {
    if (error instanceof StartError) throw new Refused(error.wrongUse ? 2 : 1, error.message);
    throw error;
  }
}

function readyText({ portal, exchanges, from, until }: Replay): string {
  const counted = exchanges === 1 ? "1 exchange" : `${exchanges} exchanges`;
  const now = from === null ? "" : ` --now ${from}`;
  return [
    "",
    `A portal that replays ${counted}${printable(recorded(from, until))} is at ${portal.url}`,
    "",
    "Let an instance ask it:",
    "",
    `  understudy serve --portal-url ${portal.url}${printable(now)}`,
    "",
    "",
  ].join("\n");
}

function recorded(from: string | null, until: string | null): string {
  if (from === null || until === null) return "";
  return from === until ? `, recorded at ${from},` : `, recorded from ${from} to ${until},`;
}
