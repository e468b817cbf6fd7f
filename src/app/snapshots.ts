import type { Edition } from "../activation/edition.ts";
import { type InstanceSettings, settingsNow } from "../activation/instance-settings.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import { storageProblem } from "../base/storage-problem.ts";
import { version } from "../base/version.ts";
import { readmitTokens } from "../db/access-tokens.ts";
import { type Database, inTransaction } from "../db/database.ts";
import { forgetFact, readFact, writeFact } from "../db/facts.ts";
import {
  hasReadableFacts,
  instanceImage,
  instanceSecrets,
  instanceTables,
  putBackInstance,
} from "../db/snapshot.ts";
import type { Armed, FaultIds } from "../faults/armed-faults.ts";
import { hostedSecrets, hostedTables } from "../hosted/database.ts";
import type { HostedState } from "../hosted/hosted.ts";
import type { InstanceFault, InstanceFaults } from "../instance/instance-faults.ts";
import type { FaultLab } from "../lab/lab.ts";
import { decodeLicenseFile } from "../license/license-file.ts";
import type { ReadingKeys } from "../license/reading-keys.ts";
import { type Shelf, shelfIn, shelfInMemory } from "../snapshots/shelf.ts";
import {
  fromFile,
  knownFiles,
  type LicensePayload,
  type PartyTables,
  type Snapshot,
  toFile,
  type WaitingFault,
} from "../snapshots/snapshot.ts";
import { withKeys, withoutSecrets } from "../snapshots/without-secrets.ts";
import type { StandIn } from "../stand-in/stand-in.ts";
import { hasReadableRows, portalSecrets, portalTables } from "../stand-in/store/database.ts";
import type { Instant } from "../time/calendar.ts";
import type { ClockStart, KeptClock, MachineTime } from "../time/clock.ts";
import { type Credentials, readyTokens } from "./credentials.ts";
import { type DataDirectory, DataDirectoryError, restoringFile } from "./data-directory.ts";
import type { HostedParty } from "./hosted-party.ts";
import type { KeptSettings } from "./instance-settings.ts";

/** How the databases of all parties came to their tables. */
const tables: PartyTables = {
  instance: { ...instanceTables, isReadable: hasReadableFacts, secrets: instanceSecrets },
  portal: { ...portalTables, isReadable: hasReadableRows, secrets: portalSecrets },
  hosted: { ...hostedTables, isReadable: () => true, secrets: hostedSecrets },
};

/** A snapshot as a file. */
const snapshotFile = (snapshot: Snapshot): Buffer => toFile(snapshot, tables);

type KeptDirectory = Pick<
  DataDirectory,
  "readBytes" | "writeBytes" | "remove" | "snapshots"
> | null;

interface SnapshotParties {
  readonly edition: Edition;
  readonly database: Database;
  readonly clock: KeptClock;
  readonly machine: MachineTime;
  /** Null in memory. */
  readonly directory: KeptDirectory;
  readonly credentials: Credentials;
  readonly adminMode: boolean;
  readonly random: Random;
  readonly readingKeys: ReadingKeys;
  readonly settings: Pick<KeptSettings, "now">;
  /** Null if the portal is somebody else's. */
  readonly standIn: StandIn | null;
  readonly hosted: Pick<HostedParty, "state" | "reset" | "startTold">;
  readonly faults: InstanceFaults;
  readonly lab: FaultLab | null;
  readonly faultIds: FaultIds;
  readonly instance: { endSessions(): void; decodeAgain(): void };
  /** Gives up what is under way, and forgets what was seen of the state before. */
  readonly onRestored: () => void;
}

