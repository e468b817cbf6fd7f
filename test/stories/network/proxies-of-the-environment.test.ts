import { describe, expect, test } from "vitest";
import { aProxy } from "../../support/a-proxy.ts";
import type { AsItCame } from "../../support/as-it-came.ts";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { trust } from "../../support/trusted.ts";

type Logged = Awaited<ReturnType<typeof emulatorWithLog>>;

const activated = async ({ graphql, ready }: Pick<Logged, "graphql" | "ready">) =>
  (await graphql.activate(ready.activationCode ?? "")).body.errors;

/** An activation as the instance sent it to the portal. */
async function sent({ control }: Pick<Logged, "control">) {
  const { body } = await control.get("/traffic?hop=portal&operation=cloudActivationActivate");
  return body.map(({ request, response, cause }: AsItCame) => ({
    url: request.url,
    status: response?.status ?? null,
    cause,
  }))[0];
}

/** An emulator behind a proxy that leads to its portal. */
async function behindProxy(
  variablesFor: (proxy: string) => Readonly<Record<string, string>>,
  settings: Readonly<Record<string, string>> = {},
  status = 200,
) {
  const portalPort = await freePort();
  const proxy = await aProxy(portalPort, { status });
  const emulator = await emulatorWithLog(
    "2025-06-01",
    { portalPort: String(portalPort), ...settings },
    { environment: variablesFor(proxy.url) },
  );
  if (emulator.ready.certificateAuthority !== null) trust(emulator);
  return {
    emulator,
    proxy,
    portalPort,
    async [Symbol.asyncDispose]() {
      await emulator[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
    },
  };
}

async function freePort(): Promise<number> {
  await using closing = await aProxy(0);
  return Number(new URL(closing.url).port);
}

describe("a proxy that the environment names", () => {
  test("leads to the stand-in portal, which goes by a name then", async () => {
    await using behind = await behindProxy((proxy) => ({ http_proxy: proxy }));
    const { emulator, proxy, portalPort } = behind;

    expect(await activated(emulator)).toEqual([]);

    const url = `http://customers.understudy.test:${portalPort}/graphql`;
    expect(proxy.asked[0]?.line).toBe(`POST ${url}`);
    expect(await sent(emulator)).toEqual({ url, status: 200, cause: null });
  });

  test("makes a tunnel to a stand-in that speaks TLS", async () => {
    await using behind = await behindProxy((proxy) => ({ HTTPS_PROXY: proxy }), { https: "true" });
    const { emulator, proxy, portalPort } = behind;

    expect(await activated(emulator)).toEqual([]);

    expect(proxy.asked[0]?.line).toBe(`CONNECT customers.understudy.test:${portalPort}`);
  });

  test.each([
    { what: "for https alone", variables: (proxy: string) => ({ https_proxy: proxy }) },
    {
      what: "with an exception for the portal's domain",
      variables: (proxy: string) => ({ http_proxy: proxy, NO_PROXY: ".understudy.test" }),
    },
  ])("is not asked for a portal in the clear if it is named $what", async ({ variables }) => {
    await using behind = await behindProxy(variables);
    const { emulator, proxy } = behind;

    expect(await activated(emulator)).toEqual([]);
    expect(proxy.asked).toEqual([]);
  });

  test("and wants credentials for a request in the clear, is an answer that is no success", async () => {
    await using behind = await behindProxy((proxy) => ({ http_proxy: proxy }), {}, 407);
    const { emulator } = behind;

    expect(await activated(emulator)).toEqual(["CONNECTIVITY_ERROR"]);
    expect(await sent(emulator)).toMatchObject({ status: 407, cause: null });
  });

  test("and wants credentials for a tunnel, is told of by its name, and its password by nobody", async () => {
    await using behind = await behindProxy(
      (proxy) => ({ https_proxy: proxy.replace("//", "//user:pa55word@") }),
      { https: "true" },
      407,
    );
    const { emulator } = behind;

    expect(await activated(emulator)).toEqual(["CONNECTIVITY_ERROR"]);
    expect((await sent(emulator)).cause).toMatchObject({
      host: "127.0.0.1",
      phase: "proxy",
      code: "PROXY_407",
    });
    const told = JSON.stringify([emulator.logged(), (await emulator.control.get("/traffic")).body]);
    expect(told).not.toContain("pa55word");
  });

  test("on another machine is not asked for the stand-in, and the log says so", async () => {
    await using emulator = await emulatorWithLog(
      "2025-06-01",
      {},
      { environment: { HTTP_PROXY: "http://proxy.example.com:3128" } },
    );

    expect(await activated(emulator)).toEqual([]);
    expect(emulator.logged()).toContain("HTTP_PROXY names a proxy on another machine");
  });
});
