import { describe, expect, test } from "vitest";
import { portalAdminOf } from "../../../src/app/credentials.ts";
import { readConfig } from "../../../src/config/config.ts";

function adminOf(host: string, environment: Record<string, string>) {
  const flags = { memory: "true", host, notForProduction: "true" };
  const config = readConfig({ flags, environment });
  if (!config.ok) throw new Error(config.error.join("\n"));
  return portalAdminOf(config.value);
}

const own = { SUBSCRIPTION_PORTAL_ADMIN_TOKEN: "a token of our own" };

describe("who may use the stand-in portal's own API", () => {
  test.each([
    { host: "127.0.0.1", environment: {}, token: "customer_admin_token" },
    { host: "::1", environment: {}, token: "customer_admin_token" },
    { host: "0.0.0.0", environment: {}, token: undefined },
    { host: "0.0.0.0", environment: own, token: "a token of our own" },
  ])("on $host with $environment has the token $token", ({ host, environment, token }) => {
    expect(adminOf(host, environment)?.token).toBe(token);
  });

  test("has the e-mail that the instance sends to the portal", () => {
    const environment = { SUBSCRIPTION_PORTAL_ADMIN_EMAIL: "admin@portal.example" };

    expect(adminOf("127.0.0.1", environment)?.email).toBe("admin@portal.example");
  });
});
