import { describe, expect, test } from "vitest";
import { causeOf } from "../../../src/activation/failure-cause.ts";
import { transportSentence } from "../../../src/activation/transport-sentence.ts";
import type { TransportFailure } from "../../../src/base/transport-failure.ts";
import {
  failuresRaising,
  failureToldBy,
  networkOf,
  statusToldBy,
} from "../../../src/diagnosis/transport.ts";
import { networkOutcomes } from "../../support/network-outcomes.ts";

const host = "customers.understudy.test";

const failures: readonly (Omit<TransportFailure, "ms" | "host"> & { readonly ms?: number })[] = [
  { phase: "dns", code: "ENOTFOUND", address: null },
  { phase: "dns", code: "ETIMEDOUT", address: null, ms: 15_000 },
  { phase: "tcp", code: "ECONNREFUSED", address: "203.0.113.10" },
  { phase: "tcp", code: "ENETUNREACH", address: "2001:db8::10" },
  { phase: "tcp", code: "UND_ERR_CONNECT_TIMEOUT", address: "2001:db8::10", ms: 10_000 },
  { phase: "proxy", code: "PROXY_407", address: "198.51.100.7" },
  { phase: "proxy", code: "UND_ERR_PRX_CONN", address: "198.51.100.7" },
  { phase: "tls", code: "SELF_SIGNED_CERT_IN_CHAIN", address: "2001:db8::10" },
  { phase: "tls", code: "ECONNRESET", address: "203.0.113.10" },
  { phase: "http", code: "UND_ERR_HEADERS_TIMEOUT", address: "203.0.113.10", ms: 20_000 },
  { phase: "http", code: "HTTPParserError", address: "203.0.113.10" },
];

describe("a sentence on a failed connection", () => {
  test.each(failures)("tells where it has failed: $phase, $code", ({ ms, ...failure }) => {
    const sentence = transportSentence({ ...failure, host }, ms);

    expect(failureToldBy(sentence)).toEqual({ ...failure, host, ms: ms ?? 0 });
  });

  test.each([
    "",
    "The portal answered, and refused the code in the words above.",
    "Something: ECONNREFUSED.",
    `${host} refused the connection: ECONNREFUSED. And more.`,
    `${"a ".repeat(100_000)}: ECONNREFUSED.`,
  ])("is none where it says something else: %.60s", (sentence) => {
    expect(failureToldBy(sentence)).toBeNull();
  });

  test("tells the status where the portal has answered", () => {
    const unreachable = { detail: "", cause: null, leaked: null };
    const sentence = causeOf({ kind: "portal-unreachable", status: 402, ...unreachable });

    expect(statusToldBy(sentence)).toBe(402);
    expect(statusToldBy("The portal answered with the HTTP status .")).toBeNull();
  });
});

describe("a text of the product that has leaked", () => {
  const leaking = Object.entries(networkOutcomes).flatMap(([kind, outcome]) =>
    [outcome?.leaked, outcome?.leakedBefore].flatMap((text) =>
      outcome && text ? [{ kind, code: outcome.code, text }] : [],
    ),
  );

  test.each(leaking)("tells what has failed: $kind", ({ code, text }) => {
    expect(failuresRaising(text).map((one) => one.code)).toContain(code);
  });

  // Source: network, measured (C6).
  test.each([
    {
      text: "SSL_connect returned=1 errno=0 peeraddr=104.18.41.245:443 state=error: certificate verify failed (self-signed certificate in certificate chain)",
      code: "SELF_SIGNED_CERT_IN_CHAIN",
      address: null,
    },
    {
      text: "Failed to open TCP connection to 2606:4700::6812:14e0:443 (Network is unreachable - connect(2) for [2606:4700::6812:14e0]:443)",
      code: "ENETUNREACH",
      address: "2606:4700::6812:14e0",
    },
  ])("is known whatever it names: $code", ({ text, code, address }) => {
    expect(failuresRaising(text)).toContainEqual({ phase: expect.any(String), code, address });
  });

  test.each([
    "",
    "undefined method `[]' for nil:NilClass",
    "certificate verify failed",
    `end of file reached${" ".repeat(100_000)}x`,
  ])("is none where it is about something else: %.60s", (text) => {
    expect(failuresRaising(text)).toEqual([]);
  });
});

describe("the network that fails so again", () => {
  test.each([
    {
      phase: "tcp",
      code: "UND_ERR_CONNECT_TIMEOUT",
      address: "2001:db8::10",
      kind: "ipv6-blackhole",
    },
    {
      phase: "tcp",
      code: "UND_ERR_CONNECT_TIMEOUT",
      address: "203.0.113.10",
      kind: "tcp-blackhole",
    },
    { phase: "dns", code: "ETIMEDOUT", address: null, kind: "dns-silent" },
    { phase: "http", code: "UND_ERR_HEADERS_TIMEOUT", address: null, kind: "tcp-silent" },
    { phase: "tls", code: "SELF_SIGNED_CERT_IN_CHAIN", address: null, kind: "tls-inspected" },
    { phase: "proxy", code: "PROXY_504", address: null, kind: "proxy-502" },
    { phase: "dns", code: "ESOMETHING", address: null, kind: "dns-servfail" },
  ] as const)("is $kind after $code, $address", ({ kind, ...failure }) => {
    expect(networkOf(failure)).toBe(kind);
  });
});
