import autocannon from "autocannon";
import { cpuMs } from "./process-facts.ts";
import type { Server } from "./servers.ts";
import { median, percentile } from "./statistics.ts";

/** Requests as fast as answers come, on keep-alive connections. */
export interface Load {
  readonly headers: Readonly<Record<string, string>>;
  /** POST unless said. */
  readonly method?: "GET" | "POST";
  /** Of every request, or of the next; none if there is none. */
  readonly body?: string | (() => string);
  readonly connections: number;
  /** Counted, not timed: a time that ran out would leave some under way. */
  readonly requests: number;
  /** A wrong answer ends the benchmark: its figures would mean nothing. */
  readonly isRight: (body: string) => boolean;
}

/** What one round came to. */
export interface Round {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time that the server used for one request; NaN where it cannot be known. */
  readonly cpuMicroseconds: number;
}

/** Puts a load on a server, which is another process. */
export async function measure(server: Server, load: Load): Promise<Round> {
  const cpuBefore = cpuMs(server.pid);
  const { elapsedMs, latenciesMs } = await run(server.url, load);
  const cpu = cpuMs(server.pid) - cpuBefore;
  return {
    perSecond: latenciesMs.length / (elapsedMs / 1_000),
    p50Ms: median(latenciesMs),
    p99Ms: percentile(latenciesMs, 0.99),
    cpuMicroseconds: (cpu * 1_000) / latenciesMs.length,
  };
}

function run(
  url: string,
  { headers, method = "POST", body, connections, requests, isRight }: Load,
) {
  const latenciesMs: number[] = [];
  let elapsedMs = 0;
  let unexpected: string | undefined;
  // When the first request was sent: until then autocannon gets ready, which takes it a tenth of a second.
  let startedAt = Number.POSITIVE_INFINITY;
  return new Promise<{ elapsedMs: number; latenciesMs: number[] }>((resolve, reject) => {
    const instance = autocannon(
      {
        url,
        method,
        headers: { ...headers },
        connections,
        // How often it looks whether it is done.
        sampleInt: 50,
        verifyBody(answer) {
          const text = String(answer);
          const right = isRight(text);
          if (!right) unexpected ??= text;
          return right;
        },
        amount: requests,
        ...(typeof body === "function"
          ? { requests: [{ setupRequest: (request) => ({ ...request, body: body() }) }] }
          : body !== undefined && { body }),
      },
      (failure, result) => {
        if (failure) return reject(failure);
        const wrong = result.errors + result.timeouts + result.mismatches + result.non2xx;
        if (wrong > 0) {
          const example = unexpected === undefined ? "" : ` One is ${unexpected}`;
          return reject(new Error(`${wrong} answers of ${url} are not as expected.${example}`));
        }
        resolve({ elapsedMs, latenciesMs });
      },
    );
    // Its own histogram knows whole milliseconds only.
    instance.on("response", (...[, , , latencyMs]) => {
      latenciesMs.push(latencyMs);
      const now = performance.now();
      startedAt = Math.min(startedAt, now - latencyMs);
      elapsedMs = now - startedAt;
    });
  });
}
