import {
  type FailedConnection,
  isTimeout,
  type TransportFailure,
} from "../base/transport-failure.ts";

/**
 * Where a connection has failed, in a sentence for support engineers: how far it came, with whom, and the code to look for.
 * `timedOutAfterMs` is how long was waited, where that is known.
 */
export function transportSentence(failure: FailedConnection, timedOutAfterMs?: number): string {
  const { host, address, code } = failure;
  const peer = address === null || address === host ? host : `${host} (${address})`;
  const inTime =
    timedOutAfterMs === undefined ? "in time" : `within ${timedOutAfterMs / 1_000} seconds`;
  const [what, hint] = sentencesOf[failure.phase]({ peer, host, code, inTime });
  return `${what}: ${code}.${hint === undefined ? "" : ` ${hint}`}`;
}

interface Seen {
  /** With the address, where it has another. */
  readonly peer: string;
  readonly host: string;
  readonly code: string;
  readonly inTime: string;
}

type Said = readonly [what: string, hint?: string | undefined];

const sentencesOf: Readonly<Record<TransportFailure["phase"], (seen: Seen) => Said>> = {
  dns({ host, code, inTime }) {
    if (isTimeout(code)) return [`No name server answered ${inTime} for the name ${host}`];
    if (code === "ENOTFOUND") return [`The name ${host} is not known to the name servers`];
    if (code === "ENODATA") return [`The name ${host} has no address`];
    return [`The name servers could not look up the name ${host}`];
  },
  tcp({ peer, code, inTime }) {
    if (code === "ECONNREFUSED") return [`${peer} refused the connection`];
    if (code === "ECONNRESET") return [`${peer} reset the connection`];
    if (unreachable.includes(code)) return [`There is no route to ${peer}`];
    if (isTimeout(code)) return [`${peer} did not accept the connection ${inTime}`];
    return [`No connection to ${peer} was made`];
  },
  proxy({ peer, code, inTime }) {
    if (code === "ERR_INVALID_URL") return ["What a variable names as a proxy is no URL of one"];
    const [, status] = /^PROXY_(\d+)$/.exec(code) ?? [];
    if (status !== undefined) return [`The proxy ${peer} refused to connect`, refusals[status]];
    if (isTimeout(code)) return [`The proxy ${peer} did not connect ${inTime}`];
    return [`The proxy ${peer} ended the connection without an answer`];
  },
  tls({ peer, code, inTime }) {
    const hint = certificates[code];
    if (hint !== undefined) return [`The certificate of ${peer} was not accepted`, hint];
    if (code === "ERR_SSL_WRONG_VERSION_NUMBER") return [`${peer} does not speak TLS on this port`];
    if (oldTls.includes(code)) return [`${peer} speaks no version of TLS that the instance does`];
    if (isTimeout(code)) return [`${peer} did not finish the TLS handshake ${inTime}`];
    if (code === "ECONNRESET") return [`${peer} closed the connection in the TLS handshake`];
    return [`The TLS handshake with ${peer} failed`];
  },
  http({ peer, code, inTime }) {
    if (isTimeout(code)) return [`${peer} took the request and did not answer ${inTime}`];
    if (code === "ECONNRESET") return [`${peer} reset the connection in place of an answer`];
    if (code === "UND_ERR_SOCKET") return [`${peer} closed the connection without an answer`];
    if (code === "HTTPParserError") return [`${peer} answered with something other than HTTP`];
    return [`${peer} gave no whole answer`];
  },
};

const unreachable: readonly string[] = ["EHOSTUNREACH", "ENETUNREACH"];

const oldTls: readonly string[] = [
  "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
  "ERR_SSL_UNSUPPORTED_PROTOCOL",
];

const refusals: Readonly<Record<string, string>> = {
  "403": "It does not let the instance reach the portal.",
  "407": "It wants a user and a password.",
  "502": "It could not reach the portal itself.",
  "503": "It could not reach the portal itself.",
  "504": "It could not reach the portal itself.",
};

const certificates: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "Who issued it is not trusted, or was not sent with it.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "Who issued it is not trusted, or was not sent with it.",
  SELF_SIGNED_CERT_IN_CHAIN:
    "Its chain ends with a root that the instance does not trust, such as an inspecting appliance's.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "It is self-signed.",
  CERT_HAS_EXPIRED: "It has expired.",
  CERT_NOT_YET_VALID: "It is not valid yet.",
  ERR_TLS_CERT_ALTNAME_INVALID: "It is for another name.",
};
