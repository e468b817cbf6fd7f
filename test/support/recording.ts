import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { replayPortal } from "../../src/package/start-emulator.ts";
import { aFolder } from "./a-folder.ts";
import type { AsItCame } from "./as-it-came.ts";
import { emulatorOn, type TestEmulator, type TestSettings } from "./emulator-on.ts";

type Waits = Parameters<typeof emulatorOn>[2];
type Story<Seen> = (instance: TestEmulator) => Promise<Seen>;

interface Recorded {
  /** What the clocks of the instances stand still on. */
  readonly now: string;
  /** The portal that is recorded. */
  readonly portalUrl: string;
  readonly settings?: TestSettings;
  readonly waits?: Waits;
}

/** A directory that holds what a story said to a portal, gone with the test. */
export async function aRecording<Seen = undefined>(
  { now, portalUrl, settings, waits }: Recorded,
  story?: Story<Seen>,
) {
  const folder = await aFolder();
  const directory = join(folder.path, "recording");
  await using instance = await emulatorOn(
    now,
    { portalUrl, record: directory, ...settings },
    waits,
  );
  const seen = (await story?.(instance)) as Seen;
  return { directory, seen, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

/** What a story sees at a portal, and what it sees on a fresh instance at a portal that replays it. */
export async function seenTwice<Seen>(recorded: Recorded, story: Story<Seen>) {
  await using recording = await aRecording(recorded, story);
  await using portal = await replayPortal({ directory: recording.directory });
  await using fresh = await emulatorOn(recorded.now, {
    portalUrl: portal.url,
    ...recorded.settings,
  });
  return { recorded: recording.seen, replayed: await story(fresh) };
}

/** Names and texts of the files in a directory, in order of their names. */
export async function filesIn(directory: string): Promise<AsItCame> {
  const names = (await readdir(directory)).sort();
  const texts = names.map(async (name) => [name, await readFile(join(directory, name), "utf8")]);
  return Object.fromEntries(await Promise.all(texts));
}
