import type { RoundTrips } from "./bare-round-trips.ts";
import type { Effort } from "./effort.ts";
import { cpuMs } from "./process-facts.ts";
import { activate, control } from "./questions.ts";
import { figure, ratioText, table } from "./report.ts";
import { bareRoundTrips, startUnderstudy } from "./servers.ts";
import { median } from "./statistics.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const days = 3_650;

/** What ten years of days cost: each with a report to the portal, a count of users and a measurement, and a token each month. */
export async function reportYearsInSync({ rounds }: Effort): Promise<string> {
  const bare: RoundTrips[] = [];
  const inMemory: RoundTrips[] = [];
  const onDisk: RoundTrips[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await bareRoundTrips(days));
    inMemory.push(await costOf("--memory"));
    using directory = temporaryDirectory();
    onDisk.push(await costOf("--data", directory.path));
  }
  const row = (name: string, costs: readonly RoundTrips[]) => [
    name,
    ...figures(costs.map(({ seconds }) => seconds)),
    figure(median(cpuOf(costs))),
    ratioText(cpuOf(costs), cpuOf(bare)),
  ];
  const title = `${days.toLocaleString("en-US")} days, one unchanged license`;
  return table(
    [title, "s", "least", "most", "days/s", "CPU s", "CPU to bare"],
    [
      row("in memory", inMemory),
      row("--data", onDisk),
      row("as many bare round trips, in one process", bare),
    ],
  );
}

const cpuOf = (costs: readonly RoundTrips[]) => costs.map(({ cpuSeconds }) => cpuSeconds);

const figures = (seconds: readonly number[]) => [
  figure(median(seconds)),
  figure(Math.min(...seconds)),
  figure(Math.max(...seconds)),
  figure(days / median(seconds)),
];

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
  const cpuBefore = cpuMs(understudy.pid) ?? Number.NaN;
  const { ran } = await control<{ ran: readonly { job: string; outcome: string }[] }>(
    understudy,
    "/clock/advance",
    { days },
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpuSeconds = ((cpuMs(understudy.pid) ?? Number.NaN) - cpuBefore) / 1_000;
  const { licenses } = await control<{ licenses: readonly unknown[] }>(understudy, "/state");
  const daily = ran.filter(({ job }) => job !== "service-token");
  const done = daily.filter(({ outcome }) => outcome === "done").length;
  if (done !== 3 * days || licenses.length !== 1) {
    throw new Error(`${done} jobs ran, and ${licenses.length} licenses are stored.`);
  }
  return { seconds, cpuSeconds };
}
