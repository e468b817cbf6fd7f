import type { Effort } from "./effort.ts";
import { activate, control } from "./questions.ts";
import { figure, table } from "./report.ts";
import { startUnderstudy } from "./servers.ts";
import { median } from "./statistics.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const days = 3_650;

/** What ten years of days cost: each with a report to the portal, a count of users and a measurement. */
export async function reportYearsInSync({ rounds }: Effort): Promise<string> {
  const inMemory: number[] = [];
  const onDisk: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    inMemory.push(await secondsFor("--memory"));
    using directory = temporaryDirectory();
    onDisk.push(await secondsFor("--data", directory.path));
  }
  return table(
    [`${days.toLocaleString("en-US")} days, one unchanged license`, "s", "least", "most", "days/s"],
    [
      ["in memory", ...figures(inMemory)],
      ["--data", ...figures(onDisk)],
    ],
  );
}

const figures = (seconds: readonly number[]) => [
  figure(median(seconds)),
  figure(Math.min(...seconds)),
  figure(Math.max(...seconds)),
  figure(days / median(seconds)),
];

/** Advances an emulator of its own, and makes sure that every job has run and no license was added. */
async function secondsFor(...store: readonly string[]): Promise<number> {
  await using understudy = await startUnderstudy(...store, "--now", "2025-06-01", "--frozen");
  const { activationCode } = await control<{ activationCode: string }>(
    understudy,
    "/portal/subscriptions",
    { expiresOn: "2040-06-01" },
  );
  await activate(understudy, activationCode);
  const startedAt = performance.now();
  const { ran } = await control<{ ran: readonly { outcome: string }[] }>(
    understudy,
    "/clock/advance",
    { days },
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  const { licenses } = await control<{ licenses: readonly unknown[] }>(understudy, "/state");
  const done = ran.filter(({ outcome }) => outcome === "done").length;
  if (done !== 3 * days || licenses.length !== 1) {
    throw new Error(`${done} jobs ran, and ${licenses.length} licenses are stored.`);
  }
  return seconds;
}
