import { setTimeout as wait } from "node:timers/promises";
import type { Effort } from "./effort.ts";
import { residentMb } from "./process-facts.ts";
import { ask, currentLicense } from "./questions.ts";
import { figure, table } from "./report.ts";
import { type Server, startBare, startUnderstudy } from "./servers.ts";
import { median } from "./statistics.ts";

const idleMs = 500;

/** How long a start takes and what a started server holds, beside a server that does nothing. */
export async function reportStartUp(effort: Effort): Promise<string> {
  const understudy: Start[] = [];
  const bare: Start[] = [];
  // The first start of each warms the disk's cache and this process up.
  for (let start = 0; start <= effort.starts; start += 1) {
    understudy.push(await measureStart(() => startUnderstudy("--memory")));
    bare.push(await measureStart(() => startBare({ headers: {}, body: "{}" })));
  }
  return table(
    ["", "first answer ms (least)", "resident memory MB"],
    [row("Understudy", understudy.slice(1)), row("bare node:http", bare.slice(1))],
  );
}

interface Start {
  readonly firstAnswerMs: number;
  readonly residentMb: number;
}

async function measureStart(start: () => Promise<Server>): Promise<Start> {
  const spawnedAt = performance.now();
  await using server = await start();
  await ask({ headers: {}, ...server }, currentLicense);
  const firstAnswerMs = performance.now() - spawnedAt;
  await wait(idleMs);
  return { firstAnswerMs, residentMb: residentMb(server.pid) ?? Number.NaN };
}

function row(name: string, starts: readonly Start[]): string[] {
  const times = starts.map(({ firstAnswerMs }) => firstAnswerMs);
  return [
    name,
    `${figure(median(times))} (${figure(Math.min(...times))})`,
    figure(median(starts.map((start) => start.residentMb))),
  ];
}
