import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Guard } from "../base/guards.ts";
import { isRecord } from "../base/is-record.ts";
import { nestsDeeperThan } from "../base/json-depth.ts";
import { printable } from "../base/printable.ts";
import { jsonProblem } from "../base/repeatable.ts";
import {
  fileNamed,
  isManifest,
  isPassedOver,
  isRecordedExchange,
  isRecordedLicense,
  licenseName,
  type Manifest,
  manifestName,
  mostBytes,
  mostExchanges,
  mostFileBytes,
  NoRecording,
  type RecordedExchange,
  type RecordedLicense,
  RecordingProblem,
  recordingVersion,
} from "./format.ts";

export interface NumberedExchange {
  readonly number: number;
  /** Of its file. */
  readonly name: string;
  readonly exchange: RecordedExchange;
}

export interface Recording {
  readonly salt: string;
  readonly licenses: ReadonlyMap<number, RecordedLicense>;
  /** In order. */
  readonly exchanges: readonly NumberedExchange[];
  /** Of all files together. */
  readonly bytes: number;
}

/** Reads a recording whole. Throws a `RecordingProblem` that says what is wrong with it, and has read no more than there may be. */
export function readRecording(directory: string): Recording {
  const names = namesIn(directory).filter((name) => !isPassedOver(name));
  if (!names.includes(manifestName)) {
    throw new RecordingProblem(
      `${directory} holds no ${manifestName}, so it is no recording of an emulator's.`,
    );
  }
  const bytes = bytesOf(directory, names);
  const read = <Value>(name: string, is: Guard<Value>): Value =>
    valueIn(textIn(directory, name), name, is);
  const { salt } = newestKnown(read(manifestName, isManifestOfAny));

  const licenses = new Map<number, RecordedLicense>();
  const exchanges = new Map<number, NumberedExchange>();
  for (const name of names) {
    if (name === manifestName) continue;
    const file = fileNamed(name);
    if (file === null) {
      throw new RecordingProblem(
        `${directory} holds ${printable(name)}, which is no part of a recording.`,
      );
    }
    const { kind, number } = file;
    if (kind === "license") {
      licenses.set(number, read(name, isRecordedLicense));
      continue;
    }
    const other = exchanges.get(number);
    if (other) {
      throw new RecordingProblem(
        `${directory} holds ${other.name} and ${name}, which have the same number.`,
      );
    }
    if (exchanges.size === mostExchanges) {
      throw new RecordingProblem(`${directory} holds more than ${mostExchanges} exchanges.`);
    }
    exchanges.set(number, { number, name, exchange: read(name, isRecordedExchange) });
  }
  for (const { name, exchange } of exchanges.values()) {
    const missing = exchange.licenses.find((number) => !licenses.has(number));
    if (missing !== undefined) {
      throw new RecordingProblem(`${name} names ${licenseName(missing)}, which is not there.`);
    }
  }
  const inOrder = [...exchanges.values()].sort((one, next) => one.number - next.number);
  return { salt, licenses, exchanges: inOrder, bytes };
}

/** Names in a directory; a directory that cannot be read is a `RecordingProblem`. */
export function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT") throw new NoRecording(`There is no directory ${directory}.`);
    if (code === "ENOTDIR") throw new RecordingProblem(`${directory} is no directory.`);
    throw new RecordingProblem(`${directory} cannot be read (${code}).`);
  }
}

/** How large files are together; none of them is read yet. */
function bytesOf(directory: string, names: readonly string[]): number {
  let bytes = 0;
  for (const name of names) {
    const found = explaining(name, () => lstatSync(join(directory, name)));
    if (!found.isFile()) {
      throw new RecordingProblem(`${printable(name)} is a link or something else that is no file.`);
    }
    if (found.size > mostFileBytes) {
      throw new RecordingProblem(`${printable(name)} is larger than ${mostFileBytes} bytes.`);
    }
    bytes += found.size;
  }
  if (bytes > mostBytes) {
    throw new RecordingProblem(`${directory} holds more than ${mostBytes} bytes.`);
  }
  return bytes;
}

const textIn = (directory: string, name: string): string =>
  explaining(name, () => readFileSync(join(directory, name), "utf8"));

function explaining<Value>(name: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new RecordingProblem(`${printable(name)} cannot be read (${codeOf(error)}).`);
  }
}

const mostDepth = 1_000;

function valueIn<Value>(text: string, name: string, is: Guard<Value>): Value {
  if (nestsDeeperThan(mostDepth, text)) {
    throw new RecordingProblem(`${name} is damaged: it nests too deep.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new RecordingProblem(`${name} is damaged: ${jsonProblem(error)}.`);
  }
  if (!is(value)) {
    throw new RecordingProblem(`${name} is damaged: it does not say what such a file says.`);
  }
  return value;
}

const isManifestOfAny: Guard<Readonly<Record<string, unknown>>> = (
  value,
): value is Readonly<Record<string, unknown>> =>
  isRecord(value) && value["format"] === "understudy-recording";

/** What another version says is not looked into. */
function newestKnown(manifest: Readonly<Record<string, unknown>>): Manifest {
  const { version } = manifest;
  if (version !== recordingVersion) {
    throw new RecordingProblem(
      `${manifestName} says version ${printable(String(version)).slice(0, 20)}, and this Understudy knows version ${recordingVersion}.`,
    );
  }
  if (!isManifest(manifest)) {
    throw new RecordingProblem(
      `${manifestName} is damaged: it does not say what such a file says.`,
    );
  }
  return manifest;
}

/** What the system calls a failure. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "unknown";
