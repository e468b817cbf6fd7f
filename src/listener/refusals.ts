import type { IncomingMessage } from "node:http";
import { withoutCredentials } from "../base/repeatable.ts";
import { isAllowedHost } from "./allowed-host.ts";
import type { Refusal } from "./http.ts";
import { maxBodyBytes } from "./limits.ts";

/** What there is against requests before their bodies are read; null lets one in. */
export function refusals(hosts: readonly string[]): (request: IncomingMessage) => Refusal | null {
  // Clients call a server by the same name each time.
  let lastAllowed: string | undefined;
  function isAllowed(host: string): boolean {
    if (host !== lastAllowed && !isAllowedHost(host, hosts)) return false;
    lastAllowed = host;
    return true;
  }
  return (request) => hostRefusal(request, isAllowed) ?? formRefusal(request);
}

function hostRefusal(
  { headers: { host }, rawHeaders, httpVersion, url = "" }: IncomingMessage,
  isAllowed: (host: string) => boolean,
): Refusal | null {
  // Whoever is in between may have gone by the other one.
  if (namesTwice(rawHeaders, "host")) {
    return refusal(400, "ambiguous-host", "There is more than one Host header.");
  }
  if (host === undefined && httpVersion === "1.1") {
    return refusal(400, "missing-host", "There is no Host header.");
  }
  const target = targetOf(url);
  if (target === null) {
    return refusal(400, "bad-target", "The request line names neither a path nor a URL.");
  }
  if (!isAllowed(host ?? "")) return foreignHost(host ?? "");
  return target.host === null || isAllowed(target.host) ? null : foreignHost(target.host);
}

/** Names and values take turns, as they were sent. */
function namesTwice(rawHeaders: readonly string[], name: string): boolean {
  let isNamed = false;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const sent = rawHeaders[index] ?? "";
    if (sent.length !== name.length || sent.toLowerCase() !== name) continue;
    if (isNamed) return true;
    isNamed = true;
  }
  return false;
}

const foreignHost = (host: string): Refusal =>
  refusal(
    403,
    "host-not-allowed",
    `The Host header names "${withoutCredentials(host)}", which is not this server. Use localhost, or allow the name with --external-url.`,
  );

function formRefusal({ headers, httpVersion }: IncomingMessage): Refusal | null {
  const transfer = headers["transfer-encoding"];
  if (transfer !== undefined && (httpVersion === "1.0" || transfer.toLowerCase() !== "chunked")) {
    return refusal(
      501,
      "unknown-transfer-coding",
      `A body that is sent as HTTP/${httpVersion} ${transfer} is not understood.`,
    );
  }
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== "100-continue") {
    return refusal(417, "unknown-expectation", "The only Expect that is met is 100-continue.");
  }
  const content = headers["content-encoding"];
  if (content !== undefined && content.toLowerCase() !== "identity") {
    const message =
      "Compressed request bodies are not accepted. Send the body without Content-Encoding.";
    return refusal(415, "compressed-body", message);
  }
  return null;
}

export const tooLargeFor = (bytes: number): Refusal =>
  refusal(413, "body-too-large", `The request body is larger than ${bytes} bytes.`);

export const tooLarge: Refusal = tooLargeFor(maxBodyBytes);

export const tooSlow: Refusal = refusal(
  408,
  "body-too-slow",
  "The request body did not arrive in time.",
);

export const unexpectedException: Refusal = refusal(500, "internal-error", "Internal server error");

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

/** For a client that speaks HTTP where TLS is spoken. */
export const spokePlainly = (url: string): Refusal =>
  refusal(400, "tls-expected", `This port speaks TLS. Use ${url}.`);

/** What a request is for: path and query, and the host that was named with them. */
interface Target {
  /** Null if only the `Host` header names one. */
  readonly host: string | null;
  readonly url: string;
}

/** Reads `/path?query` and `http://host/path?query`; null for any other form, such as the `*` of OPTIONS. */
export function targetOf(sent: string): Target | null {
  if (sent.startsWith("/")) return { host: null, url: sent };
  const [, host = "", rest = ""] = /^https?:\/\/([^/?#]+)(.*)$/is.exec(sent) ?? [];
  if (host === "") return null;
  return { host, url: rest.startsWith("/") ? rest : `/${rest}` };
}

function refusal(status: number, code: string, message: string): Refusal {
  return { status, code, message };
}
