import { STATUS_CODES } from "node:http";
import { isIPv6 } from "node:net";
import { isTimeout, type TransportFailure } from "../base/transport-failure.ts";
import { isBefore, networkRulesOf } from "./rules.ts";

/** What the product makes of a failed connection. */
export interface ProductText {
  /** The class of the exception in Ruby. */
  readonly exception: string;
  /** Its text. */
  readonly text: string;
  /** What an activation makes of it: `CONNECTIVITY_ERROR` of what its short list has, of anything else the text. */
  readonly activation: "connectivity" | "text";
  /** What a report makes of it: a failed connection of what the long list has, of anything else the text. */
  readonly report: "connection" | "text";
}

interface Circumstances {
  /** Of `failure.host`; null if it is not known, and then no text names it. */
  readonly port: number | null;
  /** Of the product, such as `18.5.0-ee`. */
  readonly version: string;
  /** The first line of an answer that is not HTTP; null if it is not known. */
  readonly received: string | null;
}

/**
 * What the product says of a failure, as Ruby 3.1 has worded it.
 *
 * A code that no measurement has is taken for what Ruby would make of it: of OpenSSL for an `OpenSSL::SSL::SSLError` with
 * its words, of the system for the `Errno` of its name, everything else for a connection that was closed (`EOFError`).
 * Source: network, rules of the real client (C4), eras (C5), measured (C6).
 */
export function productTextOf(failure: TransportFailure, seen: Circumstances): ProductText {
  const [exception, text] = raisedBy(failure, seen);
  const leaks = exception === tlsError && networkRulesOf(seen.version).leaksTlsTexts;
  return {
    exception,
    text,
    activation: shortList.has(exception) && !leaks ? "connectivity" : "text",
    report: longList.has(exception) ? "connection" : "text",
  };
}

const tlsError = "OpenSSL::SSL::SSLError";
const blocked = "Gitlab::HTTP_V2::BlockedUrlError";

const shortList: ReadonlySet<string> = new Set([
  blocked,
  "Errno::ECONNREFUSED",
  "Errno::ECONNRESET",
  "SocketError",
  "Net::OpenTimeout",
  "Net::ReadTimeout",
  "Net::WriteTimeout",
  tlsError,
]);

const longList: ReadonlySet<string> = new Set([
  ...shortList,
  "EOFError",
  "Errno::EHOSTUNREACH",
  "Errno::ENETUNREACH",
  "Errno::EADDRNOTAVAIL",
  "Errno::EAFNOSUPPORT",
  "Errno::ETIMEDOUT",
  "Net::HTTPBadResponse",
]);

type Raised = readonly [exception: string, text: string];

const closed: Raised = ["EOFError", "end of file reached"];
const silence: Raised = ["Net::ReadTimeout", "Net::ReadTimeout with #<Socket:(closed)>"];

function raisedBy(failure: TransportFailure, seen: Circumstances): Raised {
  switch (failure.phase) {
    case "dns":
      return raisedByName(failure, seen);
    case "tcp":
      return raisedByAddress(failure, seen);
    case "proxy":
      return raisedByProxy(failure, seen);
    case "tls":
      return raisedByHandshake(failure, seen);
    case "http":
      return raisedByAnswer(failure, seen);
  }
}

function raisedByName({ host, code }: TransportFailure, { port }: Circumstances): Raised {
  if (isTimeout(code)) return [blocked, "URL is blocked: execution expired"];
  const isUnknown = code === "ENOTFOUND" || code === "ENODATA";
  const why = isUnknown ? "Name or service not known" : "Temporary failure in name resolution";
  return ["SocketError", `${notOpened(host, port)} (getaddrinfo: ${why})`];
}

function raisedByAddress({ host, code }: TransportFailure, { port }: Circumstances): Raised {
  const head = notOpened(host, port);
  if (code === "UND_ERR_CONNECT_TIMEOUT") {
    return ["Net::OpenTimeout", `${head} (Connection timed out - user specified timeout)`];
  }
  const name = systemName(code);
  // One that is reset at once was open before: the same as if that came later.
  if (name === "ECONNRESET") return ["Errno::ECONNRESET", "Connection reset by peer"];
  const why = systemWords[name] ?? name;
  const at = `${isIPv6(host) ? `[${host}]` : host}${colon(port)}`;
  return [`Errno::${name}`, `${head} (${why} - connect(2) for ${at})`];
}

