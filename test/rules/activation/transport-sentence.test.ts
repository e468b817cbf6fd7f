import { describe, expect, test } from "vitest";
import { causeOf } from "../../../src/activation/failure-cause.ts";
import { transportSentence } from "../../../src/activation/transport-sentence.ts";
import type { TransportFailure } from "../../../src/base/transport-failure.ts";

const host = "customers.understudy.test";
const peer = `${host} (203.0.113.10)`;
const proxy = "proxy.understudy.test";

interface Case extends Pick<TransportFailure, "phase" | "code"> {
  readonly host?: string;
  readonly address?: string | null;
  readonly waited?: number;
  readonly says: string;
}

const cases: readonly Case[] = [
  {
    phase: "dns",
    code: "ENOTFOUND",
    address: null,
    says: `The name ${host} is not known to the name servers: ENOTFOUND.`,
  },
  {
    phase: "dns",
    code: "ENODATA",
    address: null,
    says: `The name ${host} has no address: ENODATA.`,
  },
  {
    phase: "dns",
    code: "ESERVFAIL",
    address: null,
    says: `The name servers could not look up the name ${host}: ESERVFAIL.`,
  },
  {
    phase: "dns",
    code: "ETIMEDOUT",
    address: null,
    waited: 15_000,
    says: `No name server answered within 15 seconds for the name ${host}: ETIMEDOUT.`,
  },
  { phase: "tcp", code: "ECONNREFUSED", says: `${peer} refused the connection: ECONNREFUSED.` },
  {
    phase: "tcp",
    code: "ECONNREFUSED",
    host: "127.0.0.1",
    address: "127.0.0.1",
    says: "127.0.0.1 refused the connection: ECONNREFUSED.",
  },
  {
    phase: "tcp",
    code: "ENETUNREACH",
    address: "2001:db8::10",
    says: `There is no route to ${host} (2001:db8::10): ENETUNREACH.`,
  },
  {
    phase: "tcp",
    code: "UND_ERR_CONNECT_TIMEOUT",
    waited: 10_000,
    says: `${peer} did not accept the connection within 10 seconds: UND_ERR_CONNECT_TIMEOUT.`,
  },
  { phase: "tcp", code: "ECONNRESET", says: `${peer} reset the connection: ECONNRESET.` },
  { phase: "tcp", code: "EACCES", says: `No connection to ${peer} was made: EACCES.` },
  {
    phase: "proxy",
    code: "PROXY_407",
    host: proxy,
    says: `The proxy ${proxy} (203.0.113.10) refused to connect: PROXY_407. It wants a user and a password.`,
  },
  {
    phase: "proxy",
    code: "PROXY_418",
    host: proxy,
    says: `The proxy ${proxy} (203.0.113.10) refused to connect: PROXY_418.`,
  },
  {
    phase: "proxy",
    code: "UND_ERR_PRX_CONN",
    host: proxy,
    says: `The proxy ${proxy} (203.0.113.10) ended the connection without an answer: UND_ERR_PRX_CONN.`,
  },
  {
    phase: "proxy",
    code: "ERR_INVALID_URL",
    host: "",
    address: null,
    says: "What a variable names as a proxy is no URL of one: ERR_INVALID_URL.",
  },
  {
    phase: "tls",
    code: "SELF_SIGNED_CERT_IN_CHAIN",
    says: `The certificate of ${peer} was not accepted: SELF_SIGNED_CERT_IN_CHAIN. Its chain ends with a root that the instance does not trust, such as an inspecting appliance's.`,
  },
  {
    phase: "tls",
    code: "CERT_HAS_EXPIRED",
    says: `The certificate of ${peer} was not accepted: CERT_HAS_EXPIRED. It has expired.`,
  },
  {
    phase: "tls",
    code: "ERR_SSL_WRONG_VERSION_NUMBER",
    says: `${peer} does not speak TLS on this port: ERR_SSL_WRONG_VERSION_NUMBER.`,
  },
  {
    phase: "tls",
    code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
    says: `${peer} speaks no version of TLS that the instance does: ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION.`,
  },
  {
    phase: "tls",
    code: "ECONNRESET",
    says: `${peer} closed the connection in the TLS handshake: ECONNRESET.`,
  },
  {
    phase: "tls",
    code: "ERR_SSL_BAD_RECORD_TYPE",
    says: `The TLS handshake with ${peer} failed: ERR_SSL_BAD_RECORD_TYPE.`,
  },
  {
    phase: "http",
    code: "UND_ERR_HEADERS_TIMEOUT",
    says: `${peer} took the request and did not answer in time: UND_ERR_HEADERS_TIMEOUT.`,
  },
  {
    phase: "http",
    code: "ECONNRESET",
    says: `${peer} reset the connection in place of an answer: ECONNRESET.`,
  },
  {
    phase: "http",
    code: "UND_ERR_SOCKET",
    says: `${peer} closed the connection without an answer: UND_ERR_SOCKET.`,
  },
  {
    phase: "http",
    code: "HTTPParserError",
    says: `${peer} answered with something other than HTTP: HTTPParserError.`,
  },
  { phase: "http", code: "EPIPE", says: `${peer} gave no whole answer: EPIPE.` },
];

describe("people are told where a connection has failed", () => {
  test.each(cases)("$phase $code: $says", ({ says, waited, ...of }) => {
    const failure = { host, address: "203.0.113.10", ms: 3, ...of };

    expect(transportSentence(failure, waited)).toBe(says);
  });

  test("and by an answer to an activation as well", () => {
    const cause = { host, address: null, phase: "dns", code: "ENOTFOUND", ms: 3 } as const;
    const failure = {
      kind: "portal-unreachable",
      detail: "getaddrinfo ENOTFOUND",
      status: null,
      leaked: null,
    } as const;

    expect(causeOf({ ...failure, cause })).toBe(transportSentence(cause));
    expect(causeOf({ ...failure, cause: null })).toBe(
      "The portal did not answer: getaddrinfo ENOTFOUND.",
    );
  });
});
