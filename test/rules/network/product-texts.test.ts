import { describe, expect, test } from "vitest";
import {
  type TransportFailure,
  type TransportPhase,
  transportPhases,
} from "../../../src/base/transport-failure.ts";
import { productTextOf } from "../../../src/network/product-texts.ts";

interface Case {
  readonly fault: string;
  readonly phase: TransportPhase;
  readonly code: string;
  readonly host?: string;
  readonly address?: string | null;
  readonly received?: string;
  readonly exception: string;
  readonly text: string;
  readonly activation: "connectivity" | "text";
  readonly report?: "connection" | "text";
}

const host = "customers.understudy.test";

const failureOf = (of: Pick<Case, "phase" | "code" | "host" | "address">): TransportFailure => ({
  host: of.host ?? host,
  address: of.address === undefined ? "203.0.113.10" : of.address,
  phase: of.phase,
  code: of.code,
  ms: 12,
});

const toIt = `Failed to open TCP connection to ${host}:443`;
const handshake = "SSL_connect returned=1 errno=0 peeraddr=203.0.113.10:443 state=error:";

/** Network, measured (C6): the rows in their order. */
const rows: readonly Case[] = [
  {
    fault: "nothing listens",
    phase: "tcp",
    code: "ECONNREFUSED",
    exception: "Errno::ECONNREFUSED",
    text: `${toIt} (Connection refused - connect(2) for ${host}:443)`,
    activation: "connectivity",
  },
  {
    fault: "no such name",
    phase: "dns",
    code: "ENOTFOUND",
    address: null,
    exception: "SocketError",
    text: `${toIt} (getaddrinfo: Name or service not known)`,
    activation: "connectivity",
  },
  {
    fault: "DNS silent",
    phase: "dns",
    code: "ETIMEDOUT",
    address: null,
    exception: "Gitlab::HTTP_V2::BlockedUrlError",
    text: "URL is blocked: execution expired",
    activation: "connectivity",
  },
  {
    fault: "SYN swallowed",
    phase: "tcp",
    code: "UND_ERR_CONNECT_TIMEOUT",
    exception: "Net::OpenTimeout",
    text: `${toIt} (Connection timed out - user specified timeout)`,
    activation: "connectivity",
  },
  {
    fault: "accepts, never answers",
    phase: "http",
    code: "UND_ERR_HEADERS_TIMEOUT",
    exception: "Net::ReadTimeout",
    text: "Net::ReadTimeout with #<Socket:(closed)>",
    activation: "connectivity",
  },
  {
    fault: "reset, or closed with unread data",
    phase: "http",
    code: "ECONNRESET",
    exception: "Errno::ECONNRESET",
    text: "Connection reset by peer",
    activation: "connectivity",
  },
  {
    fault: "reset at once",
    phase: "tcp",
    code: "ECONNRESET",
    exception: "Errno::ECONNRESET",
    text: "Connection reset by peer",
    activation: "connectivity",
  },
  {
    fault: "clean close without an answer",
    phase: "http",
    code: "UND_ERR_SOCKET",
    exception: "EOFError",
    text: "end of file reached",
    activation: "text",
  },
  {
    fault: "garbage",
    phase: "http",
    code: "HTTPParserError",
    received: "hello",
    exception: "Net::HTTPBadResponse",
    text: 'wrong status line: "hello"',
    activation: "text",
  },
  {
    fault: "no route: the host",
    phase: "tcp",
    code: "EHOSTUNREACH",
    exception: "Errno::EHOSTUNREACH",
    text: `${toIt} (No route to host - connect(2) for ${host}:443)`,
    activation: "text",
  },
  {
    fault: "no route: the network",
    phase: "tcp",
    code: "ENETUNREACH",
    exception: "Errno::ENETUNREACH",
    text: `${toIt} (Network is unreachable - connect(2) for ${host}:443)`,
    activation: "text",
  },
  {
    fault: "no route: an IPv6 address is bracketed only in the second place",
    phase: "tcp",
    code: "ENETUNREACH",
    host: "2001:db8::10",
    address: "2001:db8::10",
    exception: "Errno::ENETUNREACH",
    text: "Failed to open TCP connection to 2001:db8::10:443 (Network is unreachable - connect(2) for [2001:db8::10]:443)",
    activation: "text",
  },
  {
    fault: "leaf only, unknown issuer",
    phase: "tls",
    code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    exception: "OpenSSL::SSL::SSLError",
    text: `${handshake} certificate verify failed (unable to get local issuer certificate)`,
    activation: "connectivity",
  },
  {
    fault: "inspection proxy sends its root",
    phase: "tls",
    code: "SELF_SIGNED_CERT_IN_CHAIN",
    exception: "OpenSSL::SSL::SSLError",
    text: `${handshake} certificate verify failed (self-signed certificate in certificate chain)`,
    activation: "connectivity",
  },
  {
    fault: "self-signed leaf",
    phase: "tls",
    code: "DEPTH_ZERO_SELF_SIGNED_CERT",
    exception: "OpenSSL::SSL::SSLError",
    text: `${handshake} certificate verify failed (self-signed certificate)`,
    activation: "connectivity",
  },
  {
    fault: "expired",
    phase: "tls",
    code: "CERT_HAS_EXPIRED",
    exception: "OpenSSL::SSL::SSLError",
    text: `${handshake} certificate verify failed (certificate has expired)`,
    activation: "connectivity",
  },
  {
    fault: "future",
    phase: "tls",
    code: "CERT_NOT_YET_VALID",
    exception: "OpenSSL::SSL::SSLError",
    text: `${handshake} certificate verify failed (certificate is not yet valid)`,
    activation: "connectivity",
  },
  {
    fault: "wrong name",
    phase: "tls",
    code: "ERR_TLS_CERT_ALTNAME_INVALID",
    exception: "OpenSSL::SSL::SSLError",
    text: `${handshake} certificate verify failed (hostname mismatch)`,
    activation: "connectivity",
  },
  {
    fault: "plain HTTP on the port",
    phase: "tls",
    code: "ERR_SSL_WRONG_VERSION_NUMBER",
    exception: "OpenSSL::SSL::SSLError",
    text: "SSL_connect returned=1 errno=0 peeraddr=(null) state=error: wrong version number",
    activation: "connectivity",
  },
  {
    fault: "old TLS only",
    phase: "tls",
    code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
    exception: "OpenSSL::SSL::SSLError",
    text: `${handshake} tlsv1 alert protocol version`,
    activation: "connectivity",
  },
  {
    fault: "closed in the handshake",
    phase: "tls",
    code: "ECONNRESET",
    exception: "Errno::ECONNRESET",
    text: "Connection reset by peer - SSL_connect",
    activation: "connectivity",
  },
  {
    fault: "CONNECT → 407",
    phase: "proxy",
    code: "PROXY_407",
    host: "proxy.understudy.test",
    exception: "Net::HTTPServerException",
    text: '407 "Proxy Authentication Required"',
    activation: "text",
    report: "text",
  },
  {
    fault: "CONNECT → 403",
    phase: "proxy",
    code: "PROXY_403",
    host: "proxy.understudy.test",
    exception: "Net::HTTPServerException",
    text: '403 "Forbidden"',
    activation: "text",
    report: "text",
  },
  {
    fault: "CONNECT → 502",
    phase: "proxy",
    code: "PROXY_502",
    host: "proxy.understudy.test",
    exception: "Net::HTTPFatalError",
    text: '502 "Bad Gateway"',
    activation: "text",
    report: "text",
  },
  {
    fault: "CONNECT → 503",
    phase: "proxy",
    code: "PROXY_503",
    host: "proxy.understudy.test",
    exception: "Net::HTTPFatalError",
    text: '503 "Service Unavailable"',
    activation: "text",
    report: "text",
  },
  {
    fault: "CONNECT → 504",
    phase: "proxy",
    code: "PROXY_504",
    host: "proxy.understudy.test",
    exception: "Net::HTTPFatalError",
    text: '504 "Gateway Timeout"',
    activation: "text",
    report: "text",
  },
  {
    fault: "proxy closes on CONNECT",
    phase: "proxy",
    code: "UND_ERR_PRX_CONN",
    host: "proxy.understudy.test",
    exception: "EOFError",
    text: "end of file reached",
    activation: "text",
  },
];

