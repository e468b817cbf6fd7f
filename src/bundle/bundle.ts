import { machine, release, type } from "node:os";
import { type ArchiveFlaw, archiveOf, readArchive } from "../base/archive.ts";
import { fields, type Guarded, isText, isWhole, only } from "../base/guards.ts";
import { isRecord } from "../base/is-record.ts";
import { err, ok, type Result } from "../base/result.ts";

const aboutFields = {
  /** Version of Understudy that has saved it. */
  understudy: isText,
  node: isText,
  /** Of the machine: its name, its release, its architecture. */
  system: isText,
  /** What the emulator's clock showed. */
  savedAt: isText,
};

const isAbout = fields(aboutFields);

/** With what a bundle was saved, and when. */
export type About = Guarded<typeof isAbout>;

/** Values of settings by their names, as they are shown. */
export type ShownSettings = Readonly<Record<string, string | null>>;

/** What support is sent: a state, and what has led to it. No secret is in any of it. */
export interface Bundle {
  readonly about: About;
  /** With what the emulator was started. */
  readonly configuration: ShownSettings;
  /** The file of a snapshot without secrets. */
  readonly snapshot: Uint8Array;
  /** What went over the wire, as a HAR. */
  readonly traffic: string;
  readonly timeline: unknown;
  /** What the doctor has found; null if it was not asked. */
  readonly doctor: unknown;
}

/** What of a bundle a state is made of again. */
type LoadedBundle = Pick<Bundle, "about" | "configuration"> & { readonly snapshot: Buffer };

/** What Understudy runs on here. */
export const runningOn = (): Pick<About, "node" | "system"> => ({
  node: process.version,
  system: `${type()} ${release()} ${machine()}`,
});

/** Of a file, and of all that is in it: a snapshot of the largest, and as much again. */
export const mostBundleBytes = 512 * 1024 * 1024;

/** How the names of bundles end. */
export const bundleEnding = ".understudy-bundle.zip";

/** Files of another format are of a newer version. */
const format = 1;

const names = {
  about: "bundle.json",
  configuration: "configuration.json",
  snapshot: "snapshot.understudy-snapshot",
  traffic: "traffic.har",
  timeline: "timeline.json",
  doctor: "doctor.json",
} as const;

const known: ReadonlySet<string> = new Set(Object.values(names));

/** What a snapshot has in its place. */
const manifestOfSnapshot = "manifest.json";

/** A later version may have more files. None of them is ever written anywhere. */
const isFileName = (name: string) => /^[a-z][\w.-]{0,99}$/.test(name);

/** A bundle as one file: a ZIP archive with a checksum, of files that people can read. */
export function bundleFile(bundle: Bundle): Buffer {
  const { about, configuration, snapshot, traffic, timeline, doctor } = bundle;
  const text = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  return archiveOf([
    { name: names.about, bytes: text({ format, ...only(aboutFields, about) }) },
    { name: names.configuration, bytes: text(configuration) },
    { name: names.snapshot, bytes: snapshot },
    { name: names.traffic, bytes: Buffer.from(traffic) },
    { name: names.timeline, bytes: text(timeline) },
    { name: names.doctor, bytes: text(doctor) },
  ]);
}

const isFormat = fields({ format: isWhole });

const isSettings = (value: unknown): value is ShownSettings =>
  isRecord(value) && Object.values(value).every((one) => one === null || isText(one));

/** What a file holds; or a sentence about why it cannot be used. */
export function bundleIn(file: Buffer): Result<LoadedBundle, string> {
  const files = readArchive(file, { isKnown: isFileName, mostBytes: mostBundleBytes });
  if (!files.ok) return err(sentenceOn(files.error));
  if (files.value.has(manifestOfSnapshot)) return err(snapshotInstead);
  const about = jsonIn(files.value.get(names.about));
  if (!isFormat(about)) return err(foreign);
  if (about.format > format) return err(newerThan(about));
  const configuration = jsonIn(files.value.get(names.configuration));
  const snapshot = files.value.get(names.snapshot);
  const isWhole = isAbout(about) && isSettings(configuration) && snapshot !== undefined;
  if (!isWhole || about.format < 1) return err(damaged);
  if ([...files.value.keys()].some((name) => !known.has(name))) return err(somethingElse);
  return ok({ about: only(aboutFields, about), configuration, snapshot });
}

function jsonIn(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString() ?? "");
  } catch {
    return undefined;
  }
}

const foreign = "The file is no support bundle of Understudy. Nothing was changed.";
const snapshotInstead =
  "The file is a snapshot, and no support bundle: understudy snapshot import takes it. Nothing was changed.";
const damaged =
  "The bundle is damaged. Nothing was changed. Copy it again, or have it saved again.";
const somethingElse =
  "The file holds something else than a support bundle of Understudy. Nothing was changed.";

function newerThan(about: object): string {
  const version = "understudy" in about ? about.understudy : null;
  const named = isText(version) && /^[\w.+-]{1,50}$/.test(version) ? `, ${version}` : "";
  return `The bundle is of a newer version of Understudy${named}. Nothing was changed. Load it with that version.`;
}

function sentenceOn(flaw: ArchiveFlaw): string {
  switch (flaw.kind) {
    case "foreign":
      return foreign;
    case "damaged":
      return damaged;
    case "unknown-entry":
      return somethingElse;
    case "too-large":
      return "The bundle is too large: 512 MiB is the most. Nothing was changed.";
  }
}
