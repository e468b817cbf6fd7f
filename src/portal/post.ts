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
  let agent: Promise<Agent> | undefined;
  let interruption = new AbortController();
  const post = async (sent: Sent, patienceMs: number = timeouts.totalMs) => {
    agent ??= agentWith(timeouts);
    const dispatcher = await agent;
    const startedAt = performance.now();
    const { signal: interrupted } = interruption;
    const limit = AbortSignal.timeout(Math.min(patienceMs, timeouts.totalMs));
    const answer = await send(dispatcher, sent, AbortSignal.any([interrupted, limit]));
    if (interrupted.aborted) return { failure: "interrupted by a reset" };
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
      interruption.abort();
      interruption = new AbortController();
    },
    // An answer that never comes must not hold up the end of the instance.
    [Symbol.asyncDispose]: async () => (await agent)?.destroy(),
  });
}

/** Loads the largest of our libraries, which an instance without an activation never needs. */
async function agentWith({ connectMs, readMs }: PortalTimeouts): Promise<Agent> {
  const undici = await import("undici");
  return new undici.Agent({
    connect: { timeout: connectMs },
    headersTimeout: readMs,
    bodyTimeout: readMs,
    maxResponseSize: maxAnswerBytes,
  });
}

/** The one place that knows how a connection fails; whatever is thrown here is the connection's fault. */
async function send(
  dispatcher: Agent,
  { url, headers, body }: Sent,
  signal: AbortSignal,
): Promise<Answer | { failure: string }> {
  const { request } = await import("undici");
  try {
    const response = await request(url, { method: "POST", headers, body, dispatcher, signal });
    return {
      status: response.statusCode,
      headers: Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: await response.body.text(),
    };
  } catch (error) {
    return { failure: describe(error) };
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return "unknown failure";
  const cause = error instanceof AggregateError ? error.errors[0] : error;
  const code = cause instanceof Error && "code" in cause ? `${String(cause.code)}: ` : "";
  return `${code}${cause instanceof Error ? cause.message : error.message}`;
}
