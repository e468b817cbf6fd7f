import {
  fields,
  type Guard,
  type Guarded,
  isNumber,
  isText,
  isWhole,
  listOf,
  orNull,
  textLike,
} from "../base/guards.ts";
import { isRecord } from "../base/is-record.ts";

/*
 * A recording is a directory: `recording.json`, `license-1.json` and so on for each license that went by, and
 * `0001-activate.json` and so on for each exchange, in order. All of it may be read, edited and committed.
 */

/** The version of this form, which `recording.json` says. */
export const recordingVersion = 1;
export const manifestName = "recording.json";

/** The longest that a timer can wait. */
const mostMs = 2 ** 31 - 1;

export const mostExchanges = 10_000;
/** Of one file. */
export const mostFileBytes = 4 * 1024 * 1024;
/** Of all files together. */
export const mostBytes = 64 * 1024 * 1024;

export const licenseName = (number: number) => `license-${number}.json`;

export const exchangeName = (number: number, operation: string) =>
  `${String(number).padStart(4, "0")}-${/^[a-z-]{1,20}$/.test(operation) ? operation : "other"}.json`;

/** What a file of a recording is, by its name; null for one that is none. */
export function fileNamed(
  name: string,
): { readonly kind: "license" | "exchange"; readonly number: number } | null {
  const [, license] = /^license-([1-9]\d{0,4})\.json$/.exec(name) ?? [];
  if (license !== undefined) return { kind: "license", number: Number(license) };
  const [, exchange] = /^(\d{4,5})-[a-z-]{1,20}\.json$/.exec(name) ?? [];
  return exchange === undefined ? null : { kind: "exchange", number: Number(exchange) };
}

/** What a file is called until it is whole. */
export const draftOf = (name: string) => `${name}.draft`;

export const isDraft = (name: string) =>
  name.endsWith(".draft") && fileNamed(name.slice(0, -".draft".length)) !== null;

/** What Git puts into a directory, and what a recorder that was killed has left there. */
export const isPassedOver = (name: string) => name.startsWith(".git") || isDraft(name);

/** What stands in an exchange for an activation code or a license. */
export const codeText = (number: number | string) => `[code ${number}]`;
export const licenseText = (number: number | string) => `[license ${number}]`;

/** What stands there for any other secret that is very long. */
export const longText = (length: number) => `[masked, ${length} characters]`;
export const longTexts = /\[masked, (\d{5,7}) characters\]/g;

export interface Manifest {
  readonly format: "understudy-recording";
  readonly version: number;
  /** 16 bytes in hexadecimal, which are hashed together with each code and each license. */
  readonly salt: string;
}

export const isManifest: Guard<Manifest> = fields({
  format: (value): value is "understudy-recording" => value === "understudy-recording",
  version: isWhole,
  salt: textLike(/^[\da-f]{32}$/),
});

const isHash = textLike(/^[\da-f]{64}$/);

export const isRecordedLicense = fields({
  /** Of its text. */
  hash: isHash,
  /** What the instance has read it with: `test-key`, `license-public-key`, `license-fallback-key`; null for a text that none of them reads. */
  readBy: orNull(isText),
  /** What it says; null for a text that no key reads. */
  attributes: orNull(isRecord),
  /** How long its text is, in characters. */
  length: (value): value is number => isWhole(value) && value >= 0 && value <= 512 * 1024,
});
export type RecordedLicense = Guarded<typeof isRecordedLicense>;

/** What was sent as a body: JSON, or any other text. Of what is very long there is the beginning alone. */
export type RecordedBody =
  | { readonly json: unknown }
  | { readonly text: string; readonly cut?: true };

const isBody: Guard<RecordedBody> = (value): value is RecordedBody =>
  isRecord(value) && ("json" in value || isText(value["text"]));

/** As a header may be sent. */
const isHeaders: Guard<Readonly<Record<string, string>>> = (
  value,
): value is Readonly<Record<string, string>> =>
  isRecord(value) &&
  Object.entries(value).every(
    ([name, one]) =>
      /^[\w!#$%&'*+.^`|~-]+$/.test(name) && isText(one) && /^[\t\x20-\x7e\x80-\xff]*$/.test(one),
  );

/** Hashes of activation codes by their numbers. */
const isCodes: Guard<Readonly<Record<string, string>>> = (
  value,
): value is Readonly<Record<string, string>> =>
  isRecord(value) &&
  Object.entries(value).every(([number, hash]) => /^[1-9]\d{0,4}$/.test(number) && isHash(hash));

export const isRecordedExchange = fields({
  /** ISO 8601, on the clock of the instance that asked. */
  at: textLike(/^\d{4}-\d\d-\d\dT[\d:.]{5,12}(?:Z|[+-]\d\d:\d\d)$/),
  ms: (value): value is number => isNumber(value) && value >= 0 && value <= mostMs,
  /** The activation codes that stand in it, by number: a hash of each. */
  codes: isCodes,
  /** Numbers of the licenses that stand in it. */
  licenses: listOf((value): value is number => isWhole(value) && value > 0),
  request: fields({
    method: textLike(/^[A-Z]{1,20}$/),
    url: isText,
    headers: isHeaders,
    body: isBody,
  }),
  /** Null if none came. */
  response: orNull(
    fields({
      status: (value): value is number => isWhole(value) && value >= 200 && value <= 999,
      headers: isHeaders,
      body: isBody,
    }),
  ),
  /** Why there is no response. */
  error: orNull(isText),
  /** The same, where it is the network's fault. */
  cause: orNull(
    fields({
      host: isText,
      address: orNull(isText),
      phase: isText,
      code: isText,
      ms: isNumber,
    }),
  ),
});
export type RecordedExchange = Guarded<typeof isRecordedExchange>;

export const textOf = (body: RecordedBody): string =>
  "json" in body ? JSON.stringify(body.json) : body.text;

/** JSON as people read it; what would grow too much by that is on one line. */
export function fileText(value: unknown): string {
  const spacious = JSON.stringify(value, null, 2);
  return `${spacious.length > 1024 * 1024 ? JSON.stringify(value) : spacious}\n`;
}

/** A directory holds no recording that could be replayed or continued. The message says why, and what to do. */
export class RecordingProblem extends Error {}

/** There is no such directory. */
export class NoRecording extends RecordingProblem {}
