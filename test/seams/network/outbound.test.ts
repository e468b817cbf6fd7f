import { createSocket } from "node:dgram";
import { describe, expect, test } from "vitest";
import { certificateAuthority } from "../../../src/certificates/authority.ts";
import { aProxy } from "../../support/a-proxy.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";
import { aNetwork, closedPort, headOf, leading, listening, loopback } from "./a-network.ts";
import { aTlsServer } from "./a-tls-server.ts";

const name = "portal.test";
const [v6, v4] = ["2001:db8::1", "203.0.113.1"];

const failure = (parts: object) =>
  expect.objectContaining({
    failure: { host: name, address: v4, ms: expect.any(Number), ...parts },
  });

describe("a request on its way out", () => {
  test("goes to the address that its name has", async () => {
    await using portal = await scriptedPortal(answerJson({}));
    const port = portOf(portal.url);
    const network = aNetwork({ hosts: { [name]: [v4] }, route: leading({ [v4]: port }) });

    expect(await headOf(`http://${name}/`, { network })).toBe(200);
    expect(portal.received).toMatchObject([{ method: "HEAD", headers: { host: name } }]);
  });

  test("fails at the name if nobody answers for it", async () => {
    const network = aNetwork({ nameServers: [`${loopback}:${await closedPort()}`] });

    await expect(headOf(`http://${name}/`, { network })).rejects.toEqual(
      failure({ address: null, phase: "dns", code: "ECONNREFUSED" }),
    );
  });

  test("fails at TCP if nobody listens", async () => {
    const network = aNetwork({
      hosts: { [name]: [v4] },
      route: leading({ [v4]: await closedPort() }),
    });

    await expect(headOf(`http://${name}/`, { network })).rejects.toEqual(
      failure({ phase: "tcp", code: "ECONNREFUSED" }),
    );
  });

  test("fails at HTTP if the answer is none", async () => {
    await using garbage = await listening((socket) => void socket.end("hello\n"));
    const network = aNetwork({
      hosts: { [name]: [v4] },
      route: leading({ [v4]: garbage.port }),
    });

    await expect(headOf(`http://${name}/`, { network })).rejects.toEqual(
      failure({ phase: "http", code: "HTTPParserError" }),
    );
  });

  test("fails at HTTP, with the time that was allowed, if no answer comes", async () => {
    await using silent = await listening(() => undefined);
    const network = aNetwork({ hosts: { [name]: [v4] }, route: leading({ [v4]: silent.port }) });

    await expect(headOf(`http://${name}/`, { network, readMs: 50 })).rejects.toEqual(
      expect.objectContaining({
        timedOutAfterMs: 50,
        failure: expect.objectContaining({ phase: "http", code: "UND_ERR_HEADERS_TIMEOUT" }),
      }),
    );
  });

  test("fails at TLS if nothing is said there, with the time that was allowed", async () => {
    await using silent = await listening(() => undefined);
    const network = aNetwork({ hosts: { [name]: [v4] }, route: leading({ [v4]: silent.port }) });

    await expect(headOf(`https://${name}/`, { network, connectMs: 50 })).rejects.toEqual(
      expect.objectContaining({
        timedOutAfterMs: 50,
        failure: expect.objectContaining({ phase: "tls", code: "UND_ERR_CONNECT_TIMEOUT" }),
      }),
    );
  });
});

describe("of several addresses", () => {
  const hosts = { [name]: [v6, v4] };

  test.each([
    { version: "18.5.0-ee", what: "only the first is tried", ends: "ENETUNREACH" },
    { version: "19.2.0-ee", what: "the other family's follows an unreachable one", ends: 200 },
  ])("$what by $version", async ({ version, ends }) => {
    await using portal = await scriptedPortal(answerJson({}));
    const port = portOf(portal.url);
    const network = aNetwork({ hosts, route: leading({ [v6]: null, [v4]: port }) });

    const end = await headOf(`http://${name}/`, { network, version }).catch(
      (error) => error.failure.code,
    );

    expect(end).toBe(ends);
  });

  test("none follows one that refuses, in any version", async () => {
    await using portal = await scriptedPortal(answerJson({}));
    const port = portOf(portal.url);
    const closed = await closedPort();
    const network = aNetwork({ hosts, route: leading({ [v6]: closed, [v4]: port }) });

    await expect(headOf(`http://${name}/`, { network, version: "19.3.0-ee" })).rejects.toEqual(
      failure({ address: v6, phase: "tcp", code: "ECONNREFUSED" }),
    );
  });

  test("any will do of a name of this machine's own", async () => {
    await using portal = await scriptedPortal(answerJson({}));
    const port = portOf(portal.url);
    const closed = await closedPort();
    const network = aNetwork({
      hosts: { localhost: [v6, v4] },
      route: leading({ [v6]: closed, [v4]: port }),
    });

    expect(await headOf("http://localhost/", { network })).toBe(200);
  });
});

