import { join } from "node:path";
import type { Effort } from "./effort.ts";
import { type Load, measure, type Round } from "./load.ts";
import { installPeers, startPeerOn, writeRow } from "./peers.ts";
import { activate, ask, currentLicense } from "./questions.ts";
import { ratioText, roundsRow, table } from "./report.ts";
import { type Server, startBare, startUnderstudy, type Understudy } from "./servers.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const connections = 32;
const warmUpSeconds = 2;

/** What a read costs, beside the least that an HTTP server in Node costs, and beside other GraphQL servers. */
export async function reportCurrentLicense(effort: Effort): Promise<string> {
  installPeers();
  await using understudy = await startUnderstudy("--memory");
  await activate(understudy, understudy.ready.activationCode);
  const { headers, body } = await ask(understudy, currentLicense);
  if (body.includes('"currentLicense":null')) throw new Error("No license is in force.");
  await using bare = await startBare({ headers: writtenHeaders(headers), body });
  await expectSameAnswer(understudy, bare);
  using directory = temporaryDirectory();
  const file = join(directory.path, "peers.sqlite");
  writeRow(file, body);
  await using mercurius = await startPeerOn("mercurius", file);
  await using apollo = await startPeerOn("apollo", file);

  const load = (seconds: number): Load => ({
    headers: understudy.headers,
    body: currentLicense,
    connections,
    until: { seconds },
    isRight: (answer) => answer.trimEnd() === body,
  });
  const servers = { understudy, bare, mercurius, apollo };
  const rounds = { understudy: [], bare: [], mercurius: [], apollo: [] } as Rounds;
  for (const server of Object.values(servers)) await measure(server, load(warmUpSeconds));
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const name of names) {
      rounds[name].push(await measure(servers[name], load(effort.secondsPerRound)));
    }
  }
  return report(rounds);
}

const names = ["understudy", "bare", "mercurius", "apollo"] as const;
type Rounds = Record<(typeof names)[number], Round[]>;

function report(rounds: Rounds): string {
  const { understudy, bare, mercurius, apollo } = rounds;
  const ratioOf = (fact: keyof Round, these: readonly Round[]) =>
    ratioText(
      understudy.map((round) => round[fact]),
      these.map((round) => round[fact]),
    );
  return [
    table(
      ["", "requests/s", "p50 ms", "p99 ms", "server CPU µs/request"],
      [
        roundsRow("Understudy", understudy),
        roundsRow("bare node:http", bare),
        roundsRow("mercurius, jit", mercurius),
        roundsRow("Apollo Server", apollo),
      ],
    ),
    `   requests/s, Understudy to bare             ${ratioOf("perSecond", bare)}`,
    `   CPU/request, Understudy to bare            ${ratioOf("cpuMicroseconds", bare)}`,
    `   requests/s, Understudy to mercurius        ${ratioOf("perSecond", mercurius)}`,
    `   requests/s, Understudy to Apollo Server    ${ratioOf("perSecond", apollo)}`,
  ].join("\n");
}

/** Those that a server writes itself; node:http adds the others. */
const writtenHeaders = (headers: Headers) =>
  Object.fromEntries(
    [...headers].filter(([name]) => !["connection", "date", "keep-alive"].includes(name)),
  );

async function expectSameAnswer(understudy: Understudy, bare: Server) {
  const seen = async (url: string) => {
    const { headers, body } = await ask({ url, headers: understudy.headers }, currentLicense);
    const always = [...headers].filter(([name]) => !["date", "x-request-id"].includes(name));
    return JSON.stringify([always, body]);
  };
  const [wanted, given] = [await seen(understudy.url), await seen(bare.url)];
  if (given !== wanted) throw new Error(`The bare server answers ${given} instead of ${wanted}.`);
}
