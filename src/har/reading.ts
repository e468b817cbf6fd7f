import { type TransportFailure, transportPhases } from "../base/transport-failure.ts";
import {
  BadJson,
  BoundedJson,
  isTakenObject,
  type Shape,
  type Taken,
  type TakenObject,
} from "./bounded-json.ts";
import type { HarEntry, HarHeader } from "./entry.ts";
import { HarProblem } from "./har-problem.ts";
import { redactor } from "./redact.ts";

/** What is read of a body, in characters. */
const maxBody = 1024 * 1024;
const maxText = 64 * 1024;
/** More headers or fields than anybody sends. */
const maxPairs = 1_000;

const short: Shape = { text: 1_000 };
const text: Shape = { text: maxText };
const pairs: Shape = { items: { members: { name: text, value: text } }, most: maxPairs };
const cause: Shape = {
  members: { host: short, address: short, phase: short, code: short, ms: short },
};
const entry: Shape = {
  members: {
    startedDateTime: short,
    time: short,
    pageref: short,
    _error: short,
    _hop: short,
    _cause: cause,
    request: {
      members: {
        method: short,
        url: text,
        headers: pairs,
        postData: {
          members: { mimeType: short, text: { text: maxBody }, encoding: short, params: pairs },
        },
      },
    },
    response: {
      members: {
        status: short,
        headers: pairs,
        _error: short,
        content: { members: { mimeType: short, text: { text: maxBody }, encoding: short } },
      },
    },
  },
};
const author: Shape = { members: { name: short } };
/** A list that is no list of entries is none of a HAR. */
const har: Shape = {
  members: { log: { members: { creator: author, browser: author, entries: { each: entry } } } },
};

/**
 * Reads a HAR of whatever browser, 1.1 or 1.2, as it comes: no more is kept of it than one entry, and of that a part. Each is
 * redacted before anybody sees it.
 *
 * Throws a `HarProblem` for what is none, once the entries before the problem were handed out.
 */
export async function* readHar(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<HarEntry> {
  const pieces: string[] = [];
  const outer = new BoundedJson(har, (piece) => pieces.push(piece));
  // Some tools write the whole file as one text of JSON.
  const inner = new BoundedJson(har);
  const redact = redactor();
  let count = 0;
  let isText = false;

  /** The entries that have ended, by what has read them. */
  function* entriesIn(ended: readonly Taken[], reader: BoundedJson) {
    for (const one of ended) {
      if (!isTakenObject(one)) continue;
      const browser = browserOf(reader.begun(1) ?? logOf(reader.root));
      const { entry: read, fields } = normalized(one, { index: count, browser });
      yield redact(read, fields);
      count += 1;
    }
  }
  function innerPieces(): string | null {
    if (pieces.length === 0) return null;
    isText = true;
    return pieces.splice(0).join("");
  }

  try {
    for await (const piece of textsOf(chunks)) {
      yield* entriesIn(outer.write(piece), outer);
      const within = innerPieces();
      if (within !== null) yield* entriesIn(inner.write(within), inner);
    }
    yield* entriesIn(outer.end(), outer);
    const within = innerPieces();
    if (within !== null) yield* entriesIn(inner.write(within), inner);
    if (isText) yield* entriesIn(inner.end(), inner);
  } catch (error) {
    throw error instanceof BadJson ? new HarProblem(sentenceFor(error, count)) : error;
  }
  const log = logOf((isText ? inner : outer).root);
  if (!Array.isArray(log?.["entries"])) {
    throw new HarProblem(
      "The file is no HAR: it is JSON, and has no `log` with a list of `entries`.",
    );
  }
}

function sentenceFor({ kind }: BadJson, count: number): string {
  const where = count === 0 ? "before its first entry" : `after entry ${count}`;
  switch (kind) {
    case "deep":
      return "The file is no HAR: it nests deeper than any.";
    case "ended-early":
      return `The HAR ends too early, ${where}. Save it again, whole.`;
    case "malformed":
      return count === 0
        ? "The file is no HAR: it is no JSON."
        : `The HAR is broken ${where}: what follows is no JSON.`;
  }
}

/** Text of UTF-8, or of UTF-16 where a mark says so, as it comes. */
async function* textsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let start = Buffer.alloc(0);
  let decoder: TextDecoder | null = null;
  for await (const chunk of partsOf(chunks)) {
    if (decoder) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < 4) continue;
    decoder = decoderFor(start);
    yield decoder.decode(start, { stream: true });
  }
  if (start.length === 0) throw new HarProblem("The file is empty.");
  yield decoder ? decoder.decode() : decoderFor(start).decode(start);
}

/** What is read at once: the parser tells of all that stands in it before anything of that is let go. */
const maxPart = 64 * 1024;

