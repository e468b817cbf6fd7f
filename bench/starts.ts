import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { Effort } from "./effort.ts";
import type { Section } from "./goals.ts";
import type { StartsMs } from "./in-process.ts";
import { pack } from "./packed.ts";
import { cpuMs, ownCpuMs, residentMb } from "./process-facts.ts";
import { ask, currentLicense } from "./questions.ts";
import { figure, ratioText, table } from "./report.ts";
import {
  checkout,
  ownEnvironment,
  programHere,
  runHere,
  type Server,
  serve,
  startBare,
  startUnderstudy,
} from "./servers.ts";
import { least, leastRatio, median } from "./statistics.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { inTurns } from "./turns.ts";

const idleMs = 500;
const emulatorsInProcess = 20;

/** How long starts take: of a server, of an emulator in a process that has one, and of a command. */
export async function reportStarts(effort: Effort): Promise<Section> {
  const [servers, inProcess, commands] = [
    await serverStarts(effort),
    await startsInProcess(effort),
    await commandStarts(effort),
  ];
  return {
    text: [servers, inProcess, commands].map(({ text }) => text).join("\n"),
    reached: { ...servers.reached, ...inProcess.reached, ...commands.reached },
  };
}

interface Start {
  readonly ms: number;
  /** Processor time; NaN where it cannot be known. */
  readonly cpuMs: number;
}

interface ServerStart extends Start {
  readonly residentMb: number;
}

async function serverStarts({ starts }: Effort): Promise<Section> {
  using directory = temporaryDirectory();
  const packed = await pack(directory.path);
  // What Node keeps of the compiled bundle goes with it.
  const environment = { XDG_CACHE_HOME: directory.path };
  const costs = await inTurns(starts, {
    source: () => firstAnswer(() => startUnderstudy("--memory")),
    packed: () => firstAnswer(() => serve(packed, ["--memory"], environment)),
    bare: () => firstAnswer(() => startBare({ headers: {}, body: "{}" })),
  });
  const row = (name: string, these: readonly ServerStart[]) => [
    ...startRow(name, these, costs.bare),
    figure(median(these.map((start) => start.residentMb))),
  ];
  return {
    text: table(
      ["first answer", ...startHeadings, "resident MB"],
      [
        row("Understudy, from source", costs.source),
        row("Understudy, packed", costs.packed),
        row("bare node:http", costs.bare),
      ],
    ),
    reached: {
      startFromSource: compared(costs.source, costs.bare),
      startPacked: compared(costs.packed, costs.bare),
    },
  };
}

async function firstAnswer(start: () => Promise<Server>): Promise<ServerStart> {
  const spawnedAt = performance.now();
  await using server = await start();
  await ask({ headers: {}, ...server, body: currentLicense });
  const cost = { ms: performance.now() - spawnedAt, cpuMs: cpuMs(server.pid) };
  await wait(idleMs);
  return { ...cost, residentMb: residentMb(server.pid) };
}

async function startsInProcess({ starts }: Effort): Promise<Section> {
  const startsMs = () => runHere<StartsMs>("in-process.ts", String(emulatorsInProcess));
  const { suite } = await inTurns(starts, { suite: startsMs }, { warmUp: false });
  const first = suite.map(([one = Number.NaN]) => one);
  const others = suite.flatMap(([, ...rest]) => rest);
  return {
    text: table(
      ["an emulator in a process", "ms", "least"],
      [
        ["the first", figure(median(first)), figure(least(first))],
        ["one more", figure(median(others)), figure(least(others))],
      ],
    ),
    reached: { startInProcess: { timed: median(others) } },
  };
}

async function commandStarts({ starts }: Effort): Promise<Section> {
  await using understudy = await startUnderstudy("--memory");
  const { url } = understudy.ready.control;
  const command = [checkout, "clock", "show", "--json", "--control-url", url];
  const costs = await inTurns(starts, {
    command: () => run(command),
    bare: () => run([programHere("bare-command.mjs"), `${url}/clock`]),
  });
  return {
    text: table(
      ["a command", ...startHeadings],
      [
        startRow("understudy clock show, in a checkout", costs.command, costs.bare),
        startRow("a bare Node program that asks the same", costs.bare, costs.bare),
      ],
    ),
    reached: { command: compared(costs.command, costs.bare) },
  };
}

/** Runs a command to its end. */
async function run(args: readonly string[]): Promise<Start> {
  const cpuBefore = ownCpuMs().ended;
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    env: ownEnvironment(),
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(child, "exit");
  const ms = performance.now() - startedAt;
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}.`);
  return { ms, cpuMs: ownCpuMs().ended - cpuBefore };
}

const startHeadings = ["ms", "least", "CPU ms", "to bare", "to bare by CPU"];

const startRow = (name: string, these: readonly Start[], bare: readonly Start[]) => [
  name,
  figure(median(timesOf(these))),
  figure(least(timesOf(these))),
  figure(least(cpuOf(these))),
  ratioText(leastRatio(timesOf(these), timesOf(bare))),
  ratioText(leastRatio(cpuOf(these), cpuOf(bare))),
];

const compared = (these: readonly Start[], bare: readonly Start[]) => ({
  timed: leastRatio(timesOf(these), timesOf(bare)).value,
  byCpu: leastRatio(cpuOf(these), cpuOf(bare)).value,
});

const timesOf = (starts: readonly Start[]) => starts.map(({ ms }) => ms);

const cpuOf = (starts: readonly Start[]) => starts.map((start) => start.cpuMs);
