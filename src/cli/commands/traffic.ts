import type { Command } from "commander";
import { jsonLine, printable, printableValue } from "../../base/printable.ts";
import type { AnswerOf, GivenTo } from "../../contract/operations.ts";
import { addOptions, ask } from "../command.ts";
import { controlOf } from "../control-client.ts";
import { groupAt } from "../groups.ts";
import { onControl, type Target } from "../naming.ts";
import { operations } from "../operations.ts";
import type { Terminal } from "../terminal.ts";

type Line = AnswerOf<"traffic.lines">[number];

interface Options extends Target {
  readonly follow?: true;
}

/** `traffic list`, which can also go on. */
export async function addTrafficCommands(program: Command, terminal: Terminal) {
  const list = groupAt(program, ["traffic"])
    .command("list")
    .description(operations["traffic.list"].summary);
  const wanted = await addOptions(list, "traffic.list");
  list.option("--follow", "go on with what comes, a line each, until Ctrl-C");
  onControl(list, "--hop portal --limit 1 --json").action(async (options: Options) => {
    const given = wanted() as GivenTo<"traffic.list">;
    if (!options.follow) return ask(terminal, options, "traffic.list", given);
    return followed(terminal, options, given);
  });
}

async function followed(terminal: Terminal, options: Options, given: GivenTo<"traffic.list">) {
  const { follow } = await import("../follow.ts");
  const control = await controlOf(terminal, options);
  /** The one that was shown last; null before the first of this log. */
  let last: Line | null = null;
  const show = (line: Line) => {
    if (last !== null && line.id <= last.id) return;
    last = line;
    terminal.stdout(`${options.json ? jsonLine(line) : inWords(printableValue(line))}\n`);
  };
  await follow(terminal, options, {
    kinds: ["traffic", "traffic-cleared"],
    async onBegin() {
      // Of what has come since, none is passed over.
      const wanted = last === null ? given : { ...given, limit: undefined };
      const lines = await control.call("traffic.lines", wanted);
      if (last !== null && !goesOn(lines, last)) last = null;
      for (const line of lines) show(line);
    },
    onEvent(kind, data) {
      // Ids begin anew.
      if (kind === "traffic-cleared") last = null;
      else if (isMeant(data as Line, given)) show(data as Line);
    },
  });
}

const isMeant = (
  { hop, status, operations: asked, subscription }: Line,
  given: GivenTo<"traffic.list">,
): boolean =>
  (given.hop === undefined || given.hop === hop) &&
  (given.status === undefined || Number(given.status) === status) &&
  (given.operation === undefined || asked.includes(given.operation)) &&
  (given.subscription === undefined || given.subscription === subscription);

/** Whether lines are of the log in which another one was seen: one that was cleared since, or another emulator's, has other lines under its ids. */
function goesOn(lines: readonly Line[], seen: Line): boolean {
  const at = lines.findIndex(({ id }) => id >= seen.id);
  const found = lines[at];
  if (found === undefined) return false;
  // What was forgotten to make room is the oldest: nothing older is there then.
  return found.id === seen.id ? found.at === seen.at && found.ms === seen.ms : at === 0;
}

function inWords({
  id,
  at,
  hop,
  method,
  url,
  operations: asked,
  status,
  ms,
  errors,
  error,
  cause,
}: Line) {
  const wrong = error ?? errors[0];
  const where = cause === null ? "" : ` (${cause.phase}: ${cause.code})`;
  return [
    `${id}`,
    at,
    hop.padEnd("instance".length),
    `${status ?? "---"}`,
    `${Math.round(ms)} ms`.padStart("1000 ms".length),
    asked.length > 0 ? asked.join(", ") : printable(`${method} ${url}`),
    ...(wrong === undefined ? [] : [printable(`: ${wrong}${where}`)]),
  ].join("  ");
}
