import { join } from "node:path";
import { visitorOf } from "../test/doors/graphql/visitor.ts";
import { allocationOf, startCounted } from "./allocations.ts";
import type { Effort } from "./effort.ts";
import type { Section } from "./goals.ts";
import { measure, type Round } from "./load.ts";
import { installPeers, startPeerOn, writeRow } from "./peers.ts";
import { activate, ask, currentLicense, type Question } from "./questions.ts";
import {
  cpuOf,
  figure,
  perSecondOf,
  ratioText,
  roundsHeadings,
  roundsRow,
  table,
} from "./report.ts";
import {
  checkout,
  facts,
  programHere,
  type Server,
  serving,
  startBare,
  startUnderstudy,
  type Understudy,
} from "./servers.ts";
import { leastRatio, medianRatio } from "./statistics.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { inTurns } from "./turns.ts";

const connections = 32;
const operationsInBatch = 10;

const withVariables = JSON.stringify({
  query: `query License($withSync: Boolean!) {
    currentLicense { id plan startsAt usersInLicenseCount lastSync @include(if: $withSync) }
  }`,
  variables: { withSync: true },
});

/** The ways to read the license in force, as they are called in the table. */
async function waysToAsk(understudy: Understudy): Promise<Record<string, Question>> {
  const { url, headers, ready } = understudy;
  const visitor = visitorOf(understudy);
  await visitor.signIn();
  const session = {
    "content-type": "application/json",
    cookie: visitor.cookie,
    "x-csrf-token": visitor.csrfToken,
  };
  const batch = `[${Array(operationsInBatch).fill(currentLicense).join()}]`;
  return {
    [plain]: { url, headers, body: currentLicense },
    "   with variables": { url, headers, body: withVariables },
    "   with a session cookie": { url, headers: session, body: currentLicense },
    [`   a batch of ${operationsInBatch}`]: { url, headers, body: batch },
    "   GET /api/v4/license": {
      url: `${ready.instance.url}/api/v4/license`,
      headers,
      method: "GET",
    },
  };
}

const plain = "Understudy";
const bareOf = (way: string) => `bare ${way}`;
const peers = { "mercurius, jit": "mercurius", "Apollo Server": "apollo" } as const;

/** What a read costs, each way beside a bare server that gives the same answer, and one beside other GraphQL servers. */
export async function reportReads(effort: Effort): Promise<Section> {
  const { text, reached } = await comparison(effort);
  const allocated = await allocations(effort);
  return {
    text: [text, allocated.text].join("\n"),
    reached: { ...reached, readAllocation: { timed: allocated.ofUnderstudy } },
  };
}

async function comparison(effort: Effort) {
  installPeers();
  await using servers = new AsyncDisposableStack();
  using directory = temporaryDirectory();
  const understudy = servers.use(await startUnderstudy("--memory"));
  await activate(understudy, understudy.ready.activationCode);
  const ways = await waysToAsk(understudy);
  const works: Record<string, () => Promise<Round>> = {};
  const take = (name: string, server: Server, question: Question, answer: string) => {
    works[name] = () =>
      measure(server, {
        ...question,
        connections,
        requests: effort.requestsPerRound,
        isRight: (given) => given.trimEnd() === answer,
      });
  };
  for (const [way, question] of Object.entries(ways)) {
    const { headers, body } = await ask(question);
    if (!body.includes('"plan":"')) throw new Error(`No license is in force: ${body}`);
    const bare = servers.use(await startBare({ headers: writtenHeaders(headers), body }));
    await expectSameAnswer(question, bare);
    take(way, { ...understudy, url: question.url }, question, body);
    take(bareOf(way), bare, question, body);
    if (way !== plain) continue;
    const file = join(directory.path, "peers.sqlite");
    writeRow(file, body);
    for (const [label, name] of Object.entries(peers)) {
      take(label, servers.use(await startPeerOn(name, file)), question, body);
    }
  }
  const rounds = await inTurns(effort.rounds, works);
  return report(Object.keys(ways), (name) => rounds[name] ?? []);
}

/** What is allocated for a read: fewer requests than fill the room that the counted servers have for it. */
const countedRequests = 2_000;
const kilobyte = 1_024;

async function allocations({ requestsPerRound: warmUp }: Effort) {
  const flags = serving(checkout, ["--memory"]);
  await using understudy = await startCounted(flags, (line) => facts(line).url);
  const { ready, url, headers } = facts(understudy.line);
  await activate({ ...understudy, ready, url, headers }, ready.activationCode);
  const question = { url, headers, body: currentLicense };
  const { headers: given, body: answer } = await ask(question);
  const constant = JSON.stringify({ headers: writtenHeaders(given), body: answer });
  await using bare = await startCounted([programHere("bare-server.mjs"), constant], (line) => line);
  const load = {
    headers,
    body: currentLicense,
    connections,
    requests: countedRequests,
    isRight: (text: string) => text === answer,
  };
  const ofUnderstudy = (await allocationOf(understudy, load, warmUp)) / kilobyte;
  const ofBare = (await allocationOf(bare, load, warmUp)) / kilobyte;
  return {
    ofUnderstudy,
    text: table(
      ["allocated for each", "KB"],
      [
        [plain, figure(ofUnderstudy)],
        ["bare node:http", figure(ofBare)],
      ],
    ),
  };
}

function report(ways: readonly string[], of: (name: string) => readonly Round[]) {
  const row = (name: string, bare: string) => [
    ...roundsRow(name, of(name)),
    ratioText(speedRatio(of(name), of(bare))),
    ratioText(cpuRatio(of(name), of(bare))),
  ];
  const toPeer = (peer: string) =>
    `   Understudy to ${peer}: requests/s ${ratioText(speedRatio(of(plain), of(peer)))}, by CPU ${ratioText(cpuRatio(of(plain), of(peer)))}`;
  const reached = (other: string) => ({
    timed: speedRatio(of(plain), of(other)).value,
    byCpu: cpuRatio(of(plain), of(other)).value,
  });
  const bare = bareOf(plain);
  return {
    text: [
      table(
        ["", "requests/s", ...roundsHeadings, "requests/s to bare", "to bare by CPU"],
        [
          ...ways.map((way) => row(way, bareOf(way))),
          ...Object.keys(peers).map((peer) => row(peer, bare)),
          roundsRow("bare node:http", of(bare)),
        ],
      ),
      ...Object.keys(peers).map(toPeer),
    ].join("\n"),
    reached: { readToBare: reached(bare), readToMercurius: reached("mercurius, jit") },
  };
}

const speedRatio = (those: readonly Round[], these: readonly Round[]) =>
  medianRatio(perSecondOf(those), perSecondOf(these));

/** How many requests one answers in the processor time that the other needs for one. */
const cpuRatio = (those: readonly Round[], these: readonly Round[]) =>
  leastRatio(cpuOf(these), cpuOf(those));

/** Those that a server writes itself; node:http adds the others. */
const writtenHeaders = (headers: Headers) =>
  Object.fromEntries(
    [...headers].filter(([name]) => !["connection", "date", "keep-alive"].includes(name)),
  );

async function expectSameAnswer(question: Question, bare: Server) {
  const seen = async (url: string) => {
    const { headers, body } = await ask({ ...question, url });
    const always = [...headers].filter(([name]) => !["date", "x-request-id"].includes(name));
    return JSON.stringify([always, body]);
  };
  const [wanted, given] = [await seen(question.url), await seen(bare.url)];
  if (given !== wanted) throw new Error(`The bare server answers ${given} instead of ${wanted}.`);
}
