/** One request to the hosted product and what came of it, as it went over the wire. */
export interface HostedExchange {
  readonly hop: "hosted";
  readonly ms: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  } | null;
  readonly error: string | null;
}

export interface HostedAnswer {
  readonly status: number;
  readonly headers: Pick<Headers, "get">;
  /** Undefined for what is no JSON. */
  readonly json: unknown;
}

interface Sent {
  readonly method: string;
  readonly url: string;
  /** The certificate (PEM) of an authority that is trusted alone; null for the usual ones. */
  readonly authority: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for none. */
  readonly body: string;
  readonly patienceMs: number;
  readonly onExchange: (exchange: HostedExchange) => void;
}

/** More is no answer of the hosted product's. */
const maxAnswerBytes = 1024 * 1024;

/** Asks, and waits no longer than is said. */
export async function send(sent: Sent): Promise<HostedAnswer | { readonly failure: string }> {
  const { method, url, authority, headers, body, patienceMs, onExchange } = sent;
  const startedAt = performance.now();
  const told = (response: HostedExchange["response"], error: string | null) =>
    onExchange({
      hop: "hosted",
      ms: performance.now() - startedAt,
      request: { method, url, headers, body },
      response,
      error,
    });
  try {
    const asking = authority === null ? fetch : await fetchTrusting(authority);
    const response = await asking(url, {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
      ...(body !== "" && { body }),
    });
    const text = await bodyOf(response);
    const { status } = response;
    told({ status, headers: Object.fromEntries(response.headers), body: text }, null);
    return { status, headers: response.headers, json: parsed(text) };
  } catch (error) {
    const failure = wordsOf(error);
    told(null, failure);
    return { failure };
  }
}

/** Loaded where TLS is spoken alone: Node's own `fetch` takes no authority. */
async function fetchTrusting(authority: string) {
  const { Agent, fetch: fetchBy } = await import("undici");
  // No connection outlives its request: nobody closes it.
  const dispatcher = new Agent({ connect: { ca: authority }, pipelining: 0 });
  return (url: string, asked: Parameters<typeof fetchBy>[1]) =>
    fetchBy(url, { ...asked, dispatcher });
}

async function bodyOf(response: {
  readonly body: AsyncIterable<Uint8Array> | null;
}): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > maxAnswerBytes) throw new Error("the answer is too long");
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why there is no answer. What failed in a connection is what undici has wrapped. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown failure";
  if (error.name === "TimeoutError") return "it took too long";
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = "code" in cause ? `${String(cause.code)}: ` : "";
  return `${code}${cause.message}`;
}
