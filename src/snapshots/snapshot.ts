import { type ArchiveFlaw, archiveOf, checksumOf, readArchive } from "../base/archive.ts";
import type { Tables } from "../base/database-file.ts";
import { type DatabaseImage, imageUpToDate, newestMigration } from "../base/database-image.ts";
import {
  fields,
  type Guarded,
  isBoolean,
  isText,
  isWhole,
  listOf,
  orNull,
} from "../base/guards.ts";
import { isRecord } from "../base/is-record.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { SecretPlaces } from "../base/secret-places.ts";
import { firstInstant, lastInstant } from "../time/calendar.ts";

/** A fault that waits, with what is left of it. What else it says is checked by whoever arms it. */
export interface WaitingFault {
  readonly id: string;
  readonly kind: string;
  readonly endpoint: string;
  readonly times: number | "standing";
}

const isFault = (value: unknown): value is WaitingFault =>
  isRecord(value) &&
  isText(value["id"]) &&
  isText(value["kind"]) &&
  isText(value["endpoint"]) &&
  (value["times"] === "standing" || (isWhole(value["times"]) && value["times"] > 0));

/** What a clock may show. */
const isInstant = (value: unknown): value is number =>
  isWhole(value) && value >= firstInstant && value <= lastInstant;

const isNumbers = fields({ sale: isWhole, license: isWhole });

/** What values they may have is checked by whoever applies them. */
const isSettings = fields({
  gitlabVersion: isText,
  silentMode: isBoolean,
  instanceKind: isText,
  rules: isText,
  activationCodeCheck: isText,
  leakTransportTexts: isBoolean,
});

const isFacts = fields({
  /** Understudy's version that has saved it. */
  version: isText,
  edition: isText,
  /** Settings of the instance, those of its start too. */
  settings: isSettings,
  /** Where the emulator's clock is, in milliseconds since 1970. */
  clock: fields({ now: isInstant, running: isBoolean }),
  /** Faults in the order in which they strike, and how many have been given a number by then. */
  faults: fields({
    given: isWhole,
    instance: listOf(isFault),
    portal: listOf(isFault),
    network: listOf(isFault),
    hosted: listOf(isFault),
  }),
  /** The highest numbers that the portal has given out; null if it was somebody else's. */
  numbers: orNull(isNumbers),
  /** Whether codes, keys, passwords and tokens are in it. */
  secrets: isBoolean,
});

/** What is known of a state beside what its databases hold. */
type SnapshotFacts = Guarded<typeof isFacts>;

/** What a license says; null if its key could not be read. */
export type LicensePayload = Readonly<Record<string, unknown>> | null;

/** What has a database. */
export const parties = ["instance", "portal", "hosted"] as const;

export type Party = (typeof parties)[number];

/** The state of an emulator: all that a person could notice of it, but for ports, passwords and keys. */
export interface Snapshot {
  readonly facts: SnapshotFacts;
  /** Null where there is none: the portal is somebody else's, or no hosted product runs. */
  readonly images: {
    readonly instance: DatabaseImage;
    readonly portal: DatabaseImage | null;
    readonly hosted: DatabaseImage | null;
  };
  /** What the licenses say that are written anew, where secrets are left out; else none. */
  readonly licenses: readonly LicensePayload[];
}

/** How each party's database came to its tables, and what must be readable in an image of it. */
export type PartyTables = Readonly<
  Record<
    Party,
    Tables & {
      readonly isReadable: (image: DatabaseImage) => boolean;
      readonly secrets: SecretPlaces;
    }
  >
>;

/** The ending of a snapshot's file. */
export const snapshotEnding = ".understudy-snapshot";

/** Of a file, and of all that is in it. */
export const mostSnapshotBytes = 256 * 1024 * 1024;

/** Each is signed when it is written anew, which takes a while. */
const mostLicenses = 20_000;

/** Files of another format are of a newer version. */
const format = 1;

const manifestFile = "manifest.json";
/** There if secrets are left out. */
const licensesFile = "licenses.json";
const fileOf = (party: Party) => `${party}.sqlite`;
const isKnown = (name: string) =>
  name === manifestFile || name === licensesFile || parties.some((party) => fileOf(party) === name);

const arePayloads = listOf(orNull(isRecord));

const isManifest = fields({
  format: isWhole,
  migrations: (value: unknown): value is Readonly<Record<string, string>> =>
    isRecord(value) && Object.values(value).every(isText),
});

/** A snapshot as one file: a ZIP archive of its databases and what else is known, with a checksum. */
export function toFile({ facts, images, licenses }: Snapshot, tables: PartyTables): Buffer {
  const present = parties.flatMap((party) => {
    const image = images[party];
    return image === null ? [] : [{ party, image }];
  });
  const migrations = Object.fromEntries(
    present.map(({ party }) => [party, newestMigration(tables[party].migrationsFolder)]),
  );
  const manifest = { format, ...only(facts), migrations };
  return archiveOf([
    { name: manifestFile, bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) },
    ...(facts.secrets
      ? []
      : [{ name: licensesFile, bytes: Buffer.from(`${JSON.stringify(licenses)}\n`) }]),
    ...present.map(({ party, image }) => ({ name: fileOf(party), bytes: image })),
  ]);
}

