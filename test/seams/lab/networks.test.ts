import { describe, expect, test } from "vitest";
import { askByEachFamily, askThrough } from "./ask-through.ts";
import { aNetwork, labOn } from "./lab-on.ts";

const proxy = "http://proxy.understudy.test:3128";
const answered = "GET customers.understudy.test/";

describe("a client on a network with", () => {
  test.each([
    { kind: "dns-nxdomain", ipv4: { code: "ENOTFOUND" }, ipv6: { code: "ENOTFOUND" } },
    { kind: "dns-servfail", ipv4: { code: "ESERVFAIL" }, ipv6: { code: "ESERVFAIL" } },
    { kind: "dns-silent", ipv4: { code: "ETIMEOUT" }, ipv6: { code: "ETIMEOUT" } },
    { kind: "dns-only-a", ipv4: answered, ipv6: { code: "ENODATA" } },
    { kind: "dns-only-aaaa", ipv4: { code: "ENODATA" }, ipv6: answered },
    { kind: "ipv6-blackhole", ipv4: answered, ipv6: { code: "UND_ERR_CONNECT_TIMEOUT" } },
    { kind: "ipv6-unreachable", ipv4: answered, ipv6: { code: "ENETUNREACH" } },
  ])("$kind meets $ipv4 by IPv4, and $ipv6 by IPv6", async ({ kind, ipv4, ipv6 }) => {
    await using on = await labOn();
    await on.lab.faults.add(aNetwork({ kind }));

    await using view = await on.lab.view();

    expect(view?.portalUrl).toBe("http://customers.understudy.test");
    if (!view) return;
    expect(await askByEachFamily(view, [ipv4, ipv6])).toEqual([ipv4, ipv6]);
  });

  test.each([
    { kind: "tcp-refused", code: "ECONNREFUSED" },
    { kind: "tcp-reset", code: "ECONNRESET" },
    { kind: "tcp-blackhole", code: "UND_ERR_CONNECT_TIMEOUT" },
    { kind: "tcp-silent", code: "UND_ERR_HEADERS_TIMEOUT" },
    { kind: "tcp-garbage", code: "HTTPParserError" },
    { kind: "tcp-closed", code: "UND_ERR_SOCKET" },
  ])("$kind meets $code at every address", async ({ kind, code }) => {
    await using on = await labOn();
    await on.lab.faults.add(aNetwork({ kind }));

    await using view = await on.lab.view();

    expect(view).not.toBeNull();
    if (!view) return;
    expect(await askByEachFamily(view, [{ code }, { code }])).toEqual([{ code }, { code }]);
  });

  test.each([
    { kind: "tcp-refused", code: "ECONNREFUSED" },
    { kind: "tcp-reset", code: "ECONNRESET" },
    { kind: "tcp-blackhole", code: "UND_ERR_CONNECT_TIMEOUT" },
  ])(
    "$kind at the first addresses meets $code there, and the portal at the others and behind a proxy",
    async ({ kind, code }) => {
      await using on = await labOn();
      await on.lab.faults.add(aNetwork({ kind, addresses: "first" }));

      await using view = await on.lab.view();

      expect(view).not.toBeNull();
      if (!view) return;
      expect(await askByEachFamily(view, [{ code }, { code }])).toEqual([{ code }, { code }]);
      expect(await askByEachFamily(view, [answered, answered], 1)).toEqual([answered, answered]);
      await on.lab.faults.add(aNetwork({ kind: "proxy-required" }));
      await using proxied = await on.lab.view();
      expect(proxied && (await askThrough(proxied, { proxy }))).toEqual(answered);
    },
  );

  test.each([
    { kind: "tls-self-signed", code: "DEPTH_ZERO_SELF_SIGNED_CERT" },
    { kind: "tls-unknown-issuer", code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" },
    { kind: "tls-inspected", code: "SELF_SIGNED_CERT_IN_CHAIN" },
    { kind: "tls-expired", code: "CERT_HAS_EXPIRED" },
    { kind: "tls-not-yet-valid", code: "CERT_NOT_YET_VALID" },
    { kind: "tls-wrong-host", code: "ERR_TLS_CERT_ALTNAME_INVALID" },
    { kind: "tls-plain-http", code: "ERR_SSL_WRONG_VERSION_NUMBER" },
    { kind: "tls-old-only", code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION" },
    { kind: "tls-closed", code: "ECONNRESET" },
  ])("$kind meets $code", async ({ kind, code }) => {
    await using on = await labOn();
    await on.lab.faults.add(aNetwork({ kind }));

    await using view = await on.lab.view();

    expect(view?.portalUrl).toBe("https://customers.understudy.test");
    if (!view) return;
    expect(await askByEachFamily(view, [{ code }, { code }])).toEqual([{ code }, { code }]);
  });

  test.each([
    { kind: "proxy-required", met: answered },
    { kind: "proxy-407", met: { code: "UND_ERR_ABORTED" } },
    { kind: "proxy-403", met: { code: "UND_ERR_ABORTED" } },
    { kind: "proxy-502", met: { code: "UND_ERR_ABORTED" } },
    { kind: "proxy-closed", met: { code: "UND_ERR_PRX_CONN" } },
    { kind: "proxy-resolves", met: answered },
  ])("$kind meets $met through the proxy, and nothing without it", async ({ kind, met }) => {
    await using on = await labOn();
    await on.lab.faults.add(aNetwork({ kind }));

    await using view = await on.lab.view();

    expect(view?.portalUrl).toBe("https://customers.understudy.test");
    if (!view) return;
    expect(await askThrough(view, { proxy })).toEqual(met);
    const code = kind === "proxy-resolves" ? "ETIMEOUT" : "UND_ERR_CONNECT_TIMEOUT";
    expect(await askThrough(view, { patienceMs: 300 })).toEqual({ code });
  });
});
