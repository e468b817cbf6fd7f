import { promisify } from "node:util";
import { unzip, type ZlibOptions } from "node:zlib";
import {
  type FutureSubscription,
  maxFutureSubscriptions,
} from "../activation/future-subscription.ts";
import type { UnusableAnswer } from "../activation/portal-access.ts";
import { maxLicenseBytes } from "../base/file-limits.ts";
import { isRecord } from "../base/is-record.ts";
import { err, ok, type Result } from "../base/result.ts";

/** An answer of a portal, of which no more is read than an instance needs: whatever it sends comes in through this file. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** Of a body, unpacked. A license and all that may come beside it take a third of that. */
export const maxAnswerBytes = 1024 * 1024;
const maxDepth = 32;
/** Of all lists and objects together. */
const maxEntries = 10_000;
const maxText = 10_000;

/** What a license goes by in the answers: it may be as large as one that is uploaded. */
const namesOfLicense: readonly string[] = ["licenseKey", "license"];

class BodyTooLarge extends Error {
  constructor(status: number) {
    super(`HTTP status code: ${status}, with a body of more than ${maxAnswerBytes} bytes`);
  }
}

/** Takes in a body, piece by piece. Throws once it is more than is read. */
export function bodyOf({ status, headers }: Omit<Answer, "body">) {
  const isPacked = /^(?:x-)?gzip$|^deflate$/i.test(headers["content-encoding"] ?? "");
  const chunks: Buffer[] = [];
  let bytes = 0;
  return {
    take(chunk: Buffer) {
      bytes += chunk.length;
      // What is packed is counted when it is unpacked; how much of that may travel is the connection's to say.
      if (!isPacked && bytes > maxAnswerBytes) throw new BodyTooLarge(status);
      chunks.push(chunk);
    },
    /** What it says, unpacked if it is compressed. Throws if that fails, or is too much. */
    async whole(): Promise<string> {
      const whole = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      return utf8.decode(isPacked ? await unpacked(whole, status) : whole);
    },
  };
}

const utf8 = new TextDecoder();
const unpack = promisify<Buffer, ZlibOptions, Buffer>(unzip);

async function unpacked(packed: Buffer, status: number): Promise<Buffer> {
  try {
    return await unpack(packed, { maxOutputLength: maxAnswerBytes });
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    throw isTooLarge ? new BodyTooLarge(status) : error;
  }
}

/** The JSON of a 2xx answer: small enough that whoever reads it may walk through it, keep it and show it. */
export function jsonIn({ headers, body }: Omit<Answer, "status">): Result<unknown, UnusableAnswer> {
  if (body.trim() === "") return err({ kind: "portal-answered-nothing" });
  if (!/[/+]json\b/i.test(headers["content-type"] ?? "")) {
    return err({ kind: "portal-answered-no-json" });
  }
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return err({ kind: "portal-answered-broken-json" });
  }
  const excess = excessOf(value);
  return excess === null ? ok(value) : err({ kind: "portal-answered-too-much", excess });
}

/** What of a value is too much; null if nothing is. The list grows while it is walked: recursion would need a stack. */
function excessOf(whole: unknown): string | null {
  const seen = [{ name: "", value: whole, depth: 0 }];
  for (const { name, value, depth } of seen) {
    const excess = typeof value === "string" ? excessOfText(name, value) : null;
    if (excess !== null) return excess;
    if (typeof value !== "object" || value === null) continue;
    if (depth === maxDepth) return `values nested more than ${maxDepth} deep`;
    for (const [key, inner] of Object.entries(value)) {
      if (seen.length > maxEntries) return `more than ${maxEntries} values`;
      if (key.length > maxText) return `a name of more than ${maxText} characters`;
      seen.push({ name: key, value: inner, depth: depth + 1 });
    }
  }
  return null;
}

function excessOfText(name: string, value: string): string | null {
  if (namesOfLicense.includes(name)) {
    const isLarge = Buffer.byteLength(value) > maxLicenseBytes;
    return isLarge ? `a license of more than ${maxLicenseBytes} bytes` : null;
  }
  return value.length > maxText ? `a text of more than ${maxText} characters` : null;
}

type Members = Readonly<Record<string, unknown>>;

/** Null for a list that the vendor's schema refuses to store; what is stored stays then. */
export function futureSubscriptionsIn(
  list: unknown,
  toFutureSubscription: (message: Members) => FutureSubscription,
): readonly FutureSubscription[] | null {
  if (list === null || list === undefined) return [];
  if (!Array.isArray(list) || list.length > maxFutureSubscriptions) return null;
  return list.every(isRecord) ? list.map((one) => toFutureSubscription(one)) : null;
}

export const field = (value: unknown, name: string) => (isRecord(value) ? value[name] : undefined);
export const text = (value: unknown) => (typeof value === "string" ? value : null);
export const flag = (value: unknown) => (typeof value === "boolean" ? value : null);
export const integer = (value: unknown) =>
  typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : null;