const seenBy = (version: string, received: string | null = null) => ({
  port: 443,
  version,
  received,
});

describe("what the product says of a connection that failed (network, C6)", () => {
  test.each(rows)("$fault: $text", (row) => {
    const { exception, text } = productTextOf(
      failureOf(row),
      seenBy("18.5.0-ee", row.received ?? null),
    );

    expect({ exception, text }).toEqual({ exception: row.exception, text: row.text });
  });

  test.each(rows)("$fault: an activation shows $activation", (row) => {
    const { activation } = productTextOf(failureOf(row), seenBy("18.5.0-ee"));

    expect(activation).toBe(row.activation);
  });

  test.each(rows)(
    "$fault: a report takes all but a refused CONNECT for a connection error",
    (row) => {
      const { report } = productTextOf(failureOf(row), seenBy("18.5.0-ee"));

      expect(report).toBe(row.report ?? "connection");
    },
  );
});

describe("versions (network, C5)", () => {
  const inspected = failureOf({ phase: "tls", code: "SELF_SIGNED_CERT_IN_CHAIN" });

  test("what OpenSSL says reaches administrators before 15.7", () => {
    expect(productTextOf(inspected, seenBy("15.6.8-ee"))).toMatchObject({
      text: "SSL_connect returned=1 errno=0 state=error: certificate verify failed (self signed certificate in certificate chain)",
      activation: "text",
      report: "connection",
    });
    expect(productTextOf(inspected, seenBy("15.7.0-ee"))).toMatchObject({
      activation: "connectivity",
    });
  });

  test("a reset in the handshake never does", () => {
    const reset = failureOf({ phase: "tls", code: "ECONNRESET" });

    expect(productTextOf(reset, seenBy("15.6.8-ee")).activation).toBe("connectivity");
  });

  test.each([
    {
      version: "17.6.1-ee",
      text: "state=error: certificate verify failed (self signed certificate)",
    },
    {
      version: "17.7.0-ee",
      text: "peeraddr=203.0.113.10:443 state=error: certificate verify failed (self-signed certificate)",
    },
  ])("$version has the words of its OpenSSL", ({ version, text }) => {
    const selfSigned = failureOf({ phase: "tls", code: "DEPTH_ZERO_SELF_SIGNED_CERT" });

    expect(productTextOf(selfSigned, seenBy(version)).text).toBe(
      `SSL_connect returned=1 errno=0 ${text}`,
    );
  });
});

