import { decideUpload, rowAdded } from "../src/activation/installation.ts";
import { systemRandom } from "../src/base/random.ts";
import { ok } from "../src/base/result.ts";
import { openDatabase } from "../src/db/database.ts";
import { licenseRecordsIn } from "../src/db/license-records.ts";
import { userRecordsIn } from "../src/db/user-records.ts";
import { readLicense } from "../src/license/read-license.ts";
import { testReadingKeys } from "../src/license/reading-keys.ts";
import { issueLicense } from "../src/stand-in/licenses/write-license.ts";
import { addDays, type Day, type Instant } from "../src/time/calendar.ts";
import type { Effort } from "./effort.ts";
import { figure, ratioText, table } from "./report.ts";
import { median } from "./statistics.ts";

const files = 100;
const firstDay = "2015-06-01" as Day;
const today = "2025-06-01" as Day;
const tenYears = 3_653;

/** What license files cost, and what it costs to judge one by a long history. In this process, without HTTP. */
export async function reportLicenseFiles(effort: Effort): Promise<string> {
  const written = Array.from({ length: files }, (_, number) => write(number));
  const judgeByNothing = await judgeBy(0);
  const judgeByYears = await judgeBy(tenYears);
  const works = [
    {
      name: "write a license file",
      perSecond: [] as number[],
      work: async (n: number) => void write(n),
    },
    {
      name: "read a license file",
      perSecond: [] as number[],
      work: async (n: number) => void read(written[n % files] ?? ""),
    },
    { name: "validate, no history", perSecond: [] as number[], work: judgeByNothing },
    { name: "validate, ten years of days", perSecond: [] as number[], work: judgeByYears },
  ] as const;
  for (let round = 0; round <= effort.rounds; round += 1) {
    for (const { work, perSecond } of works) {
      const rate = await rateOf(work, effort.secondsPerRound / 2);
      // The first round warms up.
      if (round > 0) perSecond.push(rate);
    }
  }
  const [, , nothing, years] = works;
  return [
    table(
      ["", "per second"],
      works.map(({ name, perSecond }) => [name, figure(median(perSecond))]),
    ),
    `   validations/s, ten years to no history     ${ratioText(years.perSecond, nothing.perSecond)}`,
  ].join("\n");
}

async function rateOf(work: (count: number) => Promise<void>, seconds: number): Promise<number> {
  const startedAt = performance.now();
  let count = 0;
  while (performance.now() - startedAt < seconds * 1_000) {
    await work(count);
    count += 1;
  }
  return count / ((performance.now() - startedAt) / 1_000);
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
