import type { IncomingHttpHeaders } from "node:http";

/** A request whose body has arrived whole, or is a stream. `url` is path and query, as sent; it starts with a slash. */
export interface Incoming {
  /** Names the request in the answer's `X-Request-Id` and in the log. */
  readonly requestId: string;
  /** How it came to the listener: with TLS or without. */
  readonly scheme: "http" | "https";
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Empty if it is a stream. */
  readonly body: Buffer;
  /**
   * The body as it comes, once, at a route that takes it so. What is wrong with it is thrown as a `BodyRefused`; what is not
   * taken of it is thrown away.
   */
  readonly stream?: AsyncIterable<Uint8Array>;
  /** Aborts once nobody waits for the answer any more: the client is gone, or the listener closes. */
  readonly closed: () => AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
  /** Sends what follows the body, for as long as there is more to say. Nothing follows the answer to a HEAD. */
  readonly follow?: (outflow: Outflow) => void;
}

/** The way to a client that reads on. */
export interface Outflow {
  /**
   * Sends a piece, and says whether all before it has gone out. A client that leaves more than `maxUnreadBytes` unread
   * loses the connection, and so does one that reads nothing of less for as long as a connection may be idle.
   */
  write(piece: string): boolean;
  /** What was sent and not read yet, in bytes. */
  unread(): number;
  /** Calls whenever all that was sent has been read. */
  onRead(call: () => void): void;
  end(): void;
  /** Aborts once nothing can be sent any more: the client is gone, or the listener closes. */
  readonly closed: AbortSignal;
}

/** What a listener sends back; `drop` closes the socket instead, or leaves that to the client. */
export type Reply = Answer | { readonly drop: true | "by-client" };

/** Why a request gets no further, before any route. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** The path of a request, without its query. */
export function pathOf({ url }: Pick<Incoming, "url">): string {
  const end = url.indexOf("?");
  return end === -1 ? url : url.slice(0, end);
}

/** What stands behind the question mark; empty if there is none. */
export function queryOf({ url }: Pick<Incoming, "url">): string {
  const start = url.indexOf("?");
  return start === -1 ? "" : url.slice(start + 1);
}