/** What a proxy does is all that can be told from what it has answered. */
function raisedByProxy(failure: TransportFailure, seen: Circumstances): Raised {
  const { code } = failure;
  const [, status] = /^PROXY_(\d{3})$/.exec(code) ?? [];
  if (status !== undefined) {
    const answer = `${status} "${STATUS_CODES[status] ?? ""}"`;
    return [refusals[status.charAt(0)] ?? "Net::HTTPBadResponse", answer];
  }
  if (code === "ERR_INVALID_URL") return ["URI::InvalidURIError", "bad URI(is not URI?)"];
  if (isTimeout(code)) return silence;
  return isNoConnection(code) ? raisedByAddress(failure, seen) : closed;
}

const refusals: Readonly<Record<string, string>> = {
  "3": "Net::HTTPRetriableError",
  "4": "Net::HTTPServerException",
  "5": "Net::HTTPFatalError",
};

function raisedByHandshake(failure: TransportFailure, seen: Circumstances): Raised {
  const { code } = failure;
  if (code === "ECONNRESET") return ["Errno::ECONNRESET", "Connection reset by peer - SSL_connect"];
  if (isTimeout(code)) return ["Net::OpenTimeout", "Net::OpenTimeout"];
  const unverified = verification[code];
  const isOld = isBefore(seen.version, [17, 7]);
  const why =
    unverified === undefined
      ? openSslWords(code)
      : `certificate verify failed (${isOld ? unverified.replace("self-signed", "self signed") : unverified})`;
  // The Linux package has OpenSSL 3 since 17.7, which also names the peer. Source: the product's documentation of that version.
  const peer = isOld ? "" : `${peerOf(failure, seen)} `;
  return [tlsError, `SSL_connect returned=1 errno=0 ${peer}state=error: ${why}`];
}

/** By Node's code. Source: network, measured (C6). */
const verification: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "unable to get local issuer certificate",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "unable to get local issuer certificate",
  SELF_SIGNED_CERT_IN_CHAIN: "self-signed certificate in certificate chain",
  DEPTH_ZERO_SELF_SIGNED_CERT: "self-signed certificate",
  CERT_HAS_EXPIRED: "certificate has expired",
  CERT_NOT_YET_VALID: "certificate is not yet valid",
  ERR_TLS_CERT_ALTNAME_INVALID: "hostname mismatch",
};

/** Node's codes are made of OpenSSL's words: `ERR_SSL_WRONG_VERSION_NUMBER`. */
const openSslWords = (code: string) =>
  code
    .replace(/^ERR_(?:SSL_)?/, "")
    .replaceAll("_", " ")
    .toLowerCase();

function peerOf({ address, code }: TransportFailure, { port }: Circumstances): string {
  // Whoever does not speak TLS at all has hung up by then.
  if (address === null || code === "ERR_SSL_WRONG_VERSION_NUMBER") return "peeraddr=(null)";
  return `peeraddr=${isIPv6(address) ? `[${address}]` : address}${colon(port)}`;
}

function raisedByAnswer({ code }: TransportFailure, { received }: Circumstances): Raised {
  if (isTimeout(code)) return silence;
  if (code === notHttp) {
    return ["Net::HTTPBadResponse", `wrong status line: ${JSON.stringify(received ?? "")}`];
  }
  if (!isSystem(code)) return closed;
  const name = systemName(code);
  return [`Errno::${name}`, systemWords[name] ?? name];
}

/** The name of undici's error, which has no code. */
const notHttp = "HTTPParserError";

const notOpened = (host: string, port: number | null) =>
  `Failed to open TCP connection to ${host}${colon(port)}`;

const colon = (port: number | null) => (port === null ? "" : `:${port}`);

const isNoConnection = (code: string) => isSystem(code) && code !== "ECONNRESET";

/** Whether it is a name of the system's errors: OpenSSL's and Node's have an underscore. */
const isSystem = (code: string) => /^E[A-Z0-9]+$/.test(code);
const systemName = (code: string) => (isSystem(code) ? code : "EIO");

/** The C library's. */
const systemWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Connection refused",
  ECONNRESET: "Connection reset by peer",
  EHOSTUNREACH: "No route to host",
  ENETUNREACH: "Network is unreachable",
  EADDRNOTAVAIL: "Cannot assign requested address",
  EAFNOSUPPORT: "Address family not supported by protocol",
  ETIMEDOUT: "Connection timed out",
  EPIPE: "Broken pipe",
  EACCES: "Permission denied",
  EIO: "Input/output error",
};