/** Saves the state of an emulator, and goes back to one. */
export interface Snapshots {
  /** The state as it is now, in one turn. */
  save(): Snapshot;
  /**
   * Replaces the state of instance, portal and hosted product, all of them or none; an error is a sentence, and nothing was
   * changed then. What is under way stores nothing afterwards. Resolves once networks listen.
   */
  restore(snapshot: Snapshot): Promise<Result<void, string>>;
  /** A snapshot as one file. */
  toFile(snapshot: Snapshot): Buffer;
  /** What a file of whatever origin holds, brought up to date; or a sentence about why it cannot be used. */
  fromFile(file: Buffer): Promise<Result<Snapshot, string>>;
  /** The same state without codes, keys, passwords, tokens and links; keys are written anew when it is restored. */
  withoutSecrets(snapshot: Snapshot): Snapshot;
  /** Those that are kept by name. */
  readonly shelf: Shelf;
}

export function snapshotsOf(parties: SnapshotParties): Snapshots {
  const { database, clock, directory, standIn, hosted, faults, lab, faultIds } = parties;

  const known = knownFiles();

  function save(): Snapshot {
    const portal = standIn?.state() ?? null;
    const hostedState = hosted.state();
    return {
      facts: {
        version,
        edition: parties.edition,
        settings: settingsNow(parties.settings.now),
        clock: { now: clock.now(), running: clock.running },
        faults: {
          given: faultIds.given(),
          instance: faults.armed.all(),
          portal: standIn?.faults() ?? [],
          network: lab?.faults.all() ?? [],
          hosted: hostedState?.faults ?? [],
        },
        numbers: portal?.given ?? null,
        secrets: true,
      },
      images: {
        instance: instanceImage(database),
        portal: portal?.image ?? null,
        hosted: hostedState?.image ?? null,
      },
      licenses: [],
    };
  }

  function readPayload(key: string): LicensePayload {
    const payload = decodeLicenseFile(key, parties.readingKeys);
    return payload.ok ? payload.value : null;
  }

  /** What signs is loaded by an emulator that has something to sign. */
  async function withNewKeys(snapshot: Snapshot): Promise<Snapshot | null> {
    const { writeAgain } = await import("../stand-in/licenses/write-license.ts");
    return withKeys(snapshot, tables, (payload, number) =>
      payload === null ? unreadableLicense : writeAgain(parties.random, payload, number),
    );
  }

  function against({ facts }: Snapshot): string | null {
    if (facts.edition !== parties.edition) {
      return `The snapshot is of an instance with --edition ${facts.edition}, and this one has another. Nothing was changed.`;
    }
    return facts.numbers !== null && standIn === null
      ? "The snapshot holds a portal, and this emulator has none of its own: --portal-url names another one. Nothing was changed."
      : null;
  }

  /** The instance's commit decides; with it goes a note of what portal and hosted product owe, as with a reset. */
  function replace(snapshot: Snapshot) {
    const { facts, images } = snapshot;
    const { adminMode, credentials } = parties;
    const at: ClockStart = { now: facts.clock.now as Instant, running: facts.clock.running };
    directory?.writeBytes(restoringFile, snapshotFile(snapshot));
    clock.restart(
      (keep) =>
        inTransaction(database, (tx) => {
          putBackInstance(tx, images.instance);
          keep(tx);
          readmitTokens(tx, readyTokens(credentials, { adminMode, createdAt: at.now }));
          forgetFact(tx, "portal_reset");
          writeFact(tx, "instance_settings", facts.settings as InstanceSettings);
          writeFact(tx, "portal_numbers", facts.numbers);
          if (standIn) writeFact(tx, "portal_restore", String(standIn.resets() + 1));
          parties.instance.decodeAgain();
        }),
      at,
    );
    parties.onRestored();
    faultIds.goOnAfter(facts.faults.given);
    faults.reset(armed<InstanceFault>(facts.faults.instance));
    parties.instance.endSessions();
    if (!standIn) return;
    try {
      restorePortal(standIn, snapshot, armed<PortalFault>(facts.faults.portal));
      if (hosted.reset(hostedStateIn(snapshot))) settle({ database, directory });
    } catch (error) {
      // What is still to do is written down.
      if (storageProblem(error) === undefined) throw error;
    }
  }

  return {
    save,
    toFile(snapshot) {
      const file = snapshotFile(snapshot);
      known.add(file);
      return file;
    },
    // What describes faults is loaded by an emulator that reads a file.
    fromFile: async (file) =>
      (await import("./snapshot-file.ts")).readSnapshot(file, tables, known),
    shelf: directory ? shelfIn(directory.snapshots) : shelfInMemory(parties.machine),
    withoutSecrets: (snapshot) => withoutSecrets(snapshot, tables, readPayload),
    async restore(saved) {
      const flaw = against(saved);
      if (flaw !== null) return err(flaw);
      const snapshot = saved.facts.secrets ? saved : await withNewKeys(saved);
      if (snapshot === null) return err(tooLarge);
      try {
        replace(snapshot);
      } catch (error) {
        const problem = problemOf(error);
        if (problem === undefined) throw error;
        directory?.remove(restoringFile);
        return err(`${problem} Nothing was changed.`);
      }
      await lab?.reset(armed<NetworkFault>(snapshot.facts.faults.network));
      if (snapshot.images.hosted !== null && (await hosted.startTold()).ok) {
        settle({ database, directory });
      }
      return ok(undefined);
    },
  };
}

