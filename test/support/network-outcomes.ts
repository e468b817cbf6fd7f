import type { NetworkFault } from "../../src/contract/fault.ts";
import type { PortalTimeouts } from "../../src/network/timeouts.ts";

/** What becomes of an activation over a network that is at fault. */
export interface NetworkOutcome {
  /** As the timeline has it. */
  readonly code: string;
  /** What is shown with `--leak-transport-texts`; null for `CONNECTIVITY_ERROR`. */
  readonly leaked: string | null;
  /** The same before 15.7, where it is something else. */
  readonly leakedBefore?: string;
  /** What has to pass before it has failed, where that takes as long as anybody waits. */
  readonly waitsFor?: keyof PortalTimeouts;
  /** What else there is to be said of it. */
  readonly note?: string;
}

const name = "customers.understudy.test";
const handshake = "SSL_connect returned=1 errno=0 state=error:";

const connectivity = (code: string, waitsFor?: keyof PortalTimeouts): NetworkOutcome => ({
  code,
  leaked: null,
  ...(waitsFor && { waitsFor }),
});

const notVerified = (code: string, why: string): NetworkOutcome => ({
  code,
  leaked: null,
  leakedBefore: `${handshake} certificate verify failed (${why})`,
});

/** Of each kind, as it is armed without further fields; null where the portal is reached. Source: network, measured (C6). */
export const networkOutcomes: Readonly<Record<NetworkFault["kind"], NetworkOutcome | null>> = {
  "dns-nxdomain": connectivity("ENOTFOUND"),
  "dns-servfail": connectivity("ESERVFAIL"),
  "dns-silent": connectivity("ETIMEDOUT", "lookupMs"),
  "dns-only-a": null,
  "dns-only-aaaa": null,
  "ipv6-blackhole": connectivity("UND_ERR_CONNECT_TIMEOUT", "connectMs"),
  "ipv6-unreachable": {
    code: "ENETUNREACH",
    leaked: `Failed to open TCP connection to ${name}:80 (Network is unreachable - connect(2) for ${name}:80)`,
    note: "From 19.2 on, an instance tries IPv4 then, and reaches the portal.",
  },
  "tcp-refused": connectivity("ECONNREFUSED"),
  "tcp-reset": connectivity("ECONNRESET"),
  "tcp-blackhole": connectivity("UND_ERR_CONNECT_TIMEOUT", "connectMs"),
  "tcp-silent": connectivity("UND_ERR_HEADERS_TIMEOUT", "readMs"),
  "tcp-garbage": { code: "HTTPParserError", leaked: 'wrong status line: "hello"' },
  "tcp-closed": { code: "UND_ERR_SOCKET", leaked: "end of file reached" },
  "tls-self-signed": notVerified("DEPTH_ZERO_SELF_SIGNED_CERT", "self signed certificate"),
  "tls-unknown-issuer": notVerified(
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "unable to get local issuer certificate",
  ),
  "tls-inspected": notVerified(
    "SELF_SIGNED_CERT_IN_CHAIN",
    "self signed certificate in certificate chain",
  ),
  "tls-expired": notVerified("CERT_HAS_EXPIRED", "certificate has expired"),
  "tls-not-yet-valid": notVerified("CERT_NOT_YET_VALID", "certificate is not yet valid"),
  "tls-wrong-host": notVerified("ERR_TLS_CERT_ALTNAME_INVALID", "hostname mismatch"),
  "tls-old-only": {
    code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
    leaked: null,
    leakedBefore: `${handshake} tlsv1 alert protocol version`,
  },
  "tls-plain-http": {
    code: "ERR_SSL_WRONG_VERSION_NUMBER",
    leaked: null,
    leakedBefore: `${handshake} wrong version number`,
  },
  "tls-closed": connectivity("ECONNRESET"),
  "proxy-required": connectivity("UND_ERR_CONNECT_TIMEOUT", "connectMs"),
  "proxy-407": { code: "PROXY_407", leaked: '407 "Proxy Authentication Required"' },
  "proxy-403": { code: "PROXY_403", leaked: '403 "Forbidden"' },
  "proxy-502": { code: "PROXY_502", leaked: '502 "Bad Gateway"' },
  "proxy-closed": { code: "UND_ERR_PRX_CONN", leaked: "end of file reached" },
  "proxy-resolves": connectivity("ETIMEDOUT", "lookupMs"),
};
