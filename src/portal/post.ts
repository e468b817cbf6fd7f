import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import type { TimeSpent } from "../base/time-spent.ts";
import type { TransportFailure } from "../base/transport-failure.ts";
import type { Network } from "../network/network.ts";
import type { AskingHandler, Outbound, UsedConnection } from "../network/outbound.ts";
import { aborted } from "../network/phase.ts";
import type { NetworkRules } from "../network/rules.ts";
import type { PortalTimeouts } from "../network/timeouts.ts";
import { TransportError } from "../network/transport-error.ts";
import type { Exchange } from "../traffic/exchange.ts";
import { type Answer, bodyOf, maxAnswerBytes } from "./answer.ts";

/** Where a portal is, and on which network. */
export interface Destination {
  /** Without a slash at the end, unless there is one in the setting. */
  readonly portalUrl: string;
  readonly network: Network;
}

/** What a request is for, as faults tell requests apart. */
type Purpose = "activate" | "seat-links" | "service-token";

/**
 * Where a request goes instead, while something is the matter with the network; null if nothing is. It is given back once
 * the request has ended.
 */
export type Detour = (request: {
  readonly method: string;
  readonly url: string;
  readonly asked: Purpose | null;
}) => Promise<(Destination & AsyncDisposable) | null>;

interface PostOptions {
  readonly usual: Destination;
  /** Null where nothing can be the matter. */
  readonly detour: Detour | null;
  /** By which the instance goes out now. */
  readonly rules: () => NetworkRules;
  readonly timeouts: PortalTimeouts;
  readonly onExchange: (exchange: Exchange) => void;
}

interface Sent {
  /** `POST` unless said. */
  readonly method?: "HEAD";
  /** Null for nothing that a fault could wait for. */
  readonly asked: Purpose | null;
  /** Of a portal that is at a URL. */
  readonly urlAt: (portalUrl: string) => string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where a head is asked for. */
  readonly body: string;
}

/** Why no answer came. */
export interface NoAnswer {
  readonly failure: string;
  /** Null if it was given up without a fault of the network's. */
  readonly cause: TransportFailure | null;
  /** Whom was asked. */
  readonly url: string;
  /** The beginning of what has come in place of an answer, if it was not HTTP; null if it was nothing. */
  readonly received: string | null;
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

export function postWith({ usual, detour, rules, timeouts, onExchange }: PostOptions): Post {
  /** By the rules that each goes by: a version may have others than the one before it. */
  const usualWays = new Map<string, Promise<Outbound>>();
  const underWay = new Set<Question>();
  const wayTo = async (
    { portalUrl, network }: Destination,
    by: NetworkRules,
    signal?: AbortSignal,
  ) => {
    // The largest of what an instance without an activation never needs.
    const { outboundTo } = await import("../network/outbound.ts");
    return outboundTo(portalUrl, {
      network,
      rules: by,
      timeouts,
      // As it travels, packed or not; what comes out of it is counted where it is read.
      maxAnswerBytes: 2 * maxAnswerBytes,
      signal,
    });
  };

  /** The way that stays open between requests. One that could not be opened is tried again by the next. */
  function openUsualWay(): Promise<Outbound> {
    const by = rules();
    const key = JSON.stringify(by);
    const open = usualWays.get(key);
    if (open) return open;
    const opening = wayTo(usual, by).catch((error: unknown) => {
      usualWays.delete(key);
      throw error;
    });
    usualWays.set(key, opening);
    return opening;
  }

  async function ask(question: Question, request: Request, around: Destination | null) {
    const opening = around ? wayTo(around, rules(), question.signal) : openUsualWay();
    let way: Outbound | null = null;
    try {
      way = await Promise.race([opening, aborted(question.signal)]);
      return await question.ask(way, request);
    } catch (thrown) {
      return noAnswer(thrown, request.url, way);
    } finally {
      if (around) await opening.then(close, () => undefined);
    }
  }

  const post = async (sent: Sent, patienceMs: number = timeouts.totalMs) => {
    const { method = "POST", headers, body } = sent;
    const question = new Question(Math.min(patienceMs, timeouts.totalMs));
    underWay.add(question);
    const { pathname } = new URL(sent.urlAt(usual.portalUrl));
    await using around = detour && (await detour({ method, url: pathname, asked: sent.asked }));
    const url = sent.urlAt((around ?? usual).portalUrl);
    const startedAt = performance.now();
    const answer = await ask(question, { method, url, headers, body }, around);
    if (!underWay.delete(question)) {
      return { failure: interrupted, cause: null, url, received: null };
    }
    const failed = "failure" in answer;
    onExchange({
      hop: "portal",
      ms: performance.now() - startedAt,
      request: { method, url, headers, body },
      response: failed ? null : answer,
      error: failed ? answer.failure : null,
      cause: failed ? answer.cause : null,
      spent: question.spentSince(startedAt),
    });
    return answer;
  };
  return Object.assign(post, {
    interrupt() {
      for (const question of underWay) question.giveUp(new Error(interrupted));
      underWay.clear();
    },
    // An answer that never comes must not hold up the end of the instance.
    async [Symbol.asyncDispose]() {
      await Promise.all([...usualWays.values()].map((way) => way.then(close, () => undefined)));
    },
  });
}

interface Request {
  readonly method: "POST" | "HEAD";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const close = (way: Outbound) => way[Symbol.asyncDispose]();

/** One question, and what has come of its answer. Nothing is left of it once it has ended. */
class Question implements AskingHandler {
  readonly #ms: number;
  readonly #ended = Promise.withResolvers<Answer>();
  readonly #giving = new AbortController();
  #limit: NodeJS.Timeout | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #connection: UsedConnection | undefined;
  #head: Omit<Answer, "body"> | undefined;
  #headAt: number | null = null;
  #body: ReturnType<typeof bodyOf> | undefined;

