import type { IncomingHttpHeaders } from "node:http";
import type { Pool } from "undici";
import type { Exchange } from "../traffic/exchange.ts";
import { type Answer, bodyIn, maxAnswerBytes } from "./answer.ts";
import { repeatingClient } from "./repeating-client.ts";

/** How long the instance waits, in milliseconds. Source: portal client, timeouts. */
export interface PortalTimeouts {
  readonly connectMs: number;
  /** Without a byte. */
  readonly readMs: number;
  /** From the first byte sent to the last received. */
  readonly totalMs: number;
}

export const productTimeouts: PortalTimeouts = {
  connectMs: 10_000,
  readMs: 20_000,
  totalMs: 30_000,
};

interface PostOptions {
  /** Of the portal. */
  readonly origin: string;
  readonly timeouts: PortalTimeouts;
  readonly onExchange: (exchange: Exchange) => void;
}

interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Why no answer came. */
export interface NoAnswer {
  readonly failure: string;
  /** Only if a time-out of ours fired: how long it had allowed. */
  readonly timedOutAfterMs?: number;
}

/** Sends JSON to a portal. */
interface Post extends AsyncDisposable {
  /** Waits no longer than it is told, nor than a portal is waited for. */
  (sent: Sent, patienceMs?: number): Promise<Answer | NoAnswer>;
  /** Gives up what is asked now: no answer to it arrives after this. */
  interrupt(): void;
}

export function postWith({ origin, timeouts, onExchange }: PostOptions): Post {
  let loading: Promise<Connection> | undefined;
  const underWay = new Set<Question>();
  const post = async (sent: Sent, patienceMs: number = timeouts.totalMs) => {
    loading ??= connectionWith(origin, timeouts);
    const question = questionOf(Math.min(patienceMs, timeouts.totalMs));
    underWay.add(question);
    const connection = await loading;
    const startedAt = performance.now();
    question.start();
    const answer = await send(connection, sent, question.signal);
    question.end();
    if (!underWay.delete(question)) return { failure: "interrupted by a reset or a stop" };
    const failed = "failure" in answer;
    onExchange({
      hop: "portal",
      ms: performance.now() - startedAt,
      request: { method: "POST", ...sent },
      response: failed ? null : answer,
      error: failed ? answer.failure : null,
    });
    return answer;
  };
  return Object.assign(post, {
    interrupt() {
      for (const question of underWay) question.giveUp();
      underWay.clear();
    },
    // An answer that never comes must not hold up the end of the instance.
    [Symbol.asyncDispose]: async () => (await loading)?.pool.destroy(),
  });
}

type Question = ReturnType<typeof questionOf>;

/**
 * How long one question is waited for. Nothing of it is left once it has ended: `AbortSignal.timeout` and
 * `AbortSignal.any` would hold on to what listens for as long as the longest portal may take.
 */
function questionOf(ms: number) {
  const ending = new AbortController();
  const late = () => ending.abort(new NoAnswerInTime(ms));
  let limit: NodeJS.Timeout | undefined;
  const end = () => clearTimeout(limit);
  return {
    signal: ending.signal,
    /** Begins to wait: loading the client is no fault of the portal's. */
    start() {
      limit = setTimeout(late, ms).unref();
    },
    end,
    giveUp() {
      end();
      ending.abort();
    },
  };
}

class NoAnswerInTime extends Error {
  readonly allowedMs: number;
  constructor(allowedMs: number) {
    super(`no answer within ${allowedMs} ms`);
    this.allowedMs = allowedMs;
  }
}

interface Connection {
  readonly pool: Pool;
  readonly request: typeof import("undici").request;
  /** How long the time-out had allowed that has ended a request; undefined if none has. */
  readonly allowedBy: (error: unknown) => number | undefined;
}

/** Loads the largest of our libraries, which an instance without an activation never needs. */
async function connectionWith(
  origin: string,
  { connectMs, readMs }: PortalTimeouts,
): Promise<Connection> {
  const { buildConnector, Client, errors, Pool: PoolOf, request } = await import("undici");
  const connection = {
    connect: buildConnector({ timeout: connectMs }),
    headersTimeout: readMs,
    bodyTimeout: readMs,
    // As it travels, packed or not; what comes out of it is counted where it is read.
    maxResponseSize: 2 * maxAnswerBytes,
  };
  const factory = (to: URL) => repeatingClient(Client, to, connection);
  const pool = new PoolOf(origin, { factory });
  function allowedBy(error: unknown) {
    if (error instanceof NoAnswerInTime) return error.allowedMs;
    if (error instanceof errors.ConnectTimeoutError) return connectMs;
    const isSilence =
      error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError;
    return isSilence ? readMs : undefined;
  }
  return { pool, request, allowedBy };
}

/** The one place that knows how a connection fails; whatever is thrown here is the connection's fault. */
async function send(
  { pool, request, allowedBy }: Connection,
  { url, headers, body }: Sent,
  signal: AbortSignal,
): Promise<Answer | NoAnswer> {
  try {
    const options = { method: "POST", headers, body, dispatcher: pool, signal } as const;
    const response = await request(url, options);
    const head = { status: response.statusCode, headers: headersOf(response.headers) };
    return { ...head, body: await bodyIn(response.body, head) };
  } catch (error) {
    const timedOutAfterMs = allowedBy(error);
    const failure = describe(error);
    return timedOutAfterMs === undefined ? { failure } : { failure, timedOutAfterMs };
  }
}

function headersOf(received: IncomingHttpHeaders): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in received) headers[name] = String(received[name]);
  return headers;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return "unknown failure";
  const cause = error instanceof AggregateError ? error.errors[0] : error;
  const code = cause instanceof Error && "code" in cause ? `${String(cause.code)}: ` : "";
  return `${code}${cause instanceof Error ? cause.message : error.message}`;
}
