import { startEmulator } from "../src/app/emulator.ts";
import { startLog } from "../src/base/log.ts";
import { readConfig } from "../src/config/config.ts";
import type { Snapshot } from "../src/snapshots/snapshot.ts";
import type { Effort } from "./effort.ts";
import type { Section } from "./goals.ts";
import { figure, table } from "./report.ts";
import { least, median } from "./statistics.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const licenses = 1_000;

/** What it costs to save a state with many licenses, and to go back to it. In this process, without HTTP. */
export async function reportSnapshots(effort: Effort): Promise<Section> {
  await using directory = await temporaryDirectory();
  const snapshot = await withLicenses();
  const inMemory = await measured(snapshot, { memory: "true" }, effort);
  const onDisk = await measured(snapshot, { data: directory.path }, effort);
  const rows = Object.entries({ ...named("in memory", inMemory), ...named("--data", onDisk) });
  return {
    text: table(
      ["", "ms", "CPU ms"],
      rows.map(([name, { ms, cpu }]) => [name, figure(median(ms)), figure(least(cpu))]),
    ),
    reached: {
      restore: { timed: median(inMemory.restore.ms), byCpu: least(inMemory.restore.cpu) },
    },
  };
}

const named = (where: string, { save, toFile, fromFile, restore }: Measured) => ({
  [`save, ${where}`]: save,
  [`write the file, ${where}`]: toFile,
  [`read and check the file, ${where}`]: fromFile,
  [`restore, ${where}`]: restore,
});

interface Times {
  readonly ms: number[];
  readonly cpu: number[];
}

type Measured = Record<"save" | "toFile" | "fromFile" | "restore", Times>;

async function started(settings: Readonly<Record<string, string>>) {
  const ports = { port: "0", portalPort: "0", controlPort: "0" };
  const config = readConfig({
    flags: { ...ports, now: "2025-06-01", frozen: "true", ...settings },
    environment: {},
  });
  if (!config.ok) throw new Error(config.error.join("\n"));
  return startEmulator(config.value, { log: await startLog({ level: "silent", json: true }) });
}

/** The state after so many subscriptions were sold and activated. */
async function withLicenses(): Promise<Snapshot> {
  await using emulator = await started({ memory: "true" });
  const { portal, snapshots } = emulator.controlled;
  const { activate } = emulator.controlled.administrator;
  for (let count = 0; count < licenses; count += 1) {
    const sold = portal?.sell({});
    if (sold?.ok) await activate(sold.value.activationCode ?? "");
  }
  return snapshots.save();
}

async function measured(
  snapshot: Snapshot,
  settings: Readonly<Record<string, string>>,
  { rounds }: Effort,
): Promise<Measured> {
  await using emulator = await started(settings);
  const { snapshots } = emulator.controlled;
  const times = (): Times => ({ ms: [], cpu: [] });
  const all: Measured = { save: times(), toFile: times(), fromFile: times(), restore: times() };
  for (let round = 0; round < rounds * 3; round += 1) {
    await timed(all.restore, () => snapshots.restore(snapshot));
    const saved = await timed(all.save, () => snapshots.save());
    const file = await timed(all.toFile, () => snapshots.toFile(saved));
    await timed(all.fromFile, () => snapshots.fromFile(file));
  }
  return all;
}

async function timed<Value>({ ms, cpu }: Times, work: () => Value) {
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(cpuBefore);
  ms.push(performance.now() - startedAt);
  cpu.push((user + system) / 1_000);
  return value;
}
