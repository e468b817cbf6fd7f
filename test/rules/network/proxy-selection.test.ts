import { describe, expect, test } from "vitest";
import type { ProxyVariables } from "../../../src/network/network.ts";
import { chooseProxy } from "../../../src/network/proxy-selection.ts";

const proxy = "http://proxy.example.net:3128";

/** Names of this test's own name server. */
const addresses: Readonly<Record<string, string>> = {
  "internal.example.org": "10.1.2.3",
  "outside.example.org": "203.0.113.10",
  "v6.example.org": "2001:db8::10",
  "this-machine.example.org": "127.0.1.1",
  "this-machine-too.example.org": "::1",
};

async function choice(target: string, variables: ProxyVariables) {
  const asked: string[] = [];
  const chosen = await chooseProxy(new URL(target), variables, async (name) => {
    asked.push(name);
    return addresses[name] ?? null;
  });
  return { ...chosen, way: chosen.proxy ? "proxy" : "direct", asked };
}

describe("no_proxy (network, C7)", () => {
  test.each([
    // sub.example.com | `example.com` or `.example.com` | direct
    { target: "sub.example.com", entry: "example.com", way: "direct" },
    { target: "sub.example.com", entry: ".example.com", way: "direct" },
    { target: "example.com", entry: "example.com", way: "direct" },
    // example.com | `.example.com` | proxy
    { target: "example.com", entry: ".example.com", way: "proxy" },
    // badexample.com | `example.com` | proxy
    { target: "badexample.com", entry: "example.com", way: "proxy" },
    // sub.example.com | `*.example.com` | proxy
    { target: "sub.example.com", entry: "*.example.com", way: "proxy" },
    // anything | `*` | proxy
    { target: "example.com", entry: "*", way: "proxy" },
    // host:443 | `host:443` direct, `host:8443` proxy
    { target: "example.com", entry: "example.com:443", way: "direct" },
    { target: "example.com", entry: "example.com:8443", way: "proxy" },
    { target: "example.com:8443", entry: "example.com:8443", way: "direct" },
    { target: "example.com:8443", entry: "example.com:443", way: "proxy" },
    { target: "example.com:8443", entry: "example.com", way: "direct" },
    // 10.1.2.3 | `10.0.0.0/8` | direct
    { target: "10.1.2.3", entry: "10.0.0.0/8", way: "direct" },
    { target: "11.1.2.3", entry: "10.0.0.0/8", way: "proxy" },
    { target: "10.1.2.3", entry: "10.1.2.3", way: "direct" },
    { target: "10.1.2.3", entry: "10.0.0.0/33", way: "proxy" },
    { target: "10.1.2.3", entry: "10.0.0/8", way: "proxy" },
    { target: "10.1.2.3", entry: "0.0.0.0/0", way: "direct" },
    { target: "10.1.2.3", entry: "10.0.0.0/255.0.0.0", way: "direct" },
    { target: "11.1.2.3", entry: "10.0.0.0/255.0.0.0", way: "proxy" },
    { target: "10.1.2.3", entry: "10.1.2.3/255.255.255.255", way: "direct" },
    { target: "11.1.2.3", entry: "10.0.0.0/0.0.0.0", way: "direct" },
    { target: "10.1.2.3", entry: "10.0.0.0/255.0.255.0", way: "proxy" },
    { target: "10.1.2.3", entry: "10.0.0.0/255.0.0", way: "proxy" },
    { target: "10.1.2.3", entry: "10.0.0.0/08", way: "proxy" },
    { target: "10.1.2.3", entry: "10.0.0.0/8:443", way: "direct" },
    { target: "10.1.2.3", entry: "10.0.0.0/8:80", way: "proxy" },
    // name resolving into 10.0.0.0/8 | `10.0.0.0/8` | direct (does a lookup)
    { target: "internal.example.org", entry: "10.0.0.0/8", way: "direct" },
    { target: "internal.example.org", entry: "10.1.2.3", way: "direct" },
    { target: "outside.example.org", entry: "10.0.0.0/8", way: "proxy" },
    { target: "v6.example.org", entry: "10.0.0.0/8", way: "proxy" },
    { target: "unknown.example.org", entry: "10.0.0.0/8", way: "proxy" },
    // `::1`, IPv6 CIDR | same entry | proxy
    { target: "[2001:db8::10]", entry: "2001:db8::10", way: "proxy" },
    { target: "[2001:db8::10]", entry: "2001:db8::/32", way: "proxy" },
    { target: "[2001:db8::10]", entry: "[2001:db8::10]", way: "proxy" },
    { target: "v6.example.org", entry: "2001:db8::/32", way: "proxy" },
    { target: "example.com", entry: "::1", way: "proxy" },
    // upper case | any | direct
    { target: "SUB.Example.COM", entry: "example.com", way: "direct" },
    { target: "sub.example.com", entry: "EXAMPLE.COM", way: "direct" },
    { target: "sub.example.com", entry: ".EXAMPLE.com", way: "direct" },
    // separators | comma and blank; `;` is none; trailing dot never matches
    { target: "example.com", entry: "other.test,example.com", way: "direct" },
    { target: "example.com", entry: "other.test example.com", way: "direct" },
    { target: "example.com", entry: " other.test ,\texample.com ", way: "direct" },
    { target: "example.com", entry: "other.test,,example.com", way: "direct" },
    { target: "example.com", entry: "example.com;other.test", way: "proxy" },
    { target: "example.com", entry: "other.test;example.com", way: "proxy" },
    { target: "example.com", entry: "example.com.", way: "proxy" },
    { target: "example.com.", entry: "example.com", way: "proxy" },
    // empty value | none
    { target: "example.com", entry: "", way: "proxy" },
    { target: "example.com", entry: " , ", way: "proxy" },
  ])("$target with `$entry` goes: $way", async ({ target, entry, way }) => {
    const chosen = await choice(`https://${target}`, { https_proxy: proxy, no_proxy: entry });

    expect(chosen.way).toBe(way);
    expect(chosen.variable).toBe(way === "proxy" ? "https_proxy" : "no_proxy");
    expect(chosen.problem).toBeNull();
  });

  test("the lower spelling wins, also where it is empty", async () => {
    const [no_proxy, NO_PROXY] = ["other.test", "example.com"];
    const target = "https://example.com";

    expect(await choice(target, { https_proxy: proxy, NO_PROXY })).toMatchObject({
      way: "direct",
      variable: "NO_PROXY",
    });
    expect(await choice(target, { https_proxy: proxy, NO_PROXY, no_proxy })).toMatchObject({
      way: "proxy",
    });
    expect(await choice(target, { https_proxy: proxy, NO_PROXY, no_proxy: "" })).toMatchObject({
      way: "proxy",
    });
  });

  test("a list of a million entries is read in one go", async () => {
    const no_proxy = "10.0.0.0/8:1,".repeat(1_000_000);

    expect(await choice("https://example.com", { https_proxy: proxy, no_proxy })).toMatchObject({
      way: "proxy",
    });
  });
});

