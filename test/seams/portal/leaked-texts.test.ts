import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, test } from "vitest";
import { certificateAuthority } from "../../../src/certificates/authority.ts";
import { type Network, ownNetwork } from "../../../src/network/network.ts";
import { networkRulesOf } from "../../../src/network/rules.ts";
import { portalAt } from "../../../src/portal/client.ts";
import { knownSecrets } from "../../../src/traffic/known-secrets.ts";
import { code, identity } from "./portal-client.ts";

const report = {
  timestamp: "2025-06-01T12:00:00Z",
  licenseKey: "k",
  maxHistoricalUserCount: 8,
  billableUsersCount: 8,
  addOns: [],
};

interface Asked {
  readonly network?: Partial<Network>;
  readonly version?: string;
  readonly leakTransportTexts?: boolean;
}

/** What comes of an activation and of a report at a portal that cannot be reached. */
async function failuresAt(
  url: string,
  { network = {}, version = "18.2.0-ee", leakTransportTexts = true }: Asked,
) {
  await using client = portalAt(url, {
    identity: { ...identity, gitlabVersion: version },
    network: { ...ownNetwork({}, () => []), ...network },
    rules: () => networkRulesOf(version),
    detour: async () => null,
    timeouts: { lookupMs: 2_000, connectMs: 2_000, readMs: 2_000, totalMs: 8_000 },
    leakTransportTexts: () => leakTransportTexts,
    onExchange: () => {},
    secrets: knownSecrets(),
  });
  const activated = await client.redeem(code, "person");
  const reported = await client.report(report);
  if (activated.ok || activated.error.kind !== "portal-unreachable") throw new Error("It came.");
  if (reported.ok || reported.error.kind !== "report-not-answered") throw new Error("It came.");
  return {
    code: activated.error.cause?.code,
    activation: activated.error.leaked,
    report: reported.error.leaked,
  };
}

async function listening(server: Pick<Server, "listen" | "address" | "close">) {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

describe("a proxy that does not connect", () => {
  // A name that nobody has, or no proxy would be asked.
  const behindProxy = "https://customers.example.invalid";

  test.each([
    { status: 407, text: '407 "Proxy Authentication Required"' },
    { status: 403, text: '403 "Forbidden"' },
    { status: 502, text: '502 "Bad Gateway"' },
  ])("and answers $status is told of in its words, by report too", async ({ status, text }) => {
    const server = createServer();
    server.on("connect", (_request, socket) => socket.end(`HTTP/1.1 ${status} No\r\n\r\n`));
    await using proxy = await listening(server);
    const network = { proxyVariables: { https_proxy: `http://127.0.0.1:${proxy.port}` } };

    expect(await failuresAt(behindProxy, { network })).toEqual({
      code: `PROXY_${status}`,
      activation: text,
      report: text,
    });
    expect(await failuresAt(behindProxy, { network, leakTransportTexts: false })).toMatchObject({
      activation: null,
      report: null,
    });
  });

  test("and hangs up is told of as an end of file, to administrators alone", async () => {
    const server = createServer();
    server.on("connect", (_request, socket) => socket.end());
    await using proxy = await listening(server);
    const network = { proxyVariables: { https_proxy: `http://127.0.0.1:${proxy.port}` } };

    expect(await failuresAt(behindProxy, { network })).toEqual({
      code: "UND_ERR_PRX_CONN",
      activation: "end of file reached",
      report: null,
    });
  });

  test("and is none is told of without its password", async () => {
    const network = { proxyVariables: { https_proxy: "socks5://user:hunter2@proxy:1080" } };

    expect(await failuresAt(behindProxy, { network })).toEqual({
      code: "ERR_INVALID_URL",
      activation: "bad URI(is not URI?)",
      report: "bad URI(is not URI?)",
    });
  });
});

test("a portal without a route is told of with its port", async () => {
  const network = { route: () => null };

  expect(await failuresAt("http://127.0.0.1:8080", { network })).toEqual({
    code: "ENETUNREACH",
    activation:
      "Failed to open TCP connection to 127.0.0.1:8080 (Network is unreachable - connect(2) for 127.0.0.1:8080)",
    report: null,
  });
});

describe("a certificate that is not accepted", () => {
  test.each([
    {
      version: "15.6.8-ee",
      text: "SSL_connect returned=1 errno=0 state=error: certificate verify failed (self signed certificate)",
    },
    { version: "15.7.0-ee", text: null },
    { version: "18.5.0-ee", text: null },
  ])("is told of by $version as: $text", async ({ version, text }) => {
    const authority = await certificateAuthority("Example");
    const { chain, key } = await authority.issue({ names: ["127.0.0.1"], selfSigned: true });
    const server = createTlsServer({ cert: chain, key }, (socket) => socket.on("error", () => {}));
    server.on("tlsClientError", () => {});
    await using portal = await listening(server as unknown as Server);

    expect(await failuresAt(`https://127.0.0.1:${portal.port}`, { version })).toEqual({
      code: "DEPTH_ZERO_SELF_SIGNED_CERT",
      activation: text,
      report: null,
    });
  });
});

test("what comes in place of HTTP is masked, and cut", async () => {
  const secret = "aBcDeFgHiJkLmNoPqRsTuVw1";
  const server = createTcpServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(`no ${secret} ${"x".repeat(9_000)}\r\n`));
  });
  await using portal = await listening(server as unknown as Server);

  const { activation } = await failuresAt(`http://127.0.0.1:${portal.port}`, {});

  expect(activation).toMatch(/^wrong status line: "no \[masked\] x{100,}"$/);
  expect(activation?.length).toBeLessThan(250);
});
