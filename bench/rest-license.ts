import type { Effort } from "./effort.ts";
import { type Load, measure, type Round } from "./load.ts";
import { activate, ask } from "./questions.ts";
import { ratioText, roundsRow, table } from "./report.ts";
import { startUnderstudy } from "./servers.ts";

const connections = 32;
const warmUpSeconds = 1;

/** What `GET /license` says as well, as far as GraphQL knows it. */
const sameFacts = JSON.stringify({
  query: `{
    currentLicense {
      id plan createdAt startsAt expiresAt name email company
      usersInLicenseCount billableUsersCount maximumUserCount usersOverLicenseCount
    }
  }`,
});

/** What reading the license in force costs by REST and by GraphQL. */
export async function reportRestLicense(effort: Effort): Promise<string> {
  await using understudy = await startUnderstudy("--memory");
  await activate(understudy, understudy.ready.activationCode);
  const url = `${understudy.ready.instance.url}/api/v4/license`;
  const { headers } = understudy;
  const shown = await (await fetch(url, { headers })).text();
  if (!shown.startsWith('{"id":1,')) throw new Error(`${url} answered ${shown}`);
  const { body: answered } = await ask(understudy, sameFacts);

  const load = { headers, connections };
  const reads = [
    {
      name: "GET /license",
      server: { ...understudy, url },
      load: { ...load, method: "GET", isRight: (body: string) => body === shown },
      rounds: [] as Round[],
    },
    {
      name: "currentLicense, the same facts",
      server: understudy,
      load: { ...load, body: sameFacts, isRight: (body: string) => body === answered },
      rounds: [] as Round[],
    },
  ] as const;
  const take = (read: (typeof reads)[number], seconds: number) =>
    measure(read.server, { ...read.load, until: { seconds } } satisfies Load);
  for (const read of reads) await take(read, warmUpSeconds);
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const read of reads) read.rounds.push(await take(read, effort.secondsPerRound));
  }
  const [rest, graphql] = reads.map(({ rounds }) => rounds.map(({ perSecond }) => perSecond));
  return [
    table(
      ["", "requests/s", "p50 ms", "p99 ms", "server CPU µs/request"],
      reads.map(({ name, rounds }) => roundsRow(name, rounds)),
    ),
    `   requests/s, REST to GraphQL                ${ratioText(rest ?? [], graphql ?? [])}`,
  ].join("\n");
}
