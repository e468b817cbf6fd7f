import { X509Certificate } from "node:crypto";
import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  opendirSync,
  openSync,
  readSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { printable } from "../base/printable.ts";

/** How much of a directory is looked at, and of each file. */
const most = { entries: 10_000, files: 1_000, bytes: 64 * 1024, sentences: 20 };

/** What a file was like when it was read, and what came of it. */
interface ReadFile {
  readonly state: string;
  /** PEM; null if there is none to trust. */
  readonly certificate: string | null;
  /** What its owner should know; null if all is well. */
  readonly complaint: string | null;
}

/**
 * The certificates that a directory holds, PEM, one of each `*.crt` and `*.pem`, in order of their names; the same array
 * again as long as none has changed.
 *
 * Each time it is called, it reads what is new or has changed since. What it passes over, it tells once.
 */
export function trustedCertificatesIn(
  directory: string,
  onSentence: (sentence: string) => void,
): () => readonly string[] {
  // Whoever puts a file there has chosen its name.
  const tell = (sentence: string) => onSentence(printable(sentence));
  let read = new Map<string, ReadFile>();
  let certificates: readonly string[] = [];
  let toldOfDirectory: string | null = null;

  return () => {
    const { names, complaint } = namesIn(directory);
    if (complaint !== null && complaint !== toldOfDirectory) tell(complaint);
    toldOfDirectory = complaint;
    const present = new Map(
      names.map((name) => [name, readAgain(directory, name, read.get(name))]),
    );
    const changed = [...present].filter(([name, file]) => read.get(name) !== file);
    if (changed.length === 0 && present.size === read.size) return certificates;
    const complaints = changed.flatMap(([, { complaint: one }]) => one ?? []);
    for (const one of complaints.slice(0, most.sentences)) tell(one);
    const left = complaints.length - most.sentences;
    if (left > 0) tell(`${left} more files in ${directory} are not taken as they are.`);
    read = present;
    certificates = [...present.values()].flatMap(({ certificate }) => certificate ?? []);
    return certificates;
  };
}

function namesIn(directory: string): { names: readonly string[]; complaint: string | null } {
  const names: string[] = [];
  try {
    using entries = opendirSync(directory);
    let left = most.entries;
    for (let entry = entries.readSync(); entry && left > 0; entry = entries.readSync()) {
      if (/^[^.].*\.(crt|pem)$/.test(entry.name)) names.push(entry.name);
      left -= 1;
    }
  } catch (error) {
    return {
      names: [],
      complaint: `${directory} cannot be read (${codeOf(error)}): no certificate of it is trusted.`,
    };
  }
  const tooMany = names.length > most.files;
  return {
    names: names.sort((one, other) => (one < other ? -1 : 1)).slice(0, most.files),
    complaint: tooMany
      ? `${directory} holds more than ${most.files} certificates: those of the first ${most.files} names are trusted.`
      : null,
  };
}

/** What was read before if the file is as it was then. */
function readAgain(directory: string, name: string, before: ReadFile | undefined): ReadFile {
  const path = join(directory, name);
  try {
    const found = statSync(path, { bigint: true });
    const state = stateOf(found);
    if (state === before?.state) return before;
    // Before it is opened: reading from a pipe would wait for whoever writes into it.
    if (!found.isFile()) return passedOver(state, `${path} is no file`);
    return readCertificate(path);
  } catch (error) {
    const state = codeOf(error);
    if (state === before?.state) return before;
    return passedOver(state, `${path} cannot be read (${state})`);
  }
}

function readCertificate(path: string): ReadFile {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const state = stateOf(fstatSync(file, { bigint: true }));
    const buffer = Buffer.alloc(most.bytes);
    const content = buffer.subarray(0, readSync(file, buffer));
    const certificate = certificateIn(content);
    if (certificate === null) return passedOver(state, `${path} begins with no certificate`);
    const isBundle = content.toString("latin1").split("-----BEGIN CERTIFICATE-----").length > 2;
    return {
      state,
      certificate,
      complaint: isBundle
        ? `${path} holds several certificates, of which the first alone is trusted: GitLab takes one a file. Put each into a file of its own.`
        : null,
    };
  } finally {
    closeSync(file);
  }
}

const passedOver = (state: string, why: string): ReadFile => ({
  state,
  certificate: null,
  complaint: `${why}: it is passed over.`,
});

/** The first certificate of PEM, or the one in DER. */
function certificateIn(content: Buffer): string | null {
  try {
    return new X509Certificate(content).toString();
  } catch {
    return null;
  }
}

const stateOf = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats) =>
  [dev, ino, size, mtimeNs, ctimeNs].join(" ");

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);