  constructor(ms: number) {
    this.#ms = ms;
    // It may be given up before it is asked.
    this.#ended.promise.catch(() => undefined);
  }

  /** Aborted once it is given up. */
  get signal(): AbortSignal {
    return this.#giving.signal;
  }

  /** Begins to wait. Whatever it throws is the connection's fault. */
  ask(way: Outbound, { method, url, headers, body }: Request): Promise<Answer> {
    this.#limit = setTimeout(() => this.giveUp(new NoAnswerInTime(this.#ms)), this.#ms).unref();
    const { origin, pathname, search } = new URL(url);
    const path = `${pathname}${search}`;
    const carried = method === "HEAD" ? null : body;
    way.dispatch({ method, origin, path, headers, body: carried }, this);
    return this.#ended.promise;
  }

  /** Where the time went until now; undefined if there was no connection. */
  spentSince(since: number): TimeSpent | undefined {
    const receiveMs = this.#headAt === null ? null : performance.now() - this.#headAt;
    return this.#connection && { ...this.#connection.spentSince(since), receiveMs };
  }

  giveUp(reason: Error) {
    this.#giving.abort(reason);
    this.#fail(reason);
    this.#controller?.abort(reason);
  }

  #fail(reason: unknown) {
    clearTimeout(this.#limit);
    this.#ended.reject(reason);
  }

  onConnection(connection: UsedConnection) {
    this.#connection = connection;
  }

  onRequestStart(controller: Dispatcher.DispatchController) {
    // It may have waited for a connection longer than anybody waits for its answer.
    if (this.signal.aborted) controller.abort(this.signal.reason as Error);
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
    this.#headAt = performance.now();
    this.#body = bodyOf(this.#head);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer) {
    // The dispatcher hands what this throws to `onResponseError`: an answer that is too much ends the question there.
    this.#body?.take(chunk);
  }

  async onResponseEnd() {
    const [head, body] = [this.#head, this.#body];
    try {
      if (!head || !body) throw new Error("an answer without a head");
      this.#ended.resolve({ ...head, body: await body.whole() });
      clearTimeout(this.#limit);
    } catch (error) {
      this.#fail(error);
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error) {
    this.#fail(error);
  }
}

class NoAnswerInTime extends Error {
  readonly allowedMs: number;
  constructor(allowedMs: number) {
    super(`no answer within ${allowedMs} ms`);
    this.allowedMs = allowedMs;
  }
}

/** The one place that knows how a connection fails. */
function noAnswer(thrown: unknown, url: string, outbound: Outbound | null): NoAnswer {
  const asked = { url, received: receivedIn(thrown) };
  if (thrown instanceof TransportError) {
    const { failure: cause, timedOutAfterMs } = thrown;
    const failure = `${cause.code}: ${thrown.message}`;
    return { failure, cause, ...asked, ...(timedOutAfterMs !== undefined && { timedOutAfterMs }) };
  }
  const failure = describe(thrown);
  if (!(thrown instanceof NoAnswerInTime) || !outbound) return { failure, cause: null, ...asked };
  const cause = { ...outbound.waitsFor(), code: "ETIMEDOUT" };
  return { failure, cause, ...asked, timedOutAfterMs: thrown.allowedMs };
}

/** What undici's parser has kept of an answer that it could not read: the line from where it went wrong. */
function receivedIn(thrown: unknown): string | null {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  const data = cause instanceof Error && "data" in cause ? cause.data : undefined;
  if (typeof data !== "string") return null;
  const [line = ""] = data.split(/\r?\n/, 1);
  return line.slice(0, maxReceived);
}

const maxReceived = 200;

function headersOf(received: IncomingHttpHeaders): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in received) headers[name] = String(received[name]);
  return headers;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return "unknown failure";
  return "code" in error ? `${String(error.code)}: ${error.message}` : error.message;
}
