import type { Effort } from "./effort.ts";
import { type Load, measure, type Round } from "./load.ts";
import { activate, activationOf, control, isActivated } from "./questions.ts";
import { roundsRow, table } from "./report.ts";
import { startUnderstudy, type Understudy } from "./servers.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const connections = 16;
/** More than the rows that the selection rule looks at, so that every round sees that many. */
const warmUpCodes = 128;

/** What an activation costs, its way to a portal in another process included. */
export async function reportActivations(effort: Effort): Promise<string> {
  using directory = temporaryDirectory();
  await using portal = await startUnderstudy("--memory");
  const portalUrl = ["--portal-url", portal.ready.portal?.url ?? ""];
  await using memory = await startUnderstudy("--memory", ...portalUrl);
  await using data = await startUnderstudy("--data", directory.path, ...portalUrl);
  const instances = [
    { name: "in memory", instance: memory },
    { name: "--data", instance: data },
  ];

  const perInstance = warmUpCodes + effort.rounds * effort.activationsPerRound;
  const codes = await sell(portal, 1 + instances.length * perInstance);
  const again = codes.next();
  const results = instances.map(({ name, instance }) => ({
    name,
    instance,
    fresh: [] as Round[],
    again: [] as Round[],
  }));
  for (const { instance } of instances) await activateFresh(instance, codes, warmUpCodes);
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const { instance, ...of } of results) {
      of.fresh.push(await activateFresh(instance, codes, effort.activationsPerRound));
      of.again.push(await activateAgain(instance, again, effort.activationsPerRound));
    }
  }
  return table(
    ["", "activations/s", "p50 ms", "p99 ms", "instance CPU µs/activation"],
    results.flatMap(({ name, fresh, again: same }) => [
      roundsRow(`each code once, ${name}`, fresh),
      roundsRow(`one code again, ${name}`, same),
    ]),
  );
}

interface Codes {
  next(): string;
}

/** Sells as many subscriptions, and hands their codes out one by one. */
async function sell(portal: Understudy, count: number): Promise<Codes> {
  const sold: string[] = [];
  while (sold.length < count) {
    const { activationCode } = await control<{ activationCode: string }>(
      portal,
      "/portal/subscriptions",
      {},
    );
    sold.push(activationCode);
  }
  return {
    next() {
      const code = sold.pop();
      if (code === undefined) throw new Error("All codes are used.");
      return code;
    },
  };
}

/** Activates codes that no instance has seen, each of which appends a row. */
const activateFresh = (instance: Understudy, codes: Codes, count: number): Promise<Round> =>
  appending(count, instance, () =>
    measure(
      instance,
      activations(instance, count, () => activationOf(codes.next())),
    ),
  );

/** Activates the code of the license in force, whose row is only dated anew. */
async function activateAgain(instance: Understudy, code: string, count: number): Promise<Round> {
  await activate(instance, code);
  return appending(0, instance, () =>
    measure(instance, activations(instance, count, activationOf(code))),
  );
}

/** Counted, not timed: a time that ran out would leave some under way. */
const activations = (
  { headers }: Understudy,
  requests: number,
  body: string | (() => string),
): Load => ({ headers, body, connections, until: { requests }, isRight: isActivated });

/** Makes sure of the rows: ids are never given twice, and the license installed last is in force. */
async function appending(
  rows: number,
  instance: Understudy,
  work: () => Promise<Round>,
): Promise<Round> {
  const before = await rowInForce(instance);
  const round = await work();
  const appended = (await rowInForce(instance)) - before;
  if (appended !== rows) throw new Error(`${appended} rows were appended instead of ${rows}.`);
  return round;
}

async function rowInForce(instance: Understudy): Promise<number> {
  const { currentLicense } = await control<{ currentLicense: { row: number } | null }>(
    instance,
    "/state",
  );
  return currentLicense?.row ?? 0;
}
