import type { IncomingHttpHeaders } from "node:http";
import type { Agent } from "undici";
import type { Exchange } from "../traffic/exchange.ts";

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
  readonly timeouts: PortalTimeouts;
  readonly onExchange: (exchange: Exchange) => void;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends JSON to a portal. */
export interface Post extends AsyncDisposable {
  /** Waits no longer than it is told, nor than a portal is waited for. */
  (sent: Sent, patienceMs?: number): Promise<Answer | { readonly failure: string }>;
  /** Gives up what is asked now: no answer to it arrives after this. */
  interrupt(): void;
}

const maxAnswerBytes = 8 * 1024 * 1024;

export function postWith({ timeouts, onExchange }: PostOptions): Post {
  let loading: Promise<Connection> | undefined;
  const underWay = new Set<Question>();
  const post = async (sent: Sent, patienceMs: number = timeouts.totalMs) => {
    loading ??= connectionWith(timeouts);
    const question = questionOf(Math.min(patienceMs, timeouts.totalMs));
    underWay.add(question);
    const connection = await loading;
    const startedAt = performance.now();
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
    [Symbol.asyncDispose]: async () => (await loading)?.agent.destroy(),
  });
}

type Question = ReturnType<typeof questionOf>;

/**
 * How long one question is waited for. Nothing of it is left once it has ended: `AbortSignal.timeout` and
 * `AbortSignal.any` would hold on to what listens for as long as the longest portal may take.
 */
function questionOf(ms: number) {
  const ending = new AbortController();
  const late = () => ending.abort(new Error(`no answer within ${ms} ms`));
  const limit = setTimeout(late, ms).unref();
  const end = () => clearTimeout(limit);
  return {
    signal: ending.signal,
    end,
    giveUp() {
      end();
      ending.abort();
    },
  };
}

interface Connection {
  readonly agent: Agent;
  readonly request: typeof import("undici").request;
}

/** Loads the largest of our libraries, which an instance without an activation never needs. */
async function connectionWith({ connectMs, readMs }: PortalTimeouts): Promise<Connection> {
  const { Agent: AgentOf, request } = await import("undici");
  const agent = new AgentOf({
    connect: { timeout: connectMs },
    headersTimeout: readMs,
    bodyTimeout: readMs,
    maxResponseSize: maxAnswerBytes,
  });
  return { agent, request };
}

/** The one place that knows how a connection fails; whatever is thrown here is the connection's fault. */
async function send(
  { agent, request }: Connection,
  { url, headers, body }: Sent,
  signal: AbortSignal,
): Promise<Answer | { failure: string }> {
  try {
    const options = { method: "POST", headers, body, dispatcher: agent, signal } as const;
    const response = await request(url, options);
    return {
      status: response.statusCode,
      headers: headersOf(response.headers),
      body: await response.body.text(),
    };
  } catch (error) {
    return { failure: describe(error) };
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
