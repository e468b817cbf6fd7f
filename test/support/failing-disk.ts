import { execFileSync, spawnSync } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Ready } from "../../src/app/emulator.ts";
import { readyOf, type Serving, serving } from "./command-line.ts";
import { controlClient } from "./control-client.ts";
import { graphqlClient } from "./graphql-client.ts";

/** A process of its own, whose disk can be made to fail and to work again. */
export interface OnFailingDisk extends AsyncDisposable {
  readonly ready: Ready;
  readonly data: string;
  readonly code: string;
  readonly graphql: ReturnType<typeof graphqlClient>;
  readonly control: ReturnType<typeof controlClient>;
  /** What a request without GraphQL is answered: its status and body. */
  readonly rest: (method: string, path: string) => Promise<{ status: number; body: unknown }>;
  readonly fail: () => Promise<void>;
  readonly work: () => Promise<void>;
}

export interface Disk {
  readonly that: string;
  readonly start: (data: string, given?: Given) => Promise<OnFailingDisk>;
}

/** What a process is given besides. */
interface Given {
  readonly args?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
}

/** Refuses to let any file grow (EFBIG), which SQLite takes for an error of input and output. */
export const brokenDisk: Disk = {
  that: "fails",
  async start(data, { args = [], ...surroundings } = {}) {
    const process = await serving([...argsFor(data), ...args], surroundings);
    const limit = (bytes: string) =>
      void execFileSync("prlimit", ["--pid", String(process.pid), `--fsize=${bytes}:unlimited`]);
    return onDisk(process, data, {
      fail: async () => limit("1"),
      work: async () => limit("unlimited"),
    });
  },
};

/** A small disk of its own in memory, which is filled to the last byte (ENOSPC). */
export const fullDisk: Disk = {
  that: "is full",
  async start(data, { args = [], ...surroundings } = {}) {
    const process = await serving([...argsFor(data), ...args], {
      ...surroundings,
      node: mounted(data, "-t tmpfs -o size=4m tmpfs"),
    });
    const filler = join(`/proc/${process.pid}/root`, data, "filler");
    return onDisk(process, data, {
      fail: () => fill(filler),
      work: () => rm(filler),
    });
  },
};

/** A Node that sees a folder through a mount that nobody else sees. */
export const mounted = (folder: string, ...mounts: readonly string[]): readonly string[] => {
  const script = [...mounts.map((mount) => `mount ${mount} "$0"`), 'exec "$@"'].join(" && ");
  return ["unshare", "-rm", "sh", "-c", script, folder, process.execPath];
};

/** Whether this machine lets its users mount something for themselves. */
export const canMount = mountsFor("/tmp");

function mountsFor(folder: string): boolean {
  const script = 'mount -t tmpfs tmpfs "$0" && mount -o remount,ro "$0"';
  if (spawnSync("unshare", ["-rm", "sh", "-c", script, folder]).status === 0) return true;
  process.stderr.write(
    "\n  TESTS OF A FULL DISK DID NOT RUN: this machine lets nobody mount one.\n\n",
  );
  return false;
}

async function fill(path: string) {
  for (const size of [1 << 20, 1 << 12, 1]) {
    try {
      for (;;) await writeFile(path, Buffer.alloc(size), { flag: "a" });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
    }
  }
}

const argsFor = (data: string) => ["--json", "--log-level", "silent", "--frozen", "--data", data];

function onDisk(
  process: Serving,
  data: string,
  disk: Pick<OnFailingDisk, "fail" | "work">,
): OnFailingDisk {
  const ready = readyOf(process);
  const { instance, control, tokens, activationCode } = ready;
  return {
    ready,
    data,
    code: activationCode ?? "",
    graphql: graphqlClient(`${instance.url}/api/graphql`, tokens.admin),
    control: controlClient(control.url),
    async rest(method, path) {
      const headers = { "private-token": tokens.admin };
      const response = await fetch(`${instance.url}/api/v4${path}`, { method, headers });
      return { status: response.status, body: await response.json() };
    },
    ...disk,
    [Symbol.asyncDispose]: () => process[Symbol.asyncDispose](),
  };
}
