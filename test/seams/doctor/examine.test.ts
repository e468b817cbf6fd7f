import { describe, expect, test } from "vitest";
import { certificateAuthority } from "../../../src/certificates/authority.ts";
import {
  aPort,
  aSecureServer,
  asPortal,
  aWebServer,
  examined,
  portalAddress,
  stepsOf,
} from "./examined.ts";

const secureUrl = `https://${portalAddress}`;

describe("an examination of a healthy portal", () => {
  test("passes every layer in order, and asks for nothing that changes anything", async () => {
    const asked: string[] = [];
    await using portal = await aWebServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      asPortal(request, response);
    });

    const { verdict, steps } = await examined({ leadsTo: portal.port });

    expect(verdict.layer).toBe("none");
    expect(steps.map(({ layer }) => layer)).toEqual([
      "configuration",
      "configuration",
      "configuration",
      "tcp",
      "proxy",
      "http",
      "portal",
      "portal",
    ]);
    expect(steps.every(({ ok }) => ok === true)).toBe(true);
    expect(new Set(asked)).toEqual(new Set(["HEAD /", "POST /graphql", "HEAD /api/v1/seat_links"]));
  });

  test("goes through the proxy that is chosen, and tells by which variable", async () => {
    await using proxy = await aWebServer((request, response) => {
      const { pathname } = new URL(request.url ?? "");
      request.url = pathname;
      asPortal(request, response);
    });

    const report = await examined({
      proxyVariables: { http_proxy: `http://me:hidden@127.0.0.1:${proxy.port}` },
    });

    expect(report.verdict.layer).toBe("none");
    expect(stepsOf(report)).toContainEqual(expect.stringContaining("http_proxy"));
    expect(JSON.stringify(report)).not.toContain("hidden");
  });

  test("tells what the product's own health check says, which ignores the proxy", async () => {
    await using proxy = await aWebServer((request, response) => {
      request.url = new URL(request.url ?? "").pathname;
      asPortal(request, response);
    });

    const report = await examined({
      leadsTo: null,
      proxyVariables: { http_proxy: `http://127.0.0.1:${proxy.port}` },
    });

    expect(report.verdict.layer).toBe("none");
    expect(report.verdict.next).toMatch(/^The product's own health check ignores the proxy/);
    expect(stepsOf(report)).toContainEqual(
      expect.stringMatching(/^tcp: .*health check.*: 203\.0\.113\.10 unreachable/),
    );
  });

  test("takes certificates that are trusted besides the usual ones", async () => {
    const authority = await certificateAuthority("Example Authority");
    const { key, chain } = await authority.issue({ names: [portalAddress] });
    await using portal = await aSecureServer({ key, cert: chain });

    const report = await examined({
      portalUrl: secureUrl,
      leadsTo: portal.port,
      trusted: [authority.certificate],
    });

    expect(report.verdict.layer).toBe("none");
    expect(stepsOf(report)).toContainEqual(
      expect.stringMatching(/TLSv1\.3, trusted by a certificate of one's own: .*Example Authority/),
    );
  });
});