const tooLarge =
  "The snapshot is too large once its licenses are written anew. Nothing was changed.";

/** In the place of what was no license that could be read. */
const unreadableLicense = "unreadable";

type PortalFault = Parameters<StandIn["addFault"]>[0];
type NetworkFault = Parameters<FaultLab["faults"]["add"]>[0];

/** What has no room, or cannot be written beside the databases. */
const problemOf = (error: unknown) =>
  storageProblem(error) ??
  (error instanceof DataDirectoryError ? storageProblem(error.cause) : undefined);

/** Faults of a snapshot are those of their list: whoever reads a file has looked at them. */
const armed = <Fault>(faults: readonly WaitingFault[]) =>
  faults as readonly unknown[] as readonly Armed<Fault>[];

const hostedStateIn = ({ facts, images }: Snapshot): HostedState | null =>
  images.hosted === null ? null : { image: images.hosted, faults: armed(facts.faults.hosted) };

function restorePortal(
  standIn: Pick<StandIn, "restore" | "reset">,
  { facts, images }: Snapshot,
  faults: Parameters<StandIn["restore"]>[1],
) {
  if (images.portal === null || facts.numbers === null) standIn.reset();
  else standIn.restore({ image: images.portal, given: facts.numbers }, faults);
}

/** Nothing is owed any more. */
function settle({ database, directory }: Pick<SnapshotParties, "database" | "directory">) {
  try {
    inTransaction(database, (tx) => forgetFact(tx, "portal_restore"));
    directory?.remove(restoringFile);
  } catch (error) {
    if (problemOf(error) === undefined) throw error;
  }
}

/** Lets portal and hosted product do what they owe since a snapshot was restored, if the process ended in between. */
export async function finishRestoring({
  database,
  directory,
  standIn,
  hosted,
}: Pick<SnapshotParties, "database" | "directory" | "standIn"> & {
  readonly hosted: Pick<HostedParty, "reset" | "begin">;
}) {
  const owed = readFact(database, "portal_restore");
  const file = directory?.readBytes(restoringFile);
  if (owed === undefined || standIn === null) {
    if (file !== undefined && owed === undefined) directory?.remove(restoringFile);
    return;
  }
  const snapshot = file === undefined ? undefined : fromFile(file, tables);
  if (!snapshot?.ok) {
    throw new DataDirectoryError(
      `${restoringFile} of this data directory is missing or damaged, from which a snapshot was being restored: the portal is as it was before, and the instance is not. Put it back, or name another directory with --data.`,
    );
  }
  if (standIn.resets() < Number(owed)) restorePortal(standIn, snapshot.value, []);
  // Faults do not outlive a process.
  const { hosted: image } = snapshot.value.images;
  if (!hosted.reset(image && { image, faults: [] })) await hosted.begin();
  settle({ database, directory });
}
