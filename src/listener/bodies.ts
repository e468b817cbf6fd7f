import type { IncomingMessage } from "node:http";
import { type Awaitable, andThen } from "../base/awaitable.ts";
import { bodyStreamOf } from "./body-stream.ts";
import type { Incoming, Refusal } from "./http.ts";
import { type ListenerLimits, maxBodyBytes } from "./limits.ts";
import { refusals, targetOf, tooLarge, tooSlow } from "./refusals.ts";

/** A request that has just come, and its name. */
interface Received extends Pick<Incoming, "requestId" | "closed"> {
  readonly request: IncomingMessage;
}

interface Reception extends Pick<Incoming, "scheme"> {
  /** Names that a request may go by, besides those of this machine. */
  readonly hosts: readonly string[];
  readonly limits: Pick<ListenerLimits, "bodyMs" | "streamMs">;
  readonly mostStreamed: MostStreamed;
}

/** How many bytes of a body whoever is asked takes as a stream; null if it is read before they are asked. */
export type MostStreamed = (asked: Pick<Incoming, "method" | "url">) => Awaitable<number | null>;

type Receive = (received: Received) => Awaitable<Incoming | Refusal | null>;

/** Reads bodies within their limits, and at once what is there already. Null means that the client went away. */
export function receiver({ scheme, hosts, limits, mostStreamed }: Reception): Receive {
  const { bodyMs, streamMs } = limits;
  const refusalOf = refusals(hosts);
  return ({ request, requestId, closed }) => {
    const refusal = refusalOf(request);
    if (refusal) {
      discardBody(request, bodyMs);
      return refusal;
    }
    const { method = "GET", headers } = request;
    const url = targetOf(request.url ?? "/")?.url ?? "/";
    const head = { requestId, scheme, method, url, headers, closed };
    return andThen<number | null, Incoming | Refusal | null>(
      mostStreamed({ method, url }),
      (bytes) => {
        if (bytes !== null) {
          const waits = { pieceMs: bodyMs, waitedMs: streamMs };
          return { ...head, body: nothing, stream: bodyStreamOf(request, { bytes, ...waits }) };
        }
        return andThen(bodyOf(request, { bytes: maxBodyBytes, ms: bodyMs }), (body) => {
          if (body === "gone") return null;
          if (body === "too-large") return tooLarge;
          if (body === "too-slow") return tooSlow;
          return { ...head, body };
        });
      },
    );
  };
}

interface BodyLimits {
  readonly bytes: number;
  readonly ms: number;
}

const nothing = Buffer.alloc(0);

/** Most bodies are none, or have come with their header. */
function bodyOf(
  request: IncomingMessage,
  limits: BodyLimits,
): ReturnType<typeof bodyToCome> | Buffer {
  const { complete, readableLength, headers } = request;
  const isThere = complete || readableLength === Number(headers["content-length"]);
  if (!isThere) return bodyToCome(request, limits);
  return readableLength === 0 ? nothing : request.read();
}

/**
 * Collects a body. What comes past the limit is read and thrown away, so that the client sees the answer and can
 * go on; one that does not end in time takes the connection with it.
 */
function bodyToCome(
  request: IncomingMessage,
  limits: BodyLimits,
): Promise<Buffer | "too-large" | "too-slow" | "gone"> {
  if (request.destroyed) return Promise.resolve("gone");
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const deadline = setTimeout(() => {
      if (size > limits.bytes) request.socket.destroy();
      resolve("too-slow");
    }, limits.ms);
    const settle = (body: Buffer | "gone") => {
      clearTimeout(deadline);
      resolve(body);
    };
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limits.bytes) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      resolve("too-large");
    });
    request.on("end", () =>
      settle(chunks[0] && chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)),
    );
    request.on("close", () => settle("gone"));
    request.on("error", () => settle("gone"));
  });
}

/** Throws away the body of a request that was answered without it, within a time. */
export function discardBody(request: IncomingMessage, ms: number) {
  const deadline = setTimeout(() => request.socket.destroy(), ms);
  request.on("close", () => clearTimeout(deadline));
  request.resume();
}
