import type { Effort } from "./effort.ts";
import { type Load, measure } from "./load.ts";
import { ask } from "./questions.ts";
import { figure, ratioText, table } from "./report.ts";
import { startUnderstudy, type Understudy } from "./servers.ts";
import { median } from "./statistics.ts";
import { storeHistory } from "./stored-history.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const pageSize = 20;
/** Of the first, the page is half as long; of the others it is equally long. */
const lengths = [10, pageSize, 100_000];

const firstPage = JSON.stringify({
  query: `{
    licenseHistoryEntries(first: ${pageSize}) {
      nodes { id plan startsAt expiresAt usersInLicenseCount activatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }`,
});

/** Whether a page takes as long with a long history as with a short one. */
export async function reportHistory(effort: Effort): Promise<string> {
  using directories = new DisposableStack();
  await using servers = new AsyncDisposableStack();
  const histories = [];
  for (const length of lengths) {
    const directory = directories.use(temporaryDirectory());
    await storeHistory(directory.path, length);
    const server = servers.use(await startUnderstudy("--data", directory.path));
    const page = await readPage(server, length);
    histories.push({ length, server, page, p50Ms: [] as number[] });
  }
  for (let round = 0; round <= effort.rounds; round += 1) {
    for (const { server, page, p50Ms } of histories) {
      const measured = await measure(server, load(server, page, effort.secondsPerRound / 2));
      // The first round warms up.
      if (round > 0) p50Ms.push(measured.p50Ms);
    }
  }
  const longest = histories.at(-1)?.p50Ms ?? [];
  return table(
    ["rows", "entries on the page", "p50 ms", `${figure(lengths.at(-1) ?? 0)} rows to these`],
    histories.map(({ length, p50Ms }) => [
      figure(length),
      figure(Math.min(length, pageSize)),
      figure(median(p50Ms)),
      p50Ms === longest ? "" : ratioText(longest, p50Ms),
    ]),
  );
}

const load = ({ headers }: Understudy, page: string, seconds: number): Load => ({
  headers,
  body: firstPage,
  connections: 1,
  until: { seconds },
  isRight: (answer) => answer === page,
});

/** The page that every request must be answered with, and a look at whether it is one. */
async function readPage(server: Understudy, rows: number): Promise<string> {
  const { body } = await ask(server, firstPage);
  const entries = body.split('"id":').length - 1;
  const goesOn = body.includes('"hasNextPage":true');
  if (entries !== Math.min(rows, pageSize) || goesOn !== rows > pageSize) {
    throw new Error(`The first page of ${rows} rows is ${body}`);
  }
  return body;
}
