import { once } from "node:events";
import { type Load, measure } from "./load.ts";
import { type Server, startProgram } from "./servers.ts";

/** A server that says how much it has allocated. */
export interface CountedServer extends Server {
  /** The first line that it has printed. */
  readonly line: string;
  /** Collects the garbage, so that what is allocated next has room until it is asked for. */
  emptied(): Promise<Heap>;
  heap(): Promise<Heap>;
}

interface Heap {
  readonly bytes: number;
  /** How often garbage was collected until now. */
  readonly collections: number;
}

/** Room for what is allocated between two looks: nothing of it may be collected. */
const flags = ["--expose-gc", "--min-semi-space-size=256", "--max-semi-space-size=256"];

/** Runs beside the program in its process, and tells of its heap. */
const counter = `data:text/javascript,${encodeURIComponent(`
  import { PerformanceObserver } from "node:perf_hooks";
  let collections = 0;
  new PerformanceObserver((list) => { collections += list.getEntries().length; }).observe({ entryTypes: ["gc"] });
  process.channel?.unref();
  process.on("message", async (wanted) => {
    if (wanted === "emptied") global.gc();
    // Collections are told of a turn later.
    await new Promise((resolve) => setTimeout(resolve));
    process.send?.({ bytes: process.memoryUsage().heapUsed, collections });
  });
`)}`;

/** Starts a program whose first line says where it serves. */
export async function startCounted(
  args: readonly string[],
  urlIn: (line: string) => string,
): Promise<CountedServer> {
  const { child, line, pid, ...program } = await startProgram(
    [...flags, "--import", counter, ...args],
    {},
    ["ipc"],
  );
  const ask = async (wanted: string): Promise<Heap> => {
    const told = once(child, "message");
    child.send(wanted);
    const [heap] = await told;
    return heap;
  };
  return {
    ...program,
    pid,
    line,
    url: urlIn(line),
    emptied: () => ask("emptied"),
    heap: () => ask("heap"),
  };
}

/** Bytes that a server allocates for one request, once it has warmed up. */
export async function allocationOf(
  server: CountedServer,
  load: Load,
  warmUp: number,
): Promise<number> {
  await measure(server, { ...load, requests: warmUp });
  const before = await server.emptied();
  await measure(server, load);
  const after = await server.heap();
  if (after.collections !== before.collections) {
    throw new Error("Garbage was collected while allocations were counted.");
  }
  return (after.bytes - before.bytes) / load.requests;
}