/**
 * What a file holds, brought up to date; or a sentence about why it cannot be used. The images of a file that was made here,
 * or looked at before, are not looked into again: its checksum says that they are the same.
 */
export function fromFile(
  file: Buffer,
  tables: PartyTables,
  known: KnownFiles = knownFiles(),
): Result<Snapshot, string> {
  const files = readArchive(file, { isKnown, mostBytes: mostSnapshotBytes });
  if (!files.ok) return err(sentenceOn(files.error));
  const manifest = jsonIn(files.value.get(manifestFile));
  if (!isManifest(manifest)) return err(damaged);
  if (manifest.format > format) return err(newer);
  if (manifest.format < 1 || !isFacts(manifest)) return err(damaged);
  const images = imagesIn(files.value, {
    tables,
    migrations: manifest.migrations,
    isKnown: known.has(file),
  });
  if (!images.ok) return images;
  const { instance, portal, hosted } = images.value;
  const licenses = payloadsIn(manifest.secrets ? [] : jsonIn(files.value.get(licensesFile)));
  if (!licenses.ok) return licenses;
  if (instance === null || (portal === null) !== (manifest.numbers === null)) return err(damaged);
  if (isNewest(manifest.migrations, tables)) known.add(file);
  return ok({
    facts: only(manifest),
    images: { instance, portal, hosted },
    licenses: licenses.value,
  });
}

interface LookedInto {
  readonly tables: PartyTables;
  /** The newest of each image. */
  readonly migrations: Readonly<Record<string, string>>;
  /** Whether they are known to be right. */
  readonly isKnown: boolean;
}

function imagesIn(
  files: ReadonlyMap<string, Buffer>,
  { tables, migrations, isKnown }: LookedInto,
): Result<Readonly<Record<Party, DatabaseImage | null>>, string> {
  const images: Record<Party, DatabaseImage | null> = {
    instance: null,
    portal: null,
    hosted: null,
  };
  for (const party of parties) {
    const image = files.get(fileOf(party)) ?? null;
    images[party] = image;
    if (image === null || isKnown) continue;
    const upToDate = imageUpToDate(image, tables[party], migrations[party] ?? "");
    if (!upToDate.ok) return err(upToDate.error === "newer" ? newer : damaged);
    if (!tables[party].isReadable(upToDate.value)) return err(damaged);
    images[party] = upToDate.value;
  }
  return ok(images);
}

/** Files that this process has made or looked at, by their checksums. */
export interface KnownFiles {
  has(file: Buffer): boolean;
  add(file: Buffer): void;
}

/** The oldest make room for the newest. */
export function knownFiles(): KnownFiles {
  const checksums = new Set<string>();
  return {
    has: (file) => checksums.has(checksumOf(file)),
    add(file) {
      checksums.add(checksumOf(file));
      const [oldest] = checksums;
      if (checksums.size > mostKnown && oldest !== undefined) checksums.delete(oldest);
    },
  };
}

const mostKnown = 1_000;

/** Whether images need no migration. */
const isNewest = (migrations: Readonly<Record<string, string>>, tables: PartyTables) =>
  parties.every(
    (party) =>
      migrations[party] === undefined ||
      migrations[party] === newestMigration(tables[party].migrationsFolder),
  );

function payloadsIn(payloads: unknown): Result<readonly LicensePayload[], string> {
  if (!arePayloads(payloads)) return err(damaged);
  return payloads.length > mostLicenses ? err(tooManyLicenses) : ok(payloads);
}

/** Each fact, always in this order, and nothing else. */
const only = (facts: SnapshotFacts): SnapshotFacts => ({
  version: facts.version,
  edition: facts.edition,
  settings: {
    gitlabVersion: facts.settings.gitlabVersion,
    silentMode: facts.settings.silentMode,
    instanceKind: facts.settings.instanceKind,
    rules: facts.settings.rules,
    activationCodeCheck: facts.settings.activationCodeCheck,
    leakTransportTexts: facts.settings.leakTransportTexts,
  },
  clock: { now: facts.clock.now, running: facts.clock.running },
  faults: {
    given: facts.faults.given,
    instance: facts.faults.instance,
    portal: facts.faults.portal,
    network: facts.faults.network,
    hosted: facts.faults.hosted,
  },
  numbers: facts.numbers && { sale: facts.numbers.sale, license: facts.numbers.license },
  secrets: facts.secrets,
});

function jsonIn(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString() ?? "");
  } catch {
    return undefined;
  }
}

const damaged = "The snapshot is damaged. Nothing was changed. Export it again.";
const tooManyLicenses = `The snapshot has more licenses than are written anew: ${mostLicenses} is the most. Nothing was changed.`;
const newer =
  "The snapshot is of a newer version of Understudy. Nothing was changed. Restore it with that version.";

function sentenceOn(flaw: ArchiveFlaw): string {
  switch (flaw.kind) {
    case "foreign":
      return "The file is no snapshot of Understudy. Nothing was changed.";
    case "damaged":
      return damaged;
    case "unknown-entry":
      return "The file holds something else than a snapshot of Understudy. Nothing was changed.";
    case "too-large":
      return "The snapshot is too large: 256 MiB is the most. Nothing was changed.";
  }
}