describe("the variables that name a proxy (network, C7)", () => {
  const [http, https] = ["http://example.com", "https://example.com"];
  const other = "http://other.example.net:8080";

  test.each<{
    readonly row: string;
    readonly target: string;
    readonly variables: ProxyVariables;
    readonly chosen: string | null;
    readonly by: string | null;
  }>([
    {
      row: "lower against upper case: lower wins",
      target: https,
      variables: { https_proxy: proxy, HTTPS_PROXY: other },
      chosen: "proxy.example.net:3128",
      by: "https_proxy",
    },
    {
      row: "upper case alone",
      target: https,
      variables: { HTTPS_PROXY: other },
      chosen: "other.example.net:8080",
      by: "HTTPS_PROXY",
    },
    {
      row: "http: lower against upper case",
      target: http,
      variables: { http_proxy: proxy, HTTP_PROXY: other },
      chosen: "proxy.example.net:3128",
      by: "http_proxy",
    },
    {
      row: "only http_proxy set, https target: direct",
      target: https,
      variables: { http_proxy: proxy },
      chosen: null,
      by: null,
    },
    {
      row: "only https_proxy set, http target: direct",
      target: http,
      variables: { https_proxy: proxy },
      chosen: null,
      by: null,
    },
    {
      row: "HTTP_PROXY alone",
      target: http,
      variables: { HTTP_PROXY: proxy },
      chosen: "proxy.example.net:3128",
      by: "HTTP_PROXY",
    },
    {
      row: "HTTP_PROXY with REQUEST_METHOD set: ignored",
      target: http,
      variables: { HTTP_PROXY: proxy, REQUEST_METHOD: "GET" },
      chosen: null,
      by: "HTTP_PROXY",
    },
    {
      row: "http_proxy with REQUEST_METHOD set",
      target: http,
      variables: { http_proxy: proxy, REQUEST_METHOD: "GET" },
      chosen: "proxy.example.net:3128",
      by: "http_proxy",
    },
    {
      row: "HTTPS_PROXY with REQUEST_METHOD set",
      target: https,
      variables: { HTTPS_PROXY: proxy, REQUEST_METHOD: "GET" },
      chosen: "proxy.example.net:3128",
      by: "HTTPS_PROXY",
    },
    {
      row: "empty value: none",
      target: https,
      variables: { https_proxy: "" },
      chosen: null,
      by: "https_proxy",
    },
    {
      row: "empty lower against upper case: none",
      target: https,
      variables: { https_proxy: "", HTTPS_PROXY: proxy },
      chosen: null,
      by: "https_proxy",
    },
    { row: "none set", target: https, variables: {}, chosen: null, by: null },
  ])("$row", async ({ target, variables, chosen, by }) => {
    const { proxy: url, variable, problem } = await choice(target, variables);

    expect({ chosen: url?.host ?? null, by: variable, problem }).toEqual({
      chosen,
      by,
      problem: null,
    });
  });

  test("all_proxy is ignored", async () => {
    const variables = { no_proxy: "", all_proxy: proxy, ALL_PROXY: proxy };

    expect(await choice("https://example.com", variables)).toMatchObject({ way: "direct" });
  });

  test.each([
    "127.0.0.1",
    "127.8.9.10:8443",
    "[::1]",
    "localhost",
    "LOCALHOST",
    "this-machine.example.org",
    "this-machine-too.example.org",
  ])("a loopback target is never proxied: %s", async (target) => {
    expect(await choice(`https://${target}`, { https_proxy: proxy })).toMatchObject({
      way: "direct",
      variable: null,
      rule: expect.stringContaining("is this machine"),
    });
  });

  test("a name is looked up only where a proxy is named, and once", async () => {
    const target = "https://outside.example.org";

    expect((await choice(target, { http_proxy: proxy })).asked).toEqual([]);
    expect((await choice(target, { https_proxy: proxy, no_proxy: "a,10.0.0.0/8" })).asked).toEqual([
      "outside.example.org",
    ]);
  });
});