describe("the commands of an examination", () => {
  test("lead to the sockets that are really behind the network", async () => {
    await using portal = await aWebServer(asPortal);

    const { steps } = await examined({ leadsTo: portal.port });

    expect(steps.map(({ command }) => command)).toEqual(
      expect.arrayContaining([
        `nc -zv 127.0.0.1 ${portal.port}`,
        `curl -I -q --connect-to ${portalAddress}:80:127.0.0.1:${portal.port} http://${portalAddress}/`,
      ]),
    );
  });

  test("try TLS with the OpenSSL that the product brings, on a network of the machine's own", async () => {
    const { steps } = await examined({ portalUrl: "https://127.0.0.1:1" });

    expect(steps.find(({ layer }) => layer === "tls")?.command).toBe(
      "/opt/gitlab/embedded/bin/openssl s_client -connect 127.0.0.1:1 -showcerts </dev/null",
    );
  });

  test("are harmless in a shell, whatever stands in a URL", async () => {
    const { steps } = await examined({
      portalUrl: "https://$(reboot);reboot;'.localhost",
      proxyVariables: { http_proxy: "http://$(reboot);reboot.localhost:9" },
    });

    for (const { command } of steps) {
      // What stands between quotation marks, and nothing else.
      const bare = command.replaceAll("'\\''", "").replaceAll(/'[^']*'/g, "");
      expect(bare).not.toContain("reboot");
    }
    expect(steps.filter(({ command }) => command.includes("reboot"))).not.toEqual([]);
  });

  test("are those of the product's host on a network of the machine's own", async () => {
    await using portal = await aWebServer(asPortal);

    const { steps } = await examined({ portalUrl: `http://127.0.0.1:${portal.port}` });

    expect(steps.map(({ command }) => command)).toEqual(
      expect.arrayContaining([
        `nc -zv 127.0.0.1 ${portal.port}`,
        `curl -I -q http://127.0.0.1:${portal.port}/`,
        "env | grep -i _proxy",
      ]),
    );
  });
});

describe("what listens in place of the portal", () => {
  test.each([
    { header: "Location", value: "https://elsewhere.test/" },
    { header: "Content-Type", value: "text/html" },
  ])("may say $header twice", async ({ header, value }) => {
    await using portal = await aPort((socket) => {
      const line = `${header}: ${value}\r\n`;
      socket.once("data", () => {
        socket.end(`HTTP/1.1 200 OK\r\n${line}${line}Content-Length: 0\r\n\r\n`);
      });
    });

    const { verdict } = await examined({ leadsTo: portal.port });

    expect(verdict.layer).toBe("http");
  });

  test("may name a place at any length, and with a password that is not repeated", async () => {
    await using portal = await aWebServer((_request, response) => {
      const location = `http://me:hidden@${"x".repeat(60)}.test/${"y".repeat(9_000)}`;
      response.writeHead(302, { location, "content-type": "y".repeat(5_000) }).end();
    });

    const report = JSON.stringify(await examined({ leadsTo: portal.port }));

    expect(report).not.toContain("hidden");
    expect(report).not.toContain("y".repeat(300));
  });

  test("is no web server if its answers cannot be read", async () => {
    await using portal = await aPort((socket) => {
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"));
    });

    const { verdict } = await examined({ leadsTo: portal.port });

    expect(verdict.sentence).toMatch(/does not answer HTTP: what came is no HTTP\.$/);
  });

  test.each([
    {
      what: "speaks first of something else",
      greet: "220 mail.example.com ESMTP\r\n",
      says: "220 mail.example.com ESMTP",
    },
    { what: "speaks by the megabyte", greet: "x".repeat(3_000_000), says: "x".repeat(60) },
    { what: "moves the cursor", greet: "\u001b[2J\u0007", says: "\\u001b[2J\\u0007" },
  ])("is told where it $what, and no more than a line of it", async ({ greet, says }) => {
    await using port = await aPort((socket) => void socket.end(greet));

    const { verdict } = await examined({ leadsTo: port.port });

    expect(verdict.layer).toBe("tcp");
    expect(verdict.sentence).toContain(`“${says}”`);
    expect(verdict.sentence.length).toBeLessThan(300);
  });

  test("is told by its certificate if that has no name", async () => {
    const authority = await certificateAuthority("Example Authority");
    const { key, chain } = await authority.issue({ names: [] });
    await using portal = await aSecureServer({ key, cert: chain });

    const { verdict } = await examined({
      portalUrl: secureUrl,
      leadsTo: portal.port,
      trusted: [authority.certificate],
    });

    expect(verdict).toMatchObject({
      layer: "tls",
      sentence: expect.stringContaining("is for no name at all"),
    });
  });

  test("is told by who has signed in place of the portal's own authority", async () => {
    const appliance = await certificateAuthority("Example Gateway");
    const { key, chain } = await appliance.issue({ names: [portalAddress] });
    await using portal = await aSecureServer({ key, cert: chain });

    const { verdict } = await examined({ portalUrl: secureUrl, leadsTo: portal.port });

    expect(verdict).toMatchObject({
      layer: "tls",
      sentence: expect.stringContaining("inspected: “Example Gateway”"),
    });
  });

  test("is no portal if it answers pages without an end", async () => {
    await using portal = await aWebServer((request, response) => {
      if (request.method === "HEAD") return asPortal(request, response);
      response.writeHead(200, { "content-type": "text/html" });
      const more = () => {
        while (!response.destroyed && response.write("<html>".repeat(1_000)));
      };
      response.on("drain", more).on("error", () => undefined);
      more();
    });

    const { verdict } = await examined({ leadsTo: portal.port });

    expect(verdict.layer).toBe("http");
  });
});