describe("through a proxy", () => {
  const named = { hosts: { [name]: [v4] } };

  test("a request in the clear is handed over whole, with the proxy's credentials", async () => {
    await using portal = await scriptedPortal(answerJson({}));
    await using proxy = await aProxy(portOf(portal.url));
    const network = aNetwork({
      ...named,
      proxyVariables: { http_proxy: withCredentials(proxy.url) },
    });

    expect(await headOf(`http://${name}/path`, { network })).toBe(200);
    expect(proxy.asked).toEqual([
      { line: `HEAD http://${name}/path`, authorization: "Basic dXNlcjpwYXNz" },
    ]);
    expect(portal.received).toMatchObject([{ headers: { host: name } }]);
  });

  test("what the proxy answers to a request in the clear is the answer", async () => {
    await using proxy = await aProxy(0, { status: 407 });
    const network = aNetwork({ ...named, proxyVariables: { http_proxy: proxy.url } });

    expect(await headOf(`http://${name}/`, { network })).toBe(407);
  });

  test("TLS goes through a tunnel to the name, which the proxy resolves", async () => {
    const authority = await certificateAuthority("Test");
    await using portal = await aTlsServer(await authority.issue({ names: [name] }));
    await using proxy = await aProxy(portal.port);
    const network = aNetwork({
      ...named,
      proxyVariables: { https_proxy: withCredentials(proxy.url) },
      trustedCertificates: () => [authority.certificate],
    });

    expect(await headOf(`https://${name}/`, { network })).toBe(200);
    expect(proxy.asked).toEqual([
      { line: `CONNECT ${name}:443`, authorization: "Basic dXNlcjpwYXNz" },
    ]);
  });

  test.each([407, 403, 502])("a tunnel that is answered %d fails at the proxy", async (status) => {
    await using proxy = await aProxy(0, { status });
    const network = aNetwork({ ...named, proxyVariables: { https_proxy: proxy.url } });

    const failed = await headOf(`https://${name}/`, { network }).catch((error) => error);

    expect(failed.failure).toMatchObject({
      host: loopback,
      address: loopback,
      phase: "proxy",
      code: `PROXY_${status}`,
    });
    expect(failed.message).toContain(`(${status})`);
  });

  test("a proxy that hangs up, and one that is not there, are told apart", async () => {
    await using closing = await listening((socket) => void socket.end());
    const through = (port: number) => {
      const proxyVariables = { https_proxy: `http://${loopback}:${port}` };
      return headOf(`https://${name}/`, { network: aNetwork({ ...named, proxyVariables }) });
    };

    await expect(through(closing.port)).rejects.toMatchObject({
      failure: { host: loopback, phase: "proxy", code: "UND_ERR_PRX_CONN" },
    });
    await expect(through(await closedPort())).rejects.toMatchObject({
      failure: { host: loopback, phase: "tcp", code: "ECONNREFUSED" },
    });
  });

  test("a certificate behind the tunnel that nobody trusts fails at TLS", async () => {
    const authority = await certificateAuthority("Test");
    await using portal = await aTlsServer(await authority.issue({ names: [name] }));
    await using proxy = await aProxy(portal.port);
    const network = aNetwork({ ...named, proxyVariables: { https_proxy: proxy.url } });

    await expect(headOf(`https://${name}/`, { network })).rejects.toMatchObject({
      failure: { host: name, phase: "tls", code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" },
    });
  });

  test("a name that is never answered for ends a request before, since 18.3", async () => {
    await using portal = await scriptedPortal(answerJson({}));
    await using proxy = await aProxy(portOf(portal.url));
    const nobody = createSocket("udp4");
    await new Promise<void>((resolve) => nobody.bind(0, loopback, resolve));
    const network = aNetwork({
      nameServers: [`${loopback}:${nobody.address().port}`],
      proxyVariables: { http_proxy: proxy.url },
    });
    const asked = (version: string) =>
      headOf(`http://${name}/`, { network, version, lookupMs: 50 }).catch((error) => error.failure);

    expect(await asked("18.3.0-ee")).toMatchObject({ phase: "dns", code: "ETIMEDOUT" });
    expect(await asked("18.2.0-ee")).toBe(200);
    nobody.close();
  });
});

const portOf = (url: string) => Number(new URL(url).port);

const withCredentials = (url: string) => url.replace("//", "//user:pass@");
