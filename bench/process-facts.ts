import { readFileSync } from "node:fs";

/** Linux counts processor time in hundredths of a second. */
const msPerTick = 10;

/** Processor time that a process has used, all threads together; undefined where there is no /proc. */
export function cpuMs(pid: number): number | undefined {
  const facts = read(`/proc/${pid}/stat`);
  // The name of the program comes second, in parentheses, and may hold anything.
  const fields = facts?.slice(facts.lastIndexOf(")") + 2).split(" ");
  return fields && (Number(fields[11]) + Number(fields[12])) * msPerTick;
}

/** Memory that a process holds; undefined where there is no /proc. */
export function residentMb(pid: number): number | undefined {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? "")?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

function read(path: string): string | undefined {
  if (process.platform !== "linux") return undefined;
  return readFileSync(path, "utf8");
}