async function* partsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += maxPart) {
      yield chunk.subarray(from, from + maxPart);
    }
  }
}

function decoderFor(start: Buffer): TextDecoder {
  const [first = 0, second = 0] = start;
  const isPacked =
    (first === 0x1f && second === 0x8b) || start.toString("latin1", 0, 4) === "PK\x03\x04";
  if (isPacked) throw new HarProblem("The file is compressed. Unpack it first.");
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le");
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be");
  return new TextDecoder();
}

const logOf = (root: Taken | undefined): TakenObject | null =>
  isTakenObject(root) && isTakenObject(root["log"]) ? root["log"] : null;

/** Firefox names itself as creator and as browser; Chrome and Safari name what has written the file. */
function browserOf(log: TakenObject | null): string | null {
  const [name = ""] = [log?.["browser"], log?.["creator"]]
    .map((one) => (isTakenObject(one) ? textIn(one["name"]) : ""))
    .filter((one) => one !== "");
  if (name === "") return null;
  return browserNames.get(name.toLowerCase()) ?? name;
}

const browserNames = new Map([
  ["webinspector", "Chrome"],
  ["webkit web inspector", "Safari"],
  ["firefox", "Firefox"],
]);

/** An entry in one shape, and the fields of a form of several parts where they were taken apart. */
function normalized(
  raw: TakenObject,
  { index, browser }: Pick<HarEntry, "index" | "browser">,
): { readonly entry: HarEntry; readonly fields: readonly HarHeader[] | null } {
  const request = objectIn(raw["request"]);
  const response = objectIn(raw["response"]);
  const { body, mimeType, fields } = sentBody(objectIn(request["postData"]));
  const status = Number(response["status"] ?? 0);
  const error = textIn(raw["_error"]) || textIn(response["_error"]);
  return {
    fields,
    entry: {
      index,
      startedAt: textIn(raw["startedDateTime"]) || null,
      ms: millisecondsIn(raw["time"]),
      request: {
        method: textIn(request["method"]),
        url: textIn(request["url"]),
        headers: pairsIn(request["headers"]),
        body,
        mimeType,
      },
      response:
        status > 0 && status < 1_000
          ? {
              status: Math.trunc(status),
              headers: pairsIn(response["headers"]),
              ...answeredBody(objectIn(response["content"])),
            }
          : null,
      error: error || null,
      hop: textIn(raw["_hop"]) || null,
      cause: causeIn(raw["_cause"]),
      browser,
      pageref: textIn(raw["pageref"]) || null,
    },
  };
}

function sentBody(postData: TakenObject) {
  const mimeType = textIn(postData["mimeType"]);
  const params = pairsIn(postData["params"]);
  const sent = decoded(postData);
  if (params.length === 0) return { body: sent, mimeType, fields: null };
  if (/^multipart\/form-data\b/i.test(mimeType)) {
    return { body: sent ?? "", mimeType, fields: params };
  }
  const form = new URLSearchParams(params.map(([name, value]) => [name, value]));
  return { body: sent || form.toString(), mimeType, fields: null };
}

/** What nobody reads to find out why an activation has failed. */
const unreadTypes =
  /^(?:image|font|audio|video)\/|script\b|^text\/css|wasm|octet-stream|font-|\bzip\b|\bpdf\b/i;

function answeredBody(content: TakenObject) {
  const mimeType = textIn(content["mimeType"]);
  return { mimeType, body: unreadTypes.test(mimeType) ? null : decoded(content) };
}

/** Chrome writes a whole body as base64 for the sake of one emoji in it. */
function decoded(content: TakenObject): string | null {
  const body = content["text"];
  if (typeof body !== "string") return null;
  return textIn(content["encoding"]).toLowerCase() === "base64"
    ? Buffer.from(body, "base64").toString()
    : body;
}

function causeIn(value: Taken | undefined): TransportFailure | null {
  if (!isTakenObject(value)) return null;
  const phase = transportPhases.find((one) => one === value["phase"]);
  if (phase === undefined) return null;
  return {
    host: textIn(value["host"]),
    address: textIn(value["address"]) || null,
    phase,
    code: textIn(value["code"]),
    ms: millisecondsIn(value["ms"]) ?? 0,
  };
}

const objectIn = (value: Taken | undefined): TakenObject => (isTakenObject(value) ? value : {});
const textIn = (value: Taken | undefined): string => (typeof value === "string" ? value : "");

function millisecondsIn(value: Taken | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
}

const pairsIn = (value: Taken | undefined): readonly HarHeader[] =>
  Array.isArray(value)
    ? value.flatMap((one: Taken) =>
        isTakenObject(one) ? [[textIn(one["name"]), textIn(one["value"])] as const] : [],
      )
    : [];
