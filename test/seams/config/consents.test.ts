import { describe, expect, test } from "vitest";
import { configFrom, problemsOf } from "./shown-config.ts";

describe("a host that other machines can reach", () => {
  test.each(["0.0.0.0", "::", "192.0.2.1", "gitlab.test", "localhost.test", "128.0.0.1"])(
    "such as %s needs --not-for-production",
    (host) => {
      expect(problemsOf({ flags: { host } })).toEqual([
        `--host is "${host}", which other machines may reach. Add --not-for-production to consent, or use 127.0.0.1.`,
      ]);
      expect(configFrom({ flags: { host, notForProduction: "true" } }).host).toBe(host);
    },
  );

  test.each(["127.0.0.1", "127.255.255.254", "::1", "localhost", "gitlab.localhost"])(
    "is not one such as %s",
    (host) => {
      expect(configFrom({ flags: { host } }).host).toBe(host);
    },
  );
});

describe("the real customers portal", () => {
  test.each([
    "https://customers.gitlab.com",
    "http://customers.gitlab.com:8080/",
    "https://CUSTOMERS.GITLAB.COM",
    "https://customers.gitlab.com./",
  ])("as %s needs --yes-use-the-real-portal", (portalUrl) => {
    expect(problemsOf({ flags: { portalUrl } })).toEqual([
      "--portal-url is the real customers portal, where a real code would be used up. Add --yes-use-the-real-portal to consent.",
    ]);
    expect(configFrom({ flags: { portalUrl, yesUseTheRealPortal: "true" } }).portalUrl).toBe(
      portalUrl.endsWith("/") ? new URL(portalUrl).href : new URL(portalUrl).origin,
    );
  });

  test("needs it as well when the product's variable names it", () => {
    const environment = { CUSTOMER_PORTAL_URL: "https://customers.gitlab.com" };

    expect(problemsOf({ environment })).toHaveLength(1);
  });

  test("is no portal of a similar name", () => {
    const portalUrl = "https://customers.gitlab.com.test";

    expect(configFrom({ flags: { portalUrl } }).portalUrl).toBe(portalUrl);
  });
});
