import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { access, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Log } from "../base/log.ts";
import type { Random } from "../base/random.ts";
import { isFull } from "../base/storage-problem.ts";
import type { ReadingKeys } from "../license/reading-keys.ts";
import type { Instant } from "../time/calendar.ts";
import type { Clock } from "../time/clock.ts";
import type { Exchange } from "../traffic/exchange.ts";
import type { KnownSecrets } from "../traffic/known-secrets.ts";
import { askedBy } from "./asked.ts";
import { describeExchange } from "./describe-exchange.ts";
import {
  draftOf,
  exchangeName,
  fileText,
  isDraft,
  isPassedOver,
  licenseName,
  type Manifest,
  manifestName,
  mostBytes,
  mostExchanges,
  mostFileBytes,
  type RecordedLicense,
  RecordingProblem,
  recordingVersion,
} from "./format.ts";
import { codeOf, namesIn, type Recording, readRecording } from "./read-recording.ts";
import type { SeenSecrets } from "./seen-secrets.ts";

export interface Recorder extends AsyncDisposable {
  /** Takes a reference and no more: whoever asked does not wait. */
  record(exchange: Exchange): void;
}

interface RecorderOptions {
  readonly directory: string;
  readonly clock: Clock;
  readonly random: Random;
  /** What licenses can be read with. */
  readonly keys: ReadingKeys;
  /** What the emulator itself knows to be secret. */
  readonly secrets: Pick<KnownSecrets, "clean">;
  /** Whether names and addresses of people are hidden as well. */
  readonly redactPeople: boolean;
  readonly log: Log;
}

/** An exchange that is to be written under its number. */
interface Waiting {
  readonly number: number;
  readonly at: Instant;
  readonly exchange: Exchange;
  readonly size: number;
}

/** What waits for the disk at most, in characters. */
const mostWaiting = 32 * 1024 * 1024;
/** Of one exchange, besides its bodies. */
const mostOfRest = 2 * 1024;

/**
 * Keeps exchanges in a directory: a new one, or one with a recording, which goes on. Throws a `RecordingProblem` for any
 * other, in which nothing was changed then.
 *
 * Files appear whole and in order. Where one cannot be written the recording ends, and the log says so: what is recorded
 * has no gap. Disposing waits for what is still to be written.
 */
export function startRecorder({
  directory,
  clock,
  random,
  keys,
  secrets,
  redactPeople,
  log,
}: RecorderOptions): Recorder {
  const before = openForRecording(directory, random);
  const seen = seenIn(before);
  const count = before.exchanges.length;
  log.info(
    count === 0
      ? `Exchanges with the portal are recorded in ${directory}`
      : `The recording in ${directory} goes on after ${count} exchanges`,
  );
  /** Of the last exchange that was taken, and of the last that was written. */
  let taken = before.exchanges.at(-1)?.number ?? 0;
  let written = taken;
  let { bytes } = before;
  let hasEnded = false;
  const waiting: Waiting[] = [];
  let waitingText = 0;
  let writing: Promise<void> | null = null;

  function end(last: number, why: string, err?: unknown) {
    hasEnded = true;
    log.error(
      { err },
      `The recording in ${directory} has ended with exchange ${last}: ${why}. What follows is not recorded`,
    );
  }

  async function writeAll() {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      // Whoever is to be answered goes first.
      await setImmediate();
      waitingText -= next.size;
      try {
        await write(next);
        written = next.number;
      } catch (error) {
        waiting.length = 0;
        end(written, reasonOf(error), error instanceof RecordingProblem ? undefined : error);
      }
    }
    writing = null;
  }

  async function write({ number, at, exchange: sent }: Waiting) {
    const masking = { seen, keys, secrets, redactPeople };
    const { exchange, licenses } = describeExchange(sent, clock.calendar.toIso(at), masking);
    const files = licenses.map(
      ({ number: licenseNumber, hash, readBy, attributes, length }): [string, RecordedLicense] => [
        licenseName(licenseNumber),
        { hash, readBy, attributes, length },
      ],
    );
    const name = exchangeName(number, askedBy(sent.request).operation);
    for (const [file, value] of [...files, [name, exchange] as const]) {
      const text = fileText(value);
      const size = Buffer.byteLength(text);
      if (size > mostFileBytes) throw new RecordingProblem("the next one is too large");
      bytes += size;
      if (bytes > mostBytes) throw new RecordingProblem(`it is larger than ${mostBytes} bytes`);
      await writeWhole(directory, file, text);
    }
  }

  return {
    record(exchange) {
      if (hasEnded) return;
      const bodies = exchange.request.body.length + (exchange.response?.body.length ?? 0);
      const size = bodies + mostOfRest;
      if (taken >= mostExchanges) return end(taken, `it holds ${mostExchanges} exchanges`);
      if (waitingText + size > mostWaiting) {
        return end(taken, "exchanges come faster than the disk takes them");
      }
      taken += 1;
      waiting.push({ number: taken, at: clock.now(), exchange, size });
      waitingText += size;
      writing ??= writeAll();
    },
    async [Symbol.asyncDispose]() {
      await writing;
    },
  };
}

/** The recording that is there, or one that has just begun. */
function openForRecording(directory: string, random: Random): Recording {
  try {
    // Whatever is above it is to be there: Node's own recursion never ends where the system makes no directories.
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    const code = codeOf(error);
    if (code !== "EEXIST") throw new RecordingProblem(`${directory} cannot be made (${code}).`);
  }
  const names = namesIn(directory).filter((name) => !isPassedOver(name));
  if (names.length > 0 && !names.includes(manifestName)) {
    throw new RecordingProblem(`${directory} holds files that are no recording's.`);
  }
  try {
    if (names.length === 0) {
      const salt = random.bytes("recording/salt", 16).toString("hex");
      const manifest: Manifest = {
        format: "understudy-recording",
        version: recordingVersion,
        salt,
      };
      writeFileSync(join(directory, manifestName), fileText(manifest), { mode: 0o600, flag: "wx" });
    }
  } catch (error) {
    throw new RecordingProblem(`${directory} cannot be written (${codeOf(error)}).`);
  }
  const recording = readRecording(directory);
  for (const name of readdirSync(directory)) {
    if (isDraft(name)) rmSync(join(directory, name), { force: true });
  }
  return recording;
}

function seenIn({ salt, licenses, exchanges }: Recording): SeenSecrets {
  const codes = exchanges.flatMap(({ exchange }) =>
    Object.entries(exchange.codes).map(([number, hash]) => [hash, Number(number)] as const),
  );
  return {
    salt,
    codes: new Map(codes),
    licenses: new Map([...licenses].map(([number, { hash }]) => [hash, number])),
  };
}

/** Writes a file that is not there yet, whole or not at all. */
async function writeWhole(directory: string, name: string, text: string) {
  const path = join(directory, name);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw new RecordingProblem(`somebody else has written ${name}`);
  const draftPath = join(directory, draftOf(name));
  try {
    // Nobody waits for the disk itself: what a machine loses that goes out is a test that is recorded again.
    await writeFile(draftPath, text, { mode: 0o600, flag: "wx" });
    await rename(draftPath, path);
  } catch (error) {
    await rm(draftPath, { force: true }).catch(() => undefined);
    throw error;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof RecordingProblem) return error.message;
  const code = codeOf(error);
  return isFull(code) ? `the disk is full (${code})` : `it cannot be written (${code})`;
}
