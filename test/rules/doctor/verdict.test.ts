import { describe, expect, test } from "vitest";
import type { TransportFailure, TransportPhase } from "../../../src/base/transport-failure.ts";
import type {
  AddressFinding,
  Certificate,
  Exchange,
  Findings,
  Handshake,
  NameFinding,
  ProxyFinding,
  TunnelOutcome,
} from "../../../src/doctor/findings.ts";
import { type PortalAddress, readPortalAddress } from "../../../src/doctor/portal-address.ts";
import { verdictOf } from "../../../src/doctor/verdict.ts";

const host = "portal.example.com";

function portalAt(url: string): PortalAddress {
  const portal = readPortalAddress(url);
  if ("problem" in portal) throw new Error(portal.problem);
  return portal;
}

const secure = portalAt(`https://${host}`);
const plain = portalAt(`http://${host}`);

const failure = (phase: TransportPhase, code: string, address = "203.0.113.10") =>
  ({ host, address, phase, code, ms: 10_000 }) satisfies TransportFailure;

const answer = (status: number, rest: Partial<Extract<Exchange, { kind: "answered" }>> = {}) =>
  ({
    kind: "answered",
    status,
    location: null,
    type: "",
    body: "",
    ms: 5,
    ...rest,
  }) satisfies Exchange;

const failed = (phase: TransportPhase, code: string): Exchange => ({
  kind: "failed",
  failure: failure(phase, code),
  ms: 10_000,
});

const signIn = answer(302, { location: `https://${host}/customers/sign_in` });
const graphql = answer(200, {
  type: "application/json",
  body: '{"data":{"__typename":"Query"}}',
});

const name = (family: 4 | 6, addresses: readonly string[], code?: string): NameFinding => ({
  family,
  addresses,
  failure: code === undefined ? null : failure("dns", code),
  ms: 3,
});

const address = (address: string, code?: string): AddressFinding => ({
  address,
  family: address.includes(":") ? 6 : 4,
  failure: code === undefined ? null : failure("tcp", code, address),
  ms: 3,
});

const certificate = (rest: Partial<Certificate> = {}): Certificate => ({
  subject: host,
  issuer: "Example CA",
  names: [host],
  from: "Jan  1 00:00:00 2025 GMT",
  to: "Jan  1 00:00:00 2026 GMT",
  isSelfSigned: false,
  isOwnTrusted: false,
  ...rest,
});

const spoken = (problem: string | null, ...certificates: Certificate[]): Handshake => ({
  kind: "spoken",
  protocol: "TLSv1.3",
  certificates,
  problem,
});

const tls = (outcome: Handshake) => ({ address: "203.0.113.10", outcome, ms: 20 });

const noProxy = {
  proxy: null,
  variable: null,
  rule: "No variable names a proxy for https.",
  problem: null,
};
const proxyUrl = new URL("http://proxy.example.com:3128");
const byProxy = {
  proxy: proxyUrl,
  variable: "https_proxy",
  rule: "https_proxy names proxy.example.com:3128.",
  problem: null,
};

const proxy = (outcome: TunnelOutcome, rest: Partial<ProxyFinding> = {}): ProxyFinding => ({
  url: proxyUrl,
  variable: "https_proxy",
  isChosen: true,
  hasCredentials: false,
  address: "198.51.100.7",
  outcome,
  ms: 5,
  ...rest,
});

/** All is well, but for what is said. */
const findings = (rest: Partial<Findings> = {}): Findings => ({
  names: [name(4, ["203.0.113.10"]), name(6, ["2001:db8::10"])],
  addresses: [address("2001:db8::10"), address("203.0.113.10")],
  choice: noProxy,
  proxies: [],
  tls: tls(spoken(null, certificate())),
  quiet: null,
  head: signIn,
  withoutProxy: null,
  graphql,
  seatLinks: answer(404),
  ...rest,
});

const unreached = { tls: null, graphql: null, seatLinks: null };
const nameless = { ...unreached, addresses: [] };
const unsaid = { graphql: null, seatLinks: null };

interface Row {
  readonly what: string;
  readonly portal?: PortalAddress;
  readonly found: Partial<Findings>;
  readonly layer: string;
  readonly says: RegExp;
}

const quiet = (unasked: string, asked: string | null = null) => ({
  unasked: saying(unasked),
  asked: asked === null ? null : saying(asked),
});

