import type { Effort } from "./effort.ts";
import type { Section } from "./goals.ts";
import { type Load, measure, type Round } from "./load.ts";
import { recordPortal, type Sent, send } from "./portal-recorder.ts";
import { activate, activationOf, control, isActivated } from "./questions.ts";
import { figure, perSecondOf, roundsHeadings, roundsRow, table } from "./report.ts";
import { startUnderstudy, type Understudy } from "./servers.ts";
import { least, median } from "./statistics.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { inTurns } from "./turns.ts";

const connections = 16;
/** More than the rows that the selection rule looks at, so that every round sees that many. */
const warmUpCodes = 128;

/** What an activation costs, its way to a portal in another process included. */
export async function reportActivations(effort: Effort): Promise<Section> {
  using directory = temporaryDirectory();
  await using portal = await startUnderstudy("--memory");
  const portalUrl = portal.ready.portal?.url ?? "";
  await using memory = await startUnderstudy("--memory", "--portal-url", portalUrl);
  await using data = await startUnderstudy("--data", directory.path, "--portal-url", portalUrl);
  const codes = codesOf(portal);
  const again = await codes();
  const fresh = (instance: Understudy) => (round: number) =>
    activateFresh(instance, codes, round === 0 ? warmUpCodes : effort.activationsPerRound);
  const same = (instance: Understudy) => () =>
    activateAgain(instance, again, effort.activationsPerRound);
  const rounds = await inTurns(effort.rounds, {
    freshInMemory: fresh(memory),
    againInMemory: same(memory),
    freshOnDisk: fresh(data),
    againOnDisk: same(data),
  });
  const single = await singleActivations(effort, { portalUrl, memory, codes });
  const beyond = (of: (times: readonly number[]) => number) =>
    of(single.instance) - of(single.portal);
  const rate = (of: readonly Round[]) => ({ timed: median(perSecondOf(of)) });
  return {
    text: [
      table(
        ["", "activations/s", ...roundsHeadings],
        [
          roundsRow("each code once, in memory", rounds.freshInMemory),
          roundsRow("one code again, in memory", rounds.againInMemory),
          roundsRow("each code once, --data", rounds.freshOnDisk),
          roundsRow("one code again, --data", rounds.againOnDisk),
        ],
      ),
      table(
        ["one at a time", "ms", "least"],
        [
          ["activation", figure(median(single.instance)), figure(least(single.instance))],
          [
            "the portal alone, asked the same",
            figure(median(single.portal)),
            figure(least(single.portal)),
          ],
          ["beyond the portal", figure(beyond(median)), figure(beyond(least))],
        ],
      ),
    ].join("\n"),
    reached: {
      freshInMemory: rate(rounds.freshInMemory),
      freshOnDisk: rate(rounds.freshOnDisk),
      againInMemory: rate(rounds.againInMemory),
      singleActivation: { timed: beyond(median) },
    },
  };
}

/** Sells a subscription, and gives its code. */
type NextCode = () => Promise<string>;

const codesOf =
  (portal: Understudy): NextCode =>
  async () => {
    const { activationCode } = await control<{ activationCode: string }>(
      portal,
      "/portal/subscriptions",
      {},
    );
    return activationCode;
  };

/** Activates codes that no instance has seen, each of which appends a row. */
async function activateFresh(instance: Understudy, nextCode: NextCode, count: number) {
  const codes: string[] = [];
  while (codes.length < count) codes.push(await nextCode());
  const body = () => activationOf(codes.pop() ?? "");
  return appending(count, instance, () => measure(instance, activations(instance, count, body)));
}

/** Activates the code of the license in force, whose row is only dated anew. */
async function activateAgain(instance: Understudy, code: string, count: number): Promise<Round> {
  await activate(instance, code);
  return appending(0, instance, () =>
    measure(instance, activations(instance, count, activationOf(code))),
  );
}

const activations = (
  { headers }: Understudy,
  requests: number,
  body: string | (() => string),
): Load => ({ headers, body, connections, requests, isRight: isActivated });

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

/** Where single activations are measured. */
interface Parties {
  readonly portalUrl: string;
  readonly memory: Understudy;
  readonly codes: NextCode;
}

/**
 * How long one activation takes, and how long the portal alone takes for what the instance asks it on the way: milliseconds of
 * activations that take turns, each of another code.
 */
async function singleActivations({ singleActivations: count }: Effort, parties: Parties) {
  const { portalUrl, memory, codes } = parties;
  const recordedCode = await codes();
  const recorded = await requestsOfActivation(portalUrl, recordedCode);
  return inTurns(count, {
    instance: async () => {
      const code = await codes();
      return timed(() => activate(memory, code));
    },
    portal: async () => {
      const code = await codes();
      return timed(async () => {
        for (const sent of recorded) {
          const body = sent.body.replaceAll(recordedCode, code);
          const answer = await send(portalUrl, { ...sent, body });
          if (answer.status > 201) throw new Error(`The portal answered ${answer.body}`);
        }
      });
    },
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** What an instance asks its portal while it activates a code. */
async function requestsOfActivation(portalUrl: string, code: string): Promise<readonly Sent[]> {
  using recorder = await recordPortal(portalUrl);
  await using instance = await startUnderstudy("--memory", "--portal-url", recorder.url);
  await activate(instance, code);
  return [...recorder.sent];
}
