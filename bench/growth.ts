import type { Effort } from "./effort.ts";
import type { Section } from "./goals.ts";
import { type Load, measure, type Round } from "./load.ts";
import { activate, activationOf, control, currentLicense, isActivated } from "./questions.ts";
import { cpuOf, figure, ratioText, table } from "./report.ts";
import { startUnderstudy, type Understudy } from "./servers.ts";
import { least, leastRatio } from "./statistics.ts";
import { storeEvents, storeHistory, storeSubscriptions } from "./stored-amounts.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { inTurns } from "./turns.ts";

/** One thing that is asked, whatever there is of what grows. */
type Asked = Pick<Load, "headers" | "method" | "body" | "isRight"> & { readonly url: string };

/** Starts Understudy with so many of something, and gives what is asked of it. */
type Start = (
  amount: number,
  directory: string,
) => Promise<{ server: Understudy; asked: Readonly<Record<string, Asked>> }>;

const pageSize = 10;

/** What grows, from how many to how many. */
const grown: readonly { of: string; from: number; to: number; start: Start }[] = [
  {
    of: "rows of history",
    from: pageSize,
    to: 100_000,
    async start(amount, directory) {
      await storeHistory(directory, amount);
      const server = await startUnderstudy("--data", directory);
      return {
        server,
        asked: { "read the current license": read(server), "first page": page(server) },
      };
    },
  },
  {
    of: "subscriptions",
    from: 10,
    to: 10_000,
    async start(amount, directory) {
      const code = await storeSubscriptions(directory, amount);
      const server = await startUnderstudy("--data", directory);
      const body = activationOf(code);
      const activation = { ...server, body, isRight: isActivated };
      const report = {
        url: `${server.ready.control.url}/jobs/seat-link/run`,
        headers: { "content-type": "application/json" },
        isRight: (answer: string) => answer.includes('"outcome":"done"'),
      };
      return { server, asked: { "activate one code again": activation, report } };
    },
  },
  {
    of: "events",
    from: 10,
    to: 100_000,
    async start(amount, directory) {
      await storeEvents(directory, amount);
      const server = await startUnderstudy("--data", directory);
      const timeline = {
        url: `${server.ready.control.url}/timeline?limit=10`,
        headers: {},
        method: "GET",
        isRight: (answer: string) => answer.split('"kind":').length - 1 === 10,
      } as const;
      return {
        server,
        asked: { "GET /timeline?limit=10": timeline, "read the current license": read(server) },
      };
    },
  },
  {
    of: "daily counts",
    from: 10,
    to: 3_650,
    async start(amount) {
      const server = await startUnderstudy("--memory", "--now", "2025-06-01", "--frozen");
      const sale = { startsOn: "2015-05-01", expiresOn: "2026-05-01" };
      const { activationCode } = await control<{ activationCode: string }>(
        server,
        "/portal/subscriptions",
        sale,
      );
      await activate(server, activationCode);
      await control(server, "/user-counts", dailyCounts(amount), "PUT");
      return { server, asked: { "read the highest count": readCounts(server) } };
    },
  },
];

const read = ({ url, headers }: Understudy): Asked => ({
  url,
  headers,
  body: currentLicense,
  isRight: (answer) => answer.includes('"plan":"'),
});

const page = ({ url, headers }: Understudy): Asked => ({
  url,
  headers,
  body: JSON.stringify({
    query: `{
      licenseHistoryEntries(first: ${pageSize}) {
        nodes { id plan startsAt expiresAt usersInLicenseCount activatedAt }
        pageInfo { hasNextPage endCursor }
      }
    }`,
  }),
  isRight: (answer) => answer.split('"id":').length - 1 === pageSize,
});

const readCounts = ({ url, headers }: Understudy): Asked => ({
  url,
  headers,
  body: JSON.stringify({
    query: "{ currentLicense { billableUsersCount maximumUserCount usersOverLicenseCount } }",
  }),
  isRight: (answer) => answer.includes(`"maximumUserCount":${highestCount}`),
});

const highestCount = 99;
const dayMs = 86_400_000;

/** So many days before 2025-06-01. */
const dailyCounts = (days: number) =>
  Array.from({ length: days }, (_, day) => ({
    on: new Date(Date.parse("2025-05-31") - day * dayMs).toISOString().slice(0, 10),
    count: day === 5 ? highestCount : day % highestCount,
  }));

/** What is asked costs where there is much, beside what it costs where there is little. */
export async function reportGrowth(effort: Effort): Promise<Section> {
  const rows: { cells: readonly string[]; timed: number; byCpu: number }[] = [];
  for (const { of, from, to, start } of grown) {
    await using few = await started(start, from);
    await using many = await started(start, to);
    for (const name of Object.keys(few.asked)) {
      const work = ({ server, asked }: typeof few) => measureAsked(server, asked[name], effort);
      const rounds = await inTurns(effort.rounds, { few: () => work(few), many: () => work(many) });
      const timed = leastRatio(p50Of(rounds.many), p50Of(rounds.few));
      const byCpu = leastRatio(cpuOf(rounds.many), cpuOf(rounds.few));
      const cells = [
        `${name}, ${from} to ${to.toLocaleString("en-US")} ${of}`,
        figure(least(p50Of(rounds.few))),
        figure(least(p50Of(rounds.many))),
        figure(least(cpuOf(rounds.few))),
        figure(least(cpuOf(rounds.many))),
        ratioText(timed),
        ratioText(byCpu),
      ];
      rows.push({ cells, timed: timed.value, byCpu: byCpu.value });
    }
  }
  return {
    text: table(
      ["", "p50 ms, few", "many", "CPU µs, few", "many", "many to few", "by CPU"],
      rows.map(({ cells }) => cells),
    ),
    reached: {
      growth: {
        timed: Math.max(...rows.map(({ timed }) => timed)),
        byCpu: Math.max(...rows.map(({ byCpu }) => byCpu)),
      },
    },
  };
}

async function started(start: Start, amount: number) {
  await using resources = new AsyncDisposableStack();
  const directory = resources.use(temporaryDirectory());
  const { server, asked } = await start(amount, directory.path);
  resources.use(server);
  const kept = resources.move();
  return { server, asked, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

async function measureAsked(server: Understudy, asked: Asked | undefined, effort: Effort) {
  if (!asked) throw new Error("Not both are asked the same.");
  const requests = effort.requestsPerRound / 20;
  return measure({ ...server, url: asked.url }, { ...asked, connections: 1, requests });
}

const p50Of = (rounds: readonly Round[]) => rounds.map(({ p50Ms }) => p50Ms);