describe("what was not measured", () => {
  test.each<Omit<Case, "fault">>([
    {
      phase: "dns",
      code: "ESERVFAIL",
      address: null,
      exception: "SocketError",
      text: `${toIt} (getaddrinfo: Temporary failure in name resolution)`,
      activation: "connectivity",
    },
    {
      phase: "dns",
      code: "EAI_AGAIN",
      address: null,
      exception: "SocketError",
      text: `${toIt} (getaddrinfo: Temporary failure in name resolution)`,
      activation: "connectivity",
    },
    {
      phase: "tcp",
      code: "ETIMEDOUT",
      exception: "Errno::ETIMEDOUT",
      text: `${toIt} (Connection timed out - connect(2) for ${host}:443)`,
      activation: "text",
    },
    {
      phase: "proxy",
      code: "ECONNREFUSED",
      exception: "Errno::ECONNREFUSED",
      text: `${toIt} (Connection refused - connect(2) for ${host}:443)`,
      activation: "connectivity",
    },
    {
      phase: "tls",
      code: "UND_ERR_CONNECT_TIMEOUT",
      exception: "Net::OpenTimeout",
      text: "Net::OpenTimeout",
      activation: "connectivity",
    },
    {
      phase: "tls",
      code: "ERR_SSL_UNSUPPORTED_PROTOCOL",
      exception: "OpenSSL::SSL::SSLError",
      text: `${handshake} unsupported protocol`,
      activation: "connectivity",
    },
    {
      phase: "tls",
      code: "CERT_REVOKED",
      address: "2001:db8::10",
      exception: "OpenSSL::SSL::SSLError",
      text: "SSL_connect returned=1 errno=0 peeraddr=[2001:db8::10]:443 state=error: cert revoked",
      activation: "connectivity",
    },
    {
      phase: "http",
      code: "ETIMEDOUT",
      exception: "Net::ReadTimeout",
      text: "Net::ReadTimeout with #<Socket:(closed)>",
      activation: "connectivity",
    },
    {
      phase: "http",
      code: "EPIPE",
      exception: "Errno::EPIPE",
      text: "Broken pipe",
      activation: "text",
    },
    {
      phase: "http",
      code: "UND_ERR_INFO",
      exception: "EOFError",
      text: "end of file reached",
      activation: "text",
    },
  ])("$phase $code is taken for $exception", (row) => {
    const { exception, text, activation } = productTextOf(failureOf(row), seenBy("18.5.0-ee"));

    expect({ exception, text, activation }).toEqual({
      exception: row.exception,
      text: row.text,
      activation: row.activation,
    });
  });

  test.each(transportPhases)("a code that says nothing has a text in every phase: %s", (phase) => {
    for (const code of ["UNKNOWN", "", "E", "PROXY_", "PROXY_999"]) {
      const { exception, text } = productTextOf(failureOf({ phase, code }), seenBy("18.5.0-ee"));

      expect([exception, text], code).toEqual([
        expect.stringMatching(/./),
        expect.stringMatching(/./),
      ]);
    }
  });

  test("a port that is not known is not named", () => {
    const refused = failureOf({ phase: "tcp", code: "ECONNREFUSED" });

    expect(productTextOf(refused, { port: null, version: "18.5.0-ee", received: null }).text).toBe(
      `Failed to open TCP connection to ${host} (Connection refused - connect(2) for ${host})`,
    );
  });
});
