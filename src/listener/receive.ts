import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { type ListenerLimits, usualLimits } from "./listener-limits.ts";
import { bodyOf, discardBody, maxBodyBytes } from "./request-body.ts";
import { type Refusal, refusalOf, tooLarge, tooSlow } from "./request-refusal.ts";
import { targetOf } from "./request-target.ts";

/** A request whose body has arrived whole. `url` is path and query, as sent; it starts with a slash. */
export interface Incoming {
  /** Names the request in the answer's `X-Request-Id` and in the log. */
  readonly requestId: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A request that has just come, and its name. */
export interface Received {
  readonly request: IncomingMessage;
  readonly requestId: string;
}

interface Reception {
  readonly host: string;
  readonly hostnames: readonly string[];
  readonly limits?: ListenerLimits;
}

/** Reads the body within its limits. Null means that the client went away. */
export async function receive(
  { host, hostnames, limits }: Reception,
  { request, requestId }: Received,
): Promise<Incoming | Refusal | null> {
  const { bodyMs } = limits ?? usualLimits;
  const refusal = refusalOf(request, [host, ...hostnames]);
  if (refusal) {
    discardBody(request, bodyMs);
    return refusal;
  }
  const body = await bodyOf(request, { bytes: maxBodyBytes, ms: bodyMs });
  if (body === "gone") return null;
  if (body === "too-large") return tooLarge;
  if (body === "too-slow") return tooSlow;
  const { method = "GET", headers } = request;
  return { requestId, method, url: targetOf(request.url ?? "/")?.url ?? "/", headers, body };
}
