import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import type { Network, NetworkTimeouts } from "../network/network.ts";
import { type Outbound, outboundTo } from "../network/outbound.ts";
import type { NetworkRules } from "../network/rules.ts";
import { connectTimeout, TransportError } from "../network/transport-error.ts";
import type { Exchange } from "./findings.ts";

export interface Asking {
  readonly network: Network;
  readonly rules: NetworkRules;
  readonly timeouts: NetworkTimeouts & { readonly readMs: number; readonly totalMs: number };
  readonly headers: Readonly<Record<string, string>>;
}

interface Question {
  readonly method: "HEAD" | "POST";
  readonly url: URL;
  readonly body?: string;
}

/** Of an answer more is neither kept nor waited for. */
const mostKept = 16_384;
const mostAnswered = 1_048_576;

/** The way that the instance's own client takes to a portal, on which several questions can be asked. */
export interface InstanceWay extends AsyncDisposable {
  ask(question: Question): Promise<Exchange>;
}

/** Opens the way. Whatever fails on it, also before there is a connection, is what its questions are answered with. */
export function instanceWay(origin: string, asking: Asking): InstanceWay {
  const { network, rules, timeouts, headers } = asking;
  const givenUp = new AbortController();
  const opening = outboundTo(origin, {
    network,
    rules,
    timeouts,
    maxAnswerBytes: mostAnswered,
    signal: givenUp.signal,
  });
  // It is told with each question.
  opening.catch(() => undefined);
  return {
    async ask(question) {
      const startedAt = performance.now();
      const spent = () => performance.now() - startedAt;
      try {
        const outbound = await opening;
        return {
          ...(await answered(outbound, { ...question, headers, ms: timeouts.totalMs })),
          ms: spent(),
        };
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
        return { kind: "failed", failure: error.failure, ms: spent() };
      }
    },
    async [Symbol.asyncDispose]() {
      givenUp.abort(new Error("the examination has ended"));
      await (await opening.catch(() => null))?.[Symbol.asyncDispose]();
    },
  };
}

interface Sent extends Question {
  readonly headers: Readonly<Record<string, string>>;
  /** How long the answer may take, in milliseconds. */
  readonly ms: number;
}

type Answered = Omit<Extract<Exchange, { readonly kind: "answered" }>, "ms">;

function answered(outbound: Outbound, { method, url, body, headers, ms }: Sent): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  let controller: Dispatcher.DispatchController | undefined;
  let head: Omit<Answered, "body"> | undefined;
  let kept = "";
  const whole = () => head && resolve({ ...head, body: kept });
  const limit = setTimeout(() => {
    const waiting = outbound.waitsFor();
    const error = new TransportError({ ...waiting, code: connectTimeout }, undefined, ms);
    reject(error);
    controller?.abort(error);
  }, ms);
  outbound.dispatch(
    {
      method,
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      headers,
      body: body ?? null,
    },
    {
      onRequestStart(given) {
        controller = given;
      },
      onResponseStart(_controller, status, received) {
        // A provisional one: the answer comes behind it.
        if (status >= 200) head = headOf(status, received);
      },
      onResponseData(given, chunk) {
        if (kept.length < mostKept) kept += chunk.toString("utf8").slice(0, mostKept);
        if (kept.length < mostKept) return;
        whole();
        given.abort(new Error("more than is read"));
      },
      onResponseEnd: whole,
      onResponseError(_controller, error) {
        reject(error);
      },
    },
  );
  return promise.finally(() => clearTimeout(limit));
}

const headOf = (status: number, headers: IncomingHttpHeaders): Omit<Answered, "body"> => ({
  kind: "answered",
  status,
  location: firstOf(headers.location) ?? null,
  type: firstOf(headers["content-type"]) ?? "",
});

/** A header that came twice is a list, whatever the type says. */
const firstOf = (header: string | readonly string[] | undefined): string | undefined =>
  typeof header === "object" ? header[0] : header;
