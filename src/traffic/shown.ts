import { hash } from "node:crypto";
import type { Exchange } from "./exchange.ts";
import { masked, maskedAgain } from "./mask.ts";
import { operationsIn, readRequest } from "./request.ts";
import { type FoundSecrets, foundSecrets } from "./secrets.ts";

/** An exchange without its secrets, and what it asks for over GraphQL. */
export interface Shown {
  readonly exchange: Exchange;
  readonly operations: ReadonlySet<string>;
  /** What it takes in memory, in bytes. */
  readonly size: number;
}

interface Known extends Shown {
  readonly found: FoundSecrets;
}

/** A longer exchange is rarely sent again as it was. */
const mostText = 16 * 1024;
const mostKnown = 100;

/**
 * Shows exchanges one after the other. Clients ask the same again and again, and get the same answer but for its headers: that
 * is masked once. Masking takes longer than answering.
 */
export function exchangesShown(): (exchange: Exchange) => Shown {
  const recent = new Map<string, Known>();
  return (exchange) => {
    const key = keyOf(exchange);
    const again = shownAgain(exchange, key === null ? undefined : recent.get(key));
    if (again !== null) return again;
    const read = readRequest(exchange.request);
    const found = foundSecrets();
    const shown = masked(exchange, read, found);
    const operations = operationsIn(exchange, read);
    const known = { exchange: shown, operations, size: sizeOf(shown, operations), found };
    if (recent.size >= mostKnown) recent.clear();
    if (key !== null) recent.set(key, known);
    return known;
  };
}

/** The same for all exchanges that differ in the time that they took and in the headers of the answer alone. */
function keyOf({ hop, request, response, error }: Exchange): string | null {
  // What was read of a form stands not in its text.
  if (request.form || request.body.length + (response?.body.length ?? 0) > mostText) return null;
  const { method, url, headers, body } = request;
  const answer = response && [response.status, response.body];
  return hash("sha256", JSON.stringify([hop, method, url, headers, body, answer, error]), "base64");
}

/** Null if it is another, or its answer has a secret of its own that the rest may repeat. */
function shownAgain({ ms, response }: Exchange, known: Known | undefined): Shown | null {
  if (known === undefined) return null;
  const { exchange, operations, size, found } = known;
  if (!response || !exchange.response) return { operations, size, exchange: { ...exchange, ms } };
  const before = found.count();
  const headers = maskedAgain(response.headers, exchange.response.headers, found);
  if (found.count() > before) return null;
  const answer = { ...exchange.response, headers };
  return { operations, size, exchange: { ...exchange, ms, response: answer } };
}

/** Roughly what an exchange takes in memory: its texts, and a kilobyte for the rest. */
function sizeOf({ request, response, error }: Exchange, operations: ReadonlySet<string>): number {
  const texts = [
    request.url,
    request.body,
    response?.body ?? "",
    error ?? "",
    ...operations,
    ...[request.headers, response?.headers ?? {}].flatMap(Object.values).map(String),
  ];
  return texts.reduce((sum, text) => sum + bytesOf(text), 1_024);
}

/** One character that takes two bytes, as an ellipsis does, and all of a text do. */
const bytesOf = (text: string): number => text.length * (/[^\0-\xff]/.test(text) ? 2 : 1);
