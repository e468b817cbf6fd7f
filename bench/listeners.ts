import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import type { Effort } from "./effort.ts";
import type { Section } from "./goals.ts";
import { measure, type Round } from "./load.ts";
import { residentMb } from "./process-facts.ts";
import { activate, currentLicense } from "./questions.ts";
import {
  cpuOf,
  figure,
  perSecondOf,
  ratioText,
  roundsHeadings,
  roundsRow,
  table,
} from "./report.ts";
import { startUnderstudy, type Understudy } from "./servers.ts";
import { leastRatio, median, medianRatio } from "./statistics.ts";
import { inTurns } from "./turns.ts";

const connections = 32;

interface Cost extends Round {
  readonly memoryMb: number;
}

/** How many listen, and whether one of them reads nothing. */
const audiences = {
  "nobody has listened": { reading: 0, silent: 0 },
  "1 listens": { reading: 1, silent: 0 },
  "10 listen": { reading: 10, silent: 0 },
  "10 listen, one more reads nothing": { reading: 10, silent: 1 },
} as const;

type Name = keyof typeof audiences;

const names = Object.keys(audiences) as Name[];
const nobody: Name = "nobody has listened";

/** What it costs the instance's answers that others are told of each exchange. */
export async function reportListeners(effort: Effort): Promise<Section> {
  await using servers = new AsyncDisposableStack();
  // Once somebody has listened, what happens is kept for those who come back.
  const [alone, heard] = await Promise.all([
    startUnderstudy("--memory"),
    startUnderstudy("--memory"),
  ]);
  for (const server of [alone, heard]) {
    servers.use(server);
    await activate(server, server.ready.activationCode);
  }
  const rounds = await inTurns(
    effort.rounds,
    mapped((name) => () => readBy(name === nobody ? alone : heard, audiences[name], effort)),
  );
  const of = (name: Name) => rounds[name];
  return {
    text: table(
      ["", "requests/s", ...roundsHeadings, "requests/s to nobody", "CPU to nobody", "MB"],
      names.map((name) => [
        ...roundsRow(name, of(name)),
        ratioText(medianRatio(perSecondOf(of(name)), perSecondOf(of(nobody)))),
        ratioText(leastRatio(cpuOf(of(name)), cpuOf(of(nobody)))),
        figure(median(of(name).map(({ memoryMb }) => memoryMb))),
      ]),
    ),
  };
}

const mapped = <Value>(value: (name: Name) => Value) =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>;

/** A round of reads while somebody listens, each of which is told to all of them. */
async function readBy(
  server: Understudy,
  { reading, silent }: (typeof audiences)[Name],
  { requestsPerRound }: Effort,
): Promise<Cost> {
  using listening = new DisposableStack();
  for (let place = 0; place < reading + silent; place += 1) {
    const events = await eventsOf(server);
    listening.defer(() => events.destroy());
    if (place < reading) events.resume();
  }
  const round = await measure(server, {
    headers: server.headers,
    body: currentLicense,
    connections,
    requests: requestsPerRound / 4,
    isRight: (body) => body.includes('"plan":"'),
  });
  return { ...round, memoryMb: residentMb(server.pid) };
}

async function eventsOf({ ready }: Understudy): Promise<IncomingMessage> {
  const [events] = await once(get(`${ready.control.url}/events?kind=traffic`), "response");
  if (events.statusCode !== 200) throw new Error(`/events answered ${events.statusCode}`);
  return events;
}
