import { createReadStream, statSync } from "node:fs";
import { resolve } from "node:path";
import type { LicenseRecords } from "../activation/license-records.ts";
import { messagesOf } from "../activation/messages.ts";
import { type UploadPorts, upload } from "../activation/upload.ts";
import { maxLicenseBytes } from "../base/file-limits.ts";
import type { Log } from "../base/log.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type Database, inTransaction } from "../db/database.ts";
import { forgetFact, readFact, writeFact } from "../db/facts.ts";
import { StartError } from "./start-error.ts";

interface Given {
  readonly database: Database;
  /** The code in the environment; null if there is none. */
  readonly activationCode: string | null;
  /** The license file that a setting names; null if none does. */
  readonly licenseFile: string | null;
  /** Those in the data directory. Without a setting the first is loaded. */
  readonly filesFound: readonly string[];
  readonly log: Log;
}

type Upload = UploadPorts & {
  readonly licenses: Pick<LicenseRecords, "install" | "historyLength">;
};

/** Writes down that a database is new, as long as nothing shows yet that it was used. */
export function noteFirstBoot(database: Database) {
  if (readFact(database, "instance_id") === undefined) {
    inTransaction(database, (tx) => writeFact(tx, "first_boot", "pending"));
  }
}

/** Whether what an installation does once is still to be done. */
export const isFirstBoot = (database: Database): boolean =>
  readFact(database, "first_boot") !== undefined;

/** Whether an emulator has run on a database before. A start that fails is none. */
export const hasStarted = (database: Database): boolean =>
  readFact(database, "has_started") !== undefined;

export const noteStart = (database: Database) =>
  inTransaction(database, (tx) => writeFact(tx, "has_started", "true"));

export const endFirstBoot = (database: Database) =>
  inTransaction(database, (tx) => forgetFact(tx, "first_boot"));

/** What is done with the first license, by editions. */
export const firstLicense = (given: Given) => ({
  load: (upload: Upload) => load(given, upload),
  passOver: (licenses: Parameters<typeof passOver>[1]) => passOver(given, licenses),
});

/**
 * What an installation does once, before anybody can ask for a license: it loads a license file. A start that fails is
 * none; the next one tries again. A code in the environment wins over any file: it is activated later, beside everything
 * else, and the first boot lasts until then, whatever number of starts that takes. Source: licensing rules, rake and
 * first boot.
 */
async function load(given: Given, upload: Upload): Promise<void> {
  const { database, activationCode, licenseFile, log } = given;
  if (!isFirstBoot(database)) {
    if (activationCode !== null) log.info(notActivated);
    if (licenseFile !== null) log.info({ licenseFile }, notLoaded);
    return;
  }
  // The process ended between the two writes of a first boot, or somebody did not wait for its activation.
  const isLicensed = (await upload.licenses.historyLength()) > 0;
  if (!isLicensed && activationCode !== null) {
    tellOfOthers(log, candidates(given), outdone);
    return;
  }
  if (!isLicensed) await loadLicense(given, upload);
  endFirstBoot(database);
}

/**
 * The same for the free edition, which has no licenses: nothing is loaded, and the first boot is over all the same. The
 * product says nothing of what it passes over; here the log does, and how many licenses stay stored that nobody is shown.
 */
async function passOver(
  given: Given,
  licenses: Pick<LicenseRecords, "historyLength" | "unreadableRows">,
): Promise<void> {
  const { database, activationCode, log } = given;
  if (activationCode !== null) log.warn(codeInFreeEdition);
  const licenseFiles = candidates(given);
  if (licenseFiles.length > 0) log.warn({ licenseFiles }, filesInFreeEdition);
  const stored = (await licenses.historyLength()) + (await licenses.unreadableRows()).length;
  if (stored > 0) log.warn({ stored }, hiddenInFreeEdition);
  if (isFirstBoot(database)) endFirstBoot(database);
}

const codeInFreeEdition = "GITLAB_ACTIVATION_CODE not used: the free edition has no licenses.";
const filesInFreeEdition = "License files not loaded: the free edition has no licenses.";
const hiddenInFreeEdition =
  "The free edition shows no licenses: those of this data directory stay stored, for --edition ee.";
const notActivated =
  "GITLAB_ACTIVATION_CODE not used: that is done at the first start of a data directory alone. understudy activate takes a code at any time.";
const outdone = "License files not loaded: GITLAB_ACTIVATION_CODE wins over them.";
const passedOver = "License files not loaded: the first start loads one alone.";
const notLoaded =
  "License file not loaded: that is done at the first start of a data directory alone. understudy license upload sends it.";

/** The one to load first. */
const candidates = ({
  licenseFile,
  filesFound,
}: Pick<Given, "licenseFile" | "filesFound">): readonly string[] =>
  licenseFile === null
    ? filesFound
    : [licenseFile, ...filesFound.filter((file) => resolve(licenseFile) !== file)];

function tellOfOthers(log: Log, licenseFiles: readonly string[], why: string) {
  if (licenseFiles.length > 0) log.info({ licenseFiles }, why);
}

async function loadLicense(given: Given, ports: Upload) {
  const { licenseFile, log } = given;
  const [path, ...others] = candidates(given);
  tellOfOthers(log, others, passedOver);
  const text = path === undefined ? null : await licenseIn(path, licenseFile !== null);
  if (path === undefined || text === null) {
    log.debug("No license file is loaded. GITLAB_LICENSE_FILE or --license-file names one.");
    return;
  }
  const uploaded = await upload(text, ports, "first-start");
  if (!uploaded.ok) throw invalid(path, messagesOf(uploaded.error).join("\n"));
  log.info({ row: uploaded.value.row }, `License Added:\n\nFilePath: ${path}`);
}

/** A file's text; null if there is no such file and nobody has named it. */
async function licenseIn(path: string, isNamed: boolean): Promise<string | null> {
  // A pipe that nobody writes to would be waited for without end; whoever names one means it.
  const isPlain = isNamed || (statSync(path, { throwIfNoEntry: false })?.isFile() ?? true);
  if (!isPlain) throw invalid(path, "It is no plain file.");
  const bytes = await beginningOf(path);
  if (bytes.ok) return bytes.value.toString();
  if (!isMissing(bytes.error)) throw invalid(path, `It cannot be read (${bytes.error}).`);
  if (!isNamed) return null;
  throw new StartError(`License File Missing:\n\nFilePath: ${path}\n${remedy}`, true);
}

const isMissing = (code: string) => code === "ENOENT" || code === "ENOTDIR";

/** As much as a license may have and a byte more: what is no plain file has no size to ask for. */
async function beginningOf(path: string): Promise<Result<Buffer, string>> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(path, { end: maxLicenseBytes })) chunks.push(chunk);
    return ok(Buffer.concat(chunks));
  } catch (error) {
    if (error instanceof Error && "code" in error) return err(String(error.code));
    throw error;
  }
}

const invalid = (path: string, reason: string) =>
  new StartError(`License Invalid:\n\nFilePath: ${path}\n${reason}\n${remedy}`, false);

const remedy =
  "Nothing was stored. Put another file there, name another one with --license-file, or start without.";
