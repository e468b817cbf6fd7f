import { decideUpload, rowAdded } from "../src/activation/installation.ts";
import { systemRandom } from "../src/base/random.ts";
import { ok } from "../src/base/result.ts";
import { openDatabase } from "../src/db/database.ts";
import { licenseRecordsIn } from "../src/db/license-records.ts";
import { userRecordsIn } from "../src/db/user-records.ts";
import { readLicense } from "../src/license/read-license.ts";
import { testReadingKeys } from "../src/license/reading-keys.ts";
import { issueLicense } from "../src/stand-in/licenses/write-license.ts";
import type { Instant } from "../src/time/calendar.ts";
import { addDays, type Day } from "../src/time/day.ts";
import type { Effort } from "./effort.ts";
import type { Section } from "./goals.ts";
import { figure, ratioText, table } from "./report.ts";
import { least, leastRatio, median } from "./statistics.ts";
import { inTurns } from "./turns.ts";

const files = 100;
const firstDay = "2015-06-01" as Day;
const today = "2025-06-01" as Day;
const tenYears = 3_653;

/** What license files cost, and what it costs to judge one by a long history. In this process, without HTTP. */
export async function reportLicenseFiles(effort: Effort): Promise<Section> {
  const written = Array.from({ length: files }, (_, number) => write(number));
  const rate = (work: (count: number) => unknown) => () =>
    rateOf(work, effort.requestsPerRound / 10);
  const rounds = await inTurns(effort.rounds, {
    write: rate(write),
    read: rate((count) => read(written[count % files] ?? "")),
    judgeByNothing: rate(await judgeBy(0)),
    judgeByYears: rate(await judgeBy(tenYears)),
  });
  const row = (name: string, rates: readonly Rate[]) => [
    name,
    figure(median(rates.map(({ perSecond }) => perSecond))),
    figure(least(cpuOf(rates))),
  ];
  const ratio = leastRatio(cpuOf(rounds.judgeByYears), cpuOf(rounds.judgeByNothing));
  return {
    text: [
      table(
        ["", "per second", "CPU µs each"],
        [
          row("write a license file", rounds.write),
          row("read a license file", rounds.read),
          row("validate, no history", rounds.judgeByNothing),
          row("validate, ten years of days", rounds.judgeByYears),
        ],
      ),
      `   a validation by CPU, ten years to no history: ${ratioText(ratio)}`,
    ].join("\n"),
  };
}

interface Rate {
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
}

const cpuOf = (rates: readonly Rate[]) => rates.map(({ cpuMicroseconds }) => cpuMicroseconds);

async function rateOf(work: (count: number) => unknown, times: number): Promise<Rate> {
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  for (let count = 0; count < times; count += 1) await work(count);
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    perSecond: times / ((performance.now() - startedAt) / 1_000),
    cpuMicroseconds: (user + system) / times,
  };
}

const attributes = (number: number) => ({
  licensee: { Name: "Example Admin", Email: "admin@example.com", Company: "Example Company" },
  issued_at: firstDay,
  expires_at: "2026-06-01",
  restrictions: { plan: "premium", id: number },
});

const write = (number: number): string =>
  issueLicense(systemRandom, attributes(number), { foreignKey: false, boundary: false });

function read(key: string) {
  const license = readLicense(key, testReadingKeys);
  if (!license.ok) throw new Error("A license that was written cannot be read.");
  return license.value;
}

/** Judges a renewal by all days since the license in force began. It is refused, so that nothing is stored. */
async function judgeBy(days: number): Promise<() => Promise<void>> {
  const database = openDatabase(":memory:");
  const licenses = licenseRecordsIn(database, (key) => readLicense(key, testReadingKeys));
  const counts = Array.from({ length: days }, (_, day) => ({
    on: addDays(firstDay, day),
    count: day % 100,
  }));
  await userRecordsIn(database).mergeCounts(counts);
  const key = write(0);
  const current = {
    key,
    license: read(key),
    at: 0 as Instant,
    today,
    origin: { by: "rest" } as const,
  };
  await licenses.install(today, (facts) => ok(rowAdded(current, null, facts)));
  const renewal = { ...current.license, seats: 5, previousSeats: 100 };
  return async () => {
    const judged = await licenses.install(today, (facts) =>
      decideUpload({ ...current, license: renewal }, facts),
    );
    if (judged.ok) throw new Error("A license with too few seats was admitted.");
  };
}
