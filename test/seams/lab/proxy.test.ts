import { once } from "node:events";
import { type IncomingHttpHeaders, request } from "node:http";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import type { LabView } from "../../../src/lab/lab.ts";
import { askThrough } from "./ask-through.ts";
import { aNetwork, anActivation, labOn } from "./lab-on.ts";

const proxyAt = { address: "198.51.100.7", port: 3128 };

const portOf = ({ network }: LabView) => network.route(proxyAt)?.port ?? 0;

/** What a proxy answers to a whole request. */
async function handed(view: LabView, url: string, headers = {}) {
  const asked = request({ host: "127.0.0.1", port: portOf(view), path: url, headers });
  const [answer] = await once(asked.end(), "response");
  const chunks: Buffer[] = await answer.toArray();
  const { statusCode, headers: received } = answer as {
    statusCode: number;
    headers: IncomingHttpHeaders;
  };
  return { status: statusCode, body: Buffer.concat(chunks).toString(), headers: received };
}

/** The first line that a proxy answers, as it was sent. */
async function said(view: LabView, text: string): Promise<string> {
  const socket = connect(portOf(view), "127.0.0.1");
  socket.write(text);
  const [chunk] = await once(socket, "data");
  socket.destroy();
  return String(chunk).split("\r\n")[0] ?? "";
}

describe("the proxy", () => {
  test("sends on what it is handed whole, without what was meant for it", async () => {
    await using on = await labOn();
    await on.lab.faults.add(aNetwork({ kind: "proxy-407" }));
    await using view = await on.lab.strike(anActivation);
    if (!view) throw new Error("There is no network.");
    const url = "http://customers.understudy.test/graphql?x=1";
    const credentials = `Basic ${Buffer.from("understudy:understudy").toString("base64")}`;

    const refused = await handed(view, url);
    const answered = await handed(view, url, { "proxy-authorization": credentials });

    expect(refused).toMatchObject({
      status: 407,
      headers: { "proxy-authenticate": 'Basic realm="Understudy"' },
    });
    expect(answered).toMatchObject({
      status: 200,
      body: "GET customers.understudy.test/graphql?x=1",
    });
  });

  test.each([
    ["http://ada:lovelace@proxy.understudy.test:3128", "GET customers.understudy.test/"],
    ["http://ada:wrong@proxy.understudy.test:3128", { code: "UND_ERR_ABORTED" }],
  ])("that wants credentials, asked as %s, lets %j happen", async (proxy, met) => {
    await using on = await labOn();
    await on.lab.faults.add(aNetwork({ kind: "proxy-407", user: "ada", password: "lovelace" }));
    await using view = await on.lab.view();

    expect(view && (await askThrough(view, { proxy }))).toEqual(met);
  });

  test.each([
    ["CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 403 Forbidden"],
    ["CONNECT localhost:443 HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 403 Forbidden"],
    ["CONNECT [::1]:443 HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 403 Forbidden"],
    ["CONNECT :/ HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 400 Bad Request"],
    ["GET / HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 400 Bad Request"],
    ["GET http://127.0.0.1/ HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 403 Forbidden"],
    [
      "CONNECT customers.understudy.test:22 HTTP/1.1\r\nHost: x\r\n\r\n",
      "HTTP/1.1 502 Bad Gateway",
    ],
  ])("leads to the portal alone: %j", async (asked, answered) => {
    await using on = await labOn();
    await on.lab.faults.add(aNetwork({ kind: "proxy-required" }));
    await using view = await on.lab.view();

    expect(view && (await said(view, asked))).toBe(answered);
  });

  test.each(["\u0000\u0001\u0002\r\n\r\n", `GET /${"x".repeat(20_000)} HTTP/1.1\r\n\r\n`])(
    "hangs up on what is no request that it could read",
    async (noise) => {
      await using on = await labOn();
      await on.lab.faults.add(aNetwork({ kind: "proxy-required" }));
      await using view = await on.lab.view();
      const socket = connect(view ? portOf(view) : 0, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.resume().write(noise);

      await once(socket, "close");

      expect(socket.destroyed).toBe(true);
    },
  );

  test("is there for whoever names it in the environment, also while nothing is armed", async () => {
    const proxy = "http://proxy.understudy.test:3128";
    await using on = await labOn({ proxyVariables: { HTTPS_PROXY: proxy } });

    await using view = await on.lab.strike(anActivation);

    expect(view?.network.proxyVariables).toEqual({ HTTPS_PROXY: proxy });
    expect(view && (await askThrough(view, { proxy }))).toBe("GET customers.understudy.test/");
    expect(on.changes).toEqual([]);
  });

  test("is named by the variables that the environment would have in such a network", async () => {
    const proxy = "http://proxy.understudy.test:3128";
    const own = { https_proxy: "http://ada:lovelace@proxy.understudy.test:3128" };
    const elsewhere = { HTTPS_PROXY: "http://127.0.0.1:9", no_proxy: "example.com" };
    const variables = async (given: Record<string, string>, fault: Record<string, unknown>) => {
      await using on = await labOn({ proxyVariables: given });
      await on.lab.faults.add(aNetwork(fault));
      await using view = await on.lab.view();
      return view?.network.proxyVariables;
    };

    expect(await variables({}, { kind: "tcp-refused" })).toEqual({});
    expect(await variables({}, { kind: "proxy-required" })).toEqual({ http_proxy: proxy });
    expect(await variables({}, { kind: "proxy-403" })).toEqual({
      http_proxy: proxy,
      https_proxy: proxy,
    });
    expect(await variables(own, { kind: "proxy-407" })).toEqual(own);
    expect(await variables(elsewhere, { kind: "proxy-required", variable: "https_proxy" })).toEqual(
      { https_proxy: proxy, no_proxy: "example.com" },
    );
  });
});
