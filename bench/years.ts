import type { RoundTrips } from "./bare-round-trips.ts";
import type { Effort } from "./effort.ts";
import type { Section } from "./goals.ts";
import { cpuMs } from "./process-facts.ts";
import { activate, control } from "./questions.ts";
import { figure, ratioText, table } from "./report.ts";
import { runHere, startUnderstudy } from "./servers.ts";
import { least, leastRatio, median } from "./statistics.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { inTurns } from "./turns.ts";

const days = 3_650;

/** A token lasts three days, and is renewed when it has less than two left. */
const roundTrips = days + days / 2;

/** What ten years of days cost: each with a report to the portal, a count of users and a measurement, and a token every other day. */
export async function reportYears({ decades }: Effort): Promise<Section> {
  const works = {
    bare: () => runHere<RoundTrips>("bare-round-trips.ts", String(roundTrips)),
    inMemory: () => costOf("--memory"),
    onDisk: async () => {
      using directory = temporaryDirectory();
      return await costOf("--data", directory.path);
    },
  };
  const { bare, inMemory, onDisk } = await inTurns(decades, works, { warmUp: false });
  const timeRatio = (costs: readonly RoundTrips[]) => leastRatio(secondsOf(costs), secondsOf(bare));
  const cpuRatio = (costs: readonly RoundTrips[]) => leastRatio(cpuOf(costs), cpuOf(bare));
  const row = (name: string, costs: readonly RoundTrips[]) => [
    name,
    figure(median(secondsOf(costs))),
    figure(least(secondsOf(costs))),
    figure(days / median(secondsOf(costs))),
    figure(least(cpuOf(costs))),
    ratioText(timeRatio(costs)),
    ratioText(cpuRatio(costs)),
  ];
  const title = `${days.toLocaleString("en-US")} days, one unchanged license`;
  return {
    text: table(
      [title, "s", "least", "days/s", "CPU s", "to bare", "to bare by CPU"],
      [
        row("in memory", inMemory),
        row("--data", onDisk),
        row("as many bare round trips, in one process", bare),
      ],
    ),
    reached: { tenYears: { timed: timeRatio(inMemory).value, byCpu: cpuRatio(inMemory).value } },
  };
}

const cpuOf = (costs: readonly RoundTrips[]) => costs.map(({ cpuSeconds }) => cpuSeconds);

const secondsOf = (costs: readonly RoundTrips[]) => costs.map(({ seconds }) => seconds);

/** Advances an emulator of its own, and makes sure that every job has run and no license was added. */
async function costOf(...store: readonly string[]): Promise<RoundTrips> {
  await using understudy = await startUnderstudy(...store, "--now", "2025-06-01", "--frozen");
  const { activationCode } = await control<{ activationCode: string }>(
    understudy,
    "/portal/subscriptions",
    { expiresOn: "2040-06-01" },
  );
  await activate(understudy, activationCode);
  const startedAt = performance.now();
  const cpuBefore = cpuMs(understudy.pid);
  const { ran } = await control<{ ran: readonly { job: string; outcome: string }[] }>(
    understudy,
    "/clock/advance",
    { days },
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpuSeconds = (cpuMs(understudy.pid) - cpuBefore) / 1_000;
  const { licenses } = await control<{ licenses: readonly unknown[] }>(understudy, "/state");
  // Of users, counted and measured, nobody is told.
  const done = ran.filter(({ outcome }) => outcome === "done").length;
  if (done !== roundTrips + 2 * days || licenses.length !== 1) {
    throw new Error(`${done} jobs ran, and ${licenses.length} licenses are stored.`);
  }
  return { seconds, cpuSeconds };
}