function saying(what: string) {
  if (what === "nothing" || what === "closed" || what === "reset") return { kind: what } as const;
  return { kind: "bytes", said: what } as const;
}

const rows: readonly Row[] = [
  { what: "a healthy network", found: {}, layer: "none", says: /portal answers/ },
  {
    what: "IPv4 alone",
    found: {
      names: [name(4, ["203.0.113.10"]), name(6, [], "ENODATA")],
      addresses: [address("203.0.113.10")],
    },
    layer: "none",
    says: /portal answers/,
  },
  {
    what: "no route for IPv6, which comes second",
    found: { addresses: [address("203.0.113.10"), address("2001:db8::10", "ENETUNREACH")] },
    layer: "none",
    says: /portal answers/,
  },
  {
    what: "no route for IPv6, which comes first, where the version goes on to IPv4",
    found: { addresses: [address("2001:db8::10", "ENETUNREACH"), address("203.0.113.10")] },
    layer: "none",
    says: /portal answers/,
  },
  {
    what: "a proxy through which all is well, and no other way",
    found: {
      choice: byProxy,
      proxies: [proxy({ kind: "open" })],
      addresses: [address("203.0.113.10", "UND_ERR_CONNECT_TIMEOUT")],
      withoutProxy: failed("tcp", "UND_ERR_CONNECT_TIMEOUT"),
    },
    layer: "none",
    says: /through the proxy proxy.example.com:3128/,
  },
  {
    what: "no such name",
    found: {
      ...nameless,
      names: [name(4, [], "ENOTFOUND"), name(6, [], "ENOTFOUND")],
      head: failed("dns", "ENOTFOUND"),
    },
    layer: "dns",
    says: /has no address: there is no such name/,
  },
  {
    what: "a name server that fails",
    found: {
      ...nameless,
      names: [name(4, [], "ESERVFAIL"), name(6, [], "ESERVFAIL")],
      head: failed("dns", "ESERVFAIL"),
    },
    layer: "dns",
    says: /SERVFAIL/,
  },
  {
    what: "a name server that is silent",
    found: {
      ...nameless,
      names: [name(4, [], "ETIMEDOUT"), name(6, [], "ETIMEDOUT")],
      head: failed("dns", "ETIMEDOUT"),
    },
    layer: "dns",
    says: /name server does not answer/,
  },
  {
    what: "an IPv6 black hole (C4)",
    found: {
      ...unreached,
      addresses: [address("2001:db8::10", "UND_ERR_CONNECT_TIMEOUT"), address("203.0.113.10")],
      head: failed("tcp", "UND_ERR_CONNECT_TIMEOUT"),
    },
    layer: "tcp",
    says: /IPv6 is preferred, and only IPv4 works: 2001:db8::10 .* 203\.0\.113\.10 accepts/,
  },
  {
    what: "a firewall that allows some of the addresses (C6)",
    found: {
      addresses: [address("203.0.113.10"), address("203.0.113.11", "UND_ERR_CONNECT_TIMEOUT")],
    },
    layer: "tcp",
    says: /only some of the addresses .* 203\.0\.113\.11 port 443/,
  },
  {
    what: "nothing that listens",
    found: {
      ...unreached,
      addresses: [address("203.0.113.10", "ECONNREFUSED")],
      head: failed("tcp", "ECONNREFUSED"),
    },
    layer: "tcp",
    says: /Nothing accepts connections at 203\.0\.113\.10/,
  },
  {
    what: "a port that says nothing",
    found: {
      ...unsaid,
      tls: tls({ kind: "failed", failure: failure("tls", "UND_ERR_CONNECT_TIMEOUT") }),
      head: failed("tls", "UND_ERR_CONNECT_TIMEOUT"),
    },
    layer: "tcp",
    says: /says nothing/,
  },
  {
    what: "a port that closes unasked",
    found: {
      ...unsaid,
      tls: tls({ kind: "failed", failure: failure("tls", "ECONNRESET") }),
      head: failed("tls", "ECONNRESET"),
      quiet: quiet("closed"),
    },
    layer: "tcp",
    says: /closes it before anything is said/,
  },
  {
    what: "a port that resets unasked, without TLS",
    portal: plain,
    found: { ...unsaid, tls: null, head: failed("http", "ECONNRESET"), quiet: quiet("reset") },
    layer: "tcp",
    says: /resets it before anything is said/,
  },
  {
    what: "a connection that is reset as soon as it is there",
    found: { ...unreached, head: failed("tcp", "ECONNRESET") },
    layer: "tcp",
    says: /breaks off: reset by the other side/,
  },
  {
    what: "a port that talks of something else",
    found: {
      ...unsaid,
      tls: tls({ kind: "failed", failure: failure("tls", "ERR_SSL_WRONG_VERSION_NUMBER") }),
      head: failed("tls", "ERR_SSL_WRONG_VERSION_NUMBER"),
      quiet: quiet("nothing", "hello"),
    },
    layer: "tcp",
    says: /no web server: it answered “hello”/,
  },
  {
    what: "plain HTTP on the port of TLS",
    found: {
      ...unsaid,
      tls: tls({ kind: "failed", failure: failure("tls", "ERR_SSL_WRONG_VERSION_NUMBER") }),
      head: failed("tls", "ERR_SSL_WRONG_VERSION_NUMBER"),
      quiet: quiet("nothing", "HTTP/1.1 302 Found"),
    },
    layer: "tls",
    says: /plain HTTP where TLS is expected/,
  },
  {
    what: "a port that closes in the handshake",
    found: {
      ...unsaid,
      tls: tls({ kind: "failed", failure: failure("tls", "ECONNRESET") }),
      head: failed("tls", "ECONNRESET"),
      quiet: quiet("nothing", "closed"),
    },
    layer: "tls",
    says: /closes the connection while TLS is agreed on/,
  },
  {
    what: "versions of TLS that are too old",
    found: {
      ...unsaid,
      tls: tls({ kind: "failed", failure: failure("tls", "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION") }),
      head: failed("tls", "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION"),
      quiet: quiet("nothing", "closed"),
    },
    layer: "tls",
    says: /too old/,
  },
  {
    what: "an appliance that inspects (C2)",
    found: {
      ...unsaid,
      head: failed("tls", "SELF_SIGNED_CERT_IN_CHAIN"),
      tls: tls(
        spoken(
          "SELF_SIGNED_CERT_IN_CHAIN",
          certificate({ issuer: "Gateway CA" }),
          certificate({ subject: "Gateway CA", issuer: "Gateway CA", isSelfSigned: true }),
        ),
      ),
    },
    layer: "tls",
    says: /inspected: “Gateway CA”/,
  },
  {
    what: "an issuer that nobody knows",
    found: {
      ...unsaid,
      head: failed("tls", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
      tls: tls(spoken("UNABLE_TO_VERIFY_LEAF_SIGNATURE", certificate({ issuer: "Hidden CA" }))),
    },
    layer: "tls",
    says: /issued by “Hidden CA”/,
  },
  ...(
    [
      ["DEPTH_ZERO_SELF_SIGNED_CERT", /signed with its own key/],
      ["CERT_HAS_EXPIRED", /has expired: it was valid to Jan {2}1 00:00:00 2026 GMT/],
      ["CERT_NOT_YET_VALID", /not valid yet: it is from Jan {2}1 00:00:00 2025 GMT/],
      ["ERR_TLS_CERT_ALTNAME_INVALID", /is for portal\.example\.com/],
    ] as const
  ).map(([code, says]) => ({
    what: `a certificate with ${code}`,
    found: { ...unsaid, head: failed("tls", code), tls: tls(spoken(code, certificate())) },
    layer: "tls",
    says,
  })),
  {
    what: "a certificate without a name",
    found: {
      ...unsaid,
      head: failed("tls", "ERR_TLS_CERT_ALTNAME_INVALID"),
      tls: tls(spoken("ERR_TLS_CERT_ALTNAME_INVALID", certificate({ names: [] }))),
    },
    layer: "tls",
    says: /is for no name at all/,
  },
  {
    what: "a proxy that only http_proxy names",
    found: {
      ...unreached,
      addresses: [address("203.0.113.10", "UND_ERR_CONNECT_TIMEOUT")],
      proxies: [proxy({ kind: "open" }, { isChosen: false, variable: "http_proxy" })],
      head: failed("tcp", "UND_ERR_CONNECT_TIMEOUT"),
    },
    layer: "proxy",
    says: /only http_proxy is set, which is not for https/,
  },
  {
    what: "a proxy that no_proxy keeps the portal from",
    found: {
      ...unreached,
      choice: {
        proxy: null,
        variable: "no_proxy",
        rule: "no_proxy names example.com.",
        problem: null,
      },
      addresses: [address("203.0.113.10", "UND_ERR_CONNECT_TIMEOUT")],
      proxies: [proxy({ kind: "open" }, { isChosen: false })],
      head: failed("tcp", "UND_ERR_CONNECT_TIMEOUT"),
    },
    layer: "proxy",
    says: /does not use it: no_proxy names example\.com/,
  },
  ...(
    [
      [
        { kind: "refused", status: 407, reason: "Proxy Authentication Required" },
        /asks for a user and a password/,
      ],
      [
        { kind: "refused", status: 403, reason: "Forbidden" },
        /refuses connections .*403 Forbidden/,
      ],
      [
        { kind: "refused", status: 502, reason: "Bad Gateway" },
        /does not reach portal\.example\.com:443 itself/,
      ],
      [{ kind: "closed" }, /closes the connection/],
      [{ kind: "garbage", said: "hello" }, /no HTTP proxy: it answered “hello”/],
      [{ kind: "failed", failure: failure("tcp", "ECONNREFUSED") }, /is not reached/],
    ] as const
  ).map(([outcome, says]) => ({
    what: `a proxy whose answer is ${"status" in outcome ? outcome.status : outcome.kind}`,
    found: {
      ...unreached,
      choice: byProxy,
      proxies: [proxy(outcome)],
      head: failed("proxy", "PROXY"),
      withoutProxy: failed("tcp", "UND_ERR_CONNECT_TIMEOUT"),
    },
    layer: "proxy",
    says,
  })),
  {
    what: "names that only the proxy resolves (C3)",
    found: {
      ...unreached,
      addresses: [],
      names: [name(4, [], "ETIMEDOUT"), name(6, [], "ETIMEDOUT")],
      choice: byProxy,
      proxies: [proxy({ kind: "open" })],
      head: failed("dns", "ETIMEDOUT"),
      withoutProxy: failed("dns", "ETIMEDOUT"),
    },
    layer: "proxy",
    says: /Only the proxy resolves names/,
  },
  {
    what: "a variable that names no proxy",
    found: {
      ...unreached,
      choice: { ...noProxy, variable: "https_proxy", problem: "https_proxy is no URL." },
      head: failed("proxy", "ERR_INVALID_URL"),
    },
    layer: "proxy",
    says: /https_proxy is no URL/,
  },
  {
    what: "a connection that ends behind TLS",
    found: { ...unsaid, head: failed("http", "UND_ERR_SOCKET") },
    layer: "http",
    says: /does not answer HTTP/,
  },
  {
    what: "a network that wants people to sign in",
    found: { head: answer(302, { location: "http://wifi.example.net/login" }) },
    layer: "http",
    says: /leads to http:\/\/wifi\.example\.net/,
  },
  {
    what: "pages in place of GraphQL",
    found: { graphql: answer(200, { type: "text/html", body: "<html>" }) },
    layer: "http",
    says: /in place of the portal/,
  },
  {
    what: "a portal that wants https",
    portal: plain,
    found: { tls: null, head: answer(301, { location: `https://${host}/` }) },
    layer: "configuration",
    says: /wants https/,
  },
  {
    what: "a portal that is down",
    found: { head: answer(503) },
    layer: "portal",
    says: /answers 503/,
  },
  {
    what: "a portal whose GraphQL is down",
    found: { graphql: answer(500) },
    layer: "portal",
    says: /answers 500 to \/graphql/,
  },
];

describe("the doctor's verdict", () => {
  test.each(rows)("is $layer for $what", ({ portal = secure, found, layer, says }) => {
    const verdict = verdictOf(portal, findings(found));

    expect(verdict.layer).toBe(layer);
    expect(verdict.sentence).toMatch(says);
    expect(verdict.next).toMatch(/\.$/);
  });

  test("tells that the portal answers without the proxy, where it does", () => {
    const verdict = verdictOf(
      secure,
      findings({
        ...unreached,
        choice: byProxy,
        proxies: [proxy({ kind: "closed" })],
        head: failed("proxy", "UND_ERR_SOCKET"),
        withoutProxy: signIn,
      }),
    );

    expect(verdict.next).toContain(`no_proxy=${host} may be the cure`);
  });
});