describe("a proxy", () => {
  test.each([
    { what: "answers garbage", greet: "hello\r\n\r\n", says: /no HTTP proxy: it answered “hello”/ },
    {
      what: "wants credentials",
      greet: "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n",
      says: /does not take the user and password of https_proxy/,
    },
    {
      what: "refuses",
      greet: "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n",
      says: /403 Forbidden/,
    },
  ])("is named that $what, and its password is not", async ({ greet, says }) => {
    await using proxy = await aPort((socket) => void socket.once("data", () => socket.end(greet)));

    const report = await examined({
      portalUrl: secureUrl,
      proxyVariables: { https_proxy: `http://me:hidden@127.0.0.1:${proxy.port}` },
    });

    expect(report.verdict).toMatchObject({ layer: "proxy", sentence: expect.stringMatching(says) });
    expect(JSON.stringify(report)).not.toContain("hidden");
  });

  test("is named that never answers, and what could not be tried then", async () => {
    await using proxy = await aPort(() => undefined);

    const report = await examined({
      portalUrl: secureUrl,
      proxyVariables: { https_proxy: `http://127.0.0.1:${proxy.port}` },
    });

    expect(report.verdict.layer).toBe("proxy");
    expect(stepsOf(report).filter((step) => step.includes("not tried"))).toHaveLength(3);
  });
});

describe("name servers out of reach", () => {
  test("end an examination at the names", async () => {
    const { verdict } = await examined({
      portalUrl: "http://portal.example.com",
      nameServers: ["127.0.0.1:1"],
    });

    expect(verdict.layer).toBe("dns");
  });
});

describe("the URL of a portal", () => {
  test.each([
    { url: "https://me:hidden@portal.test", why: /there is a user in it/ },
    { url: "https://portal.test/?token=hidden", why: /a query or a fragment/ },
    { url: "https://portal.test/#hidden", why: /a query or a fragment/ },
    { url: "ftp://portal.test", why: /neither http nor https/ },
    { url: "portal.test", why: /no URL/ },
    { url: "https://", why: /no URL/ },
    { url: "https://portal.test:99999", why: /no URL/ },
    { url: "https://portal.test:0", why: /port 0/ },
    { url: `https://${"x".repeat(1_025)}`, why: /its host is 1025 characters long/ },
    { url: "", why: /no URL/ },
    { url: `https://${"x".repeat(1_000_000)}`, why: /hosts have at most 1024/ },
  ])("is refused in a sentence: $why", async ({ url, why }) => {
    const report = await examined({ portalUrl: url });

    expect(report.verdict).toMatchObject({
      layer: "configuration",
      sentence: expect.stringMatching(why),
    });
    expect(report.steps).toHaveLength(1);
    expect(JSON.stringify(report)).not.toContain("hidden");
    expect(JSON.stringify(report).length).toBeLessThan(1_500);
  });

  test("may have a path, which is for reports alone", async () => {
    const asked: string[] = [];
    await using portal = await aWebServer((request, response) => {
      asked.push(request.url ?? "");
      request.url = request.url?.replace("/portal", "/") ?? "";
      asPortal(request, response);
    });

    await examined({ portalUrl: `http://${portalAddress}/portal`, leadsTo: portal.port });

    expect(asked).toEqual(expect.arrayContaining(["/graphql", "/portal/api/v1/seat_links"]));
  });
});
