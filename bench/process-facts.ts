import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";

const isLinux = process.platform === "linux";

/** Linux counts processor time of processes that have ended in hundredths of a second. */
const msPerTick = 10;

/** Processor time that a running process has used, all its threads together; NaN where there is no /proc. */
export function cpuMs(pid: number): number {
  if (!isLinux) return Number.NaN;
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ", 1)[0]),
  );
  return nanoseconds.reduce((sum, value) => sum + value, 0) / 1_000_000;
}

/** Processor time of this process and of all that it has started and that have ended; NaN where there is no /proc. */
export function ownCpuMs(): { readonly self: number; readonly ended: number } {
  if (!isLinux) return { self: Number.NaN, ended: Number.NaN };
  const facts = readFileSync("/proc/self/stat", "utf8");
  // The name of the program comes second, in parentheses, and may hold anything.
  const fields = facts.slice(facts.lastIndexOf(")") + 2).split(" ");
  const ticks = (first: number) => Number(fields[first]) + Number(fields[first + 1]);
  return { self: ticks(11) * msPerTick, ended: ticks(13) * msPerTick };
}

/** Memory that a process holds; NaN where there is no /proc. */
export function residentMb(pid: number): number {
  if (!isLinux) return Number.NaN;
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

/**
 * Begins to watch the processors, and gives the share of them that others have used since. What was started meanwhile must
 * have ended.
 */
export function watchOthers(): () => number {
  const [ownBefore, allBefore, startedAt] = [ownMs(), machineMs(), performance.now()];
  return () => {
    const others = machineMs() - allBefore - (ownMs() - ownBefore);
    return Math.max(0, others / ((performance.now() - startedAt) * cpus().length));
  };
}

function ownMs(): number {
  const { self, ended } = ownCpuMs();
  return self + ended;
}

const machineMs = () =>
  cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
