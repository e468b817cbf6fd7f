import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher, Pool } from "undici";
import type { Exchange } from "../traffic/exchange.ts";
import { type Answer, bodyOf, maxAnswerBytes } from "./answer.ts";
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
  /** `POST` unless said. */
  readonly method?: "HEAD";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where a head is asked for. */
  readonly body: string;
}

/** Why no answer came. */
export interface NoAnswer {
  readonly failure: string;
  /** Only if a time-out of ours fired: how long it had allowed. */
  readonly timedOutAfterMs?: number;
}

/** Sends JSON to a portal, or asks for a head. */
interface Post extends AsyncDisposable {
  /** Waits no longer than it is told, nor than a portal is waited for. */
  (sent: Sent, patienceMs?: number): Promise<Answer | NoAnswer>;
  /** Gives up what is asked now: no answer to it arrives after this. */
  interrupt(): void;
}

const interrupted = "interrupted by a reset or a stop";

export function postWith({ origin, timeouts, onExchange }: PostOptions): Post {
  let loading: Promise<Connection> | undefined;
  const underWay = new Set<Question>();
  const post = async (sent: Sent, patienceMs: number = timeouts.totalMs) => {
    loading ??= connectionWith(origin, timeouts);
    const question = new Question(Math.min(patienceMs, timeouts.totalMs));
    underWay.add(question);
    const { pool, allowedBy } = await loading;
    const startedAt = performance.now();
    const outcome = await question.ask(pool, sent);
    if (!underWay.delete(question)) return { failure: interrupted };
    const answer = "thrown" in outcome ? noAnswer(outcome.thrown, allowedBy) : outcome;
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
      for (const question of underWay) question.giveUp(new Error(interrupted));
      underWay.clear();
    },
    // An answer that never comes must not hold up the end of the instance.
    [Symbol.asyncDispose]: async () => (await loading)?.pool.destroy(),
  });
}

/** Whatever was thrown is the connection's fault. */
type Outcome = Answer | { readonly thrown: unknown };

/** One question, and what has come of its answer. Nothing is left of it once it has ended. */
class Question implements Dispatcher.DispatchHandler {
  readonly #ms: number;
  readonly #ended = Promise.withResolvers<Outcome>();
  #givenUp: Error | undefined;
  #limit: NodeJS.Timeout | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #head: Omit<Answer, "body"> | undefined;
  #body: ReturnType<typeof bodyOf> | undefined;

  constructor(ms: number) {
    this.#ms = ms;
  }

  /** Begins to wait: loading the client is no fault of the portal's. */
  ask(pool: Pool, { url, headers, body, ...asked }: Sent): Promise<Outcome> {
    if (this.#givenUp) return this.#ended.promise;
    this.#limit = setTimeout(() => this.giveUp(new NoAnswerInTime(this.#ms)), this.#ms).unref();
    const { origin, pathname, search } = new URL(url);
    const path = `${pathname}${search}`;
    const method = asked.method ?? "POST";
    const carried = method === "HEAD" ? null : body;
    pool.dispatch({ method, origin, path, headers, body: carried }, this);
    return this.#ended.promise;
  }

  giveUp(reason: Error) {
    this.#givenUp = reason;
    this.#end({ thrown: reason });
    this.#controller?.abort(reason);
  }

  #end(outcome: Outcome) {
    clearTimeout(this.#limit);
    this.#ended.resolve(outcome);
  }

  onRequestStart(controller: Dispatcher.DispatchController) {
    // It may have waited for a connection longer than anybody waits for its answer.
    if (this.#givenUp) controller.abort(this.#givenUp);
    else this.#controller = controller;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ) {
    // A provisional one: the answer comes behind it.
    if (status < 200) return;
    this.#head = { status, headers: headersOf(headers) };
    this.#body = bodyOf(this.#head);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer) {
    // The dispatcher hands what this throws to `onResponseError`: an answer that is too much ends the question there.
    this.#body?.take(chunk);
  }

  async onResponseEnd() {
    const [head, body] = [this.#head, this.#body];
    if (!head || !body) return this.#end({ thrown: new Error("an answer without a head") });
    const outcome = await body.whole().then(
      (text) => ({ ...head, body: text }),
      (thrown: unknown) => ({ thrown }),
    );
    this.#end(outcome);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error) {
    this.#end({ thrown: error });
  }
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
  /** How long the time-out had allowed that has ended a request; undefined if none has. */
  readonly allowedBy: (error: unknown) => number | undefined;
}

/** Loads the largest of our libraries, which an instance without an activation never needs. */
async function connectionWith(
  origin: string,
  { connectMs, readMs }: PortalTimeouts,
): Promise<Connection> {
  const { buildConnector, Client, errors, Pool: PoolOf } = await import("undici");
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
  return { pool, allowedBy };
}

/** The one place that knows how a connection fails. */
function noAnswer(thrown: unknown, allowedBy: Connection["allowedBy"]): NoAnswer {
  const timedOutAfterMs = allowedBy(thrown);
  const failure = describe(thrown);
  return timedOutAfterMs === undefined ? { failure } : { failure, timedOutAfterMs };
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