describe("a proxy", () => {
  test.each([
    proxy,
    "http://proxy.example.net",
    "https://proxy.example.net:8443/",
    "http://user:p%40ss@10.0.0.1:3128",
    "http://[2001:db8::7]:3128",
    "HTTP://PROXY.example.net:3128/path",
  ])("can be named so: %s", async (named) => {
    const { proxy: url, problem } = await choice("https://example.com", { https_proxy: named });

    expect(url?.href).toBe(new URL(named).href);
    expect(problem).toBeNull();
  });

  test.each([
    "proxy.example.net:3128",
    "10.0.0.1:3128",
    "proxy",
    "socks5://proxy.example.net:1080",
    "http://",
    "http://proxy.example.net:99999",
    "http://proxy example:3128",
    " ",
    "\u0000",
    "file:///etc/passwd",
    "http//user:hunter2@proxy",
    "http://user:50%@proxy.example.net:3128",
  ])("cannot be named so, and nothing is sent: %j", async (named) => {
    const chosen = await choice("https://example.com", { HTTPS_PROXY: named });

    expect(chosen).toMatchObject({
      proxy: null,
      variable: "HTTPS_PROXY",
      problem:
        "HTTPS_PROXY is not the URL of a proxy: it has to be like http://proxy.example.com:3128.",
    });
  });
});

describe("people are told why", () => {
  const target = "https://sub.example.com";
  test.each<{ readonly target: string; readonly variables: ProxyVariables; readonly rule: string }>(
    [
      { target, variables: {}, rule: "No variable names a proxy for https." },
      {
        target,
        variables: { http_proxy: proxy },
        rule: "No variable names a proxy for https, and http_proxy is for http alone.",
      },
      { target, variables: { https_proxy: "" }, rule: "https_proxy is empty." },
      {
        target: "http://sub.example.com",
        variables: { HTTP_PROXY: proxy, REQUEST_METHOD: "GET" },
        rule: "HTTP_PROXY is ignored where REQUEST_METHOD is set.",
      },
      {
        target: "https://this-machine.example.org",
        variables: { https_proxy: proxy },
        rule: "this-machine.example.org (127.0.1.1) is this machine, which no proxy is asked for.",
      },
      {
        target,
        variables: { https_proxy: proxy, no_proxy: "other.test, .example.com:443" },
        rule: "no_proxy names .example.com:443, with which sub.example.com ends.",
      },
      {
        target,
        variables: { https_proxy: proxy, no_proxy: "SUB.example.com" },
        rule: "no_proxy names SUB.example.com, which is the target.",
      },
      {
        target: "https://internal.example.org",
        variables: { https_proxy: proxy, NO_PROXY: "10.0.0.0/8" },
        rule: "NO_PROXY names 10.0.0.0/8, which holds 10.1.2.3, the address of internal.example.org.",
      },
      {
        target,
        variables: { https_proxy: "http://user:hunter2@proxy.example.net:3128" },
        rule: "https_proxy names proxy.example.net:3128, and nothing excepts the target.",
      },
    ],
  )("$rule", async ({ target: to, variables, rule }) => {
    expect((await choice(to, variables)).rule).toBe(rule);
  });
});
