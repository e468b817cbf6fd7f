import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Refusal } from "./request-refusal.ts";

/** What there is against bytes that never became a request, by the code of node's parser. */
export function brokenRequest({ code }: NodeJS.ErrnoException): Refusal {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return {
        status: 431,
        code: "header-too-large",
        message: "The request's headers are too large.",
      };
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return {
        status: 413,
        code: "chunk-too-large",
        message: "The request's chunk extensions are too large.",
      };
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return {
        status: 408,
        code: "header-too-slow",
        message: "The request did not arrive in time.",
      };
    default:
      return {
        status: 400,
        code: "malformed-request",
        message: "The request is no well-formed HTTP.",
      };
  }
}

/**
 * Whether an answer may still be written by hand: not on a socket that is gone, nor into the midst of another
 * answer, which node keeps as `_httpMessage` and asks in the same way.
 */
export function takesAnAnswer(socket: Socket): boolean {
  const underway: unknown = Reflect.get(socket, "_httpMessage");
  const begun =
    typeof underway === "object" && underway !== null && Reflect.get(underway, "_headerSent");
  return socket.writable && begun !== true;
}

/** An answer as it travels, after which the connection ends. */
export function lastWords(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): string {
  const lines = Object.entries({
    ...headers,
    connection: "close",
    "content-length": String(Buffer.byteLength(body)),
  }).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("\r\n")}\r\n\r\n${body}`;
}
