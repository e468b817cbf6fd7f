import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import {
  fields,
  type Guard,
  type Guarded,
  isText,
  isWhole,
  orMissing,
  orNull,
} from "../base/guards.ts";
import { isStillAt } from "../base/kept-file.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const isAddress = fields({ url: isText });
const isPid: Guard<number> = (pid): pid is number => isWhole(pid) && pid > 0;

/** What one emulator tells of itself to `understudy status`. */
const isEntry = fields({
  ready: fields({
    pid: isPid,
    instance: isAddress,
    portal: orNull(isAddress),
    control: fields({ url: isText, token: orNull(isText) }),
    // Versions without TLS have noted none.
    certificateAuthority: orMissing(orNull(isText)),
  }),
  data: orNull(isText),
});
export type Entry = Guarded<typeof isEntry>;

/** Where a user's running emulators are noted; undefined for a user without a home. */
function folderIn({ XDG_STATE_HOME: state, HOME: home }: Environment): string | undefined {
  if (state?.startsWith("/")) return join(state, "understudy");
  return home?.startsWith("/") ? join(home, ".local/state/understudy") : undefined;
}

/**
 * Notes a running emulator until the note is disposed of. It holds the control token: nobody else may read it. What cannot
 * be written is not noted, and nothing is said of it: the emulator runs all the same.
 */
export function noteRunning(environment: Environment, entry: Entry): Disposable {
  const folder = folderIn(environment);
  const file = folder && join(folder, `${entry.ready.pid}.json`);
  let written: Stats | undefined;
  if (file !== undefined) {
    quietly(() => {
      mkdirSync(folder ?? "", { recursive: true, mode: 0o700 });
      if (!isOwn(folder ?? "", "directory")) return;
      rmSync(file, { force: true });
      // An entry of one's own ready line alone: it has tokens and a password, too.
      const { pid, instance, portal, control, certificateAuthority } = entry.ready;
      const ready = { pid, instance, portal, control, certificateAuthority };
      const noted = { ready, data: entry.data };
      writeFileSync(file, JSON.stringify(noted), { mode: 0o600, flag: "wx" });
      written = statSync(file);
    });
  }
  return {
    [Symbol.dispose]() {
      quietly(() => {
        // Where containers share a home, another process of this number may have noted itself since.
        if (file && written && isStillAt(file, written)) rmSync(file, { force: true });
      });
    },
  };
}

/** The emulators that are noted and whose processes live; none where the notes cannot be read. */
export function runningEmulators(environment: Environment): readonly Entry[] {
  const folder = folderIn(environment);
  if (folder === undefined) return [];
  const names = quietly(() => (isOwn(folder, "directory") ? readdirSync(folder) : []));
  return (names ?? [])
    .filter((name) => /^\d+\.json$/.test(name))
    .flatMap((name) => {
      const entry = entryIn(join(folder, name));
      return entry && lives(entry.ready.pid) ? [entry] : [];
    });
}

function entryIn(file: string): Entry | undefined {
  try {
    if (!isOwn(file, "file")) return undefined;
    const entry: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isEntry(entry) ? entry : undefined;
  } catch {
    // It was removed meanwhile, or its process was killed while it wrote it.
    return undefined;
  }
}

/** Whether something is the user's own and closed to others: what others can write is not believed. */
function isOwn(path: string, kind: "directory" | "file"): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  const isKind = kind === "directory" ? found?.isDirectory() : found?.isFile();
  return isKind === true && found?.uid === process.getuid?.() && ((found?.mode ?? 0) & 0o022) === 0;
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** What some work gives; undefined if the system does not let it. */
function quietly<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return undefined;
  }
}
