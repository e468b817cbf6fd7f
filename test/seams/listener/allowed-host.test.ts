import { describe, expect, test } from "vitest";
import { isAllowedHost, isLoopback } from "../../../src/listener/allowed-host.ts";

describe("a Host header", () => {
  test.each([
    "localhost",
    "localhost:3000",
    "LocalHost:3000",
    "gitlab.localhost",
    "a.b.localhost:3000",
    "127.0.0.1",
    "127.0.0.1:3000",
    "127.255.255.254",
    "[::1]",
    "[::1]:3000",
    "[::ffff:127.0.0.1]:3000",
  ])("%s names this machine", (header) => {
    expect(isAllowedHost(header, [])).toBe(true);
  });

  test.each([
    "",
    " ",
    ":3000",
    "evil.example",
    "evil.example:3000",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evil-localhost",
    "localhost.",
    "127.1",
    "2130706433",
    "128.0.0.1",
    "0.0.0.0",
    "192.168.0.1:3000",
    "[::2]",
    "[::]",
    "::1]:3000",
    "localhost:port",
    "localhost:3000:3000",
    "localhost/evil.example",
    "evil.example@localhost",
    "localhost@evil.example",
    "localhost, evil.example",
    "localhost\n",
  ])("%j does not", (header) => {
    expect(isAllowedHost(header, [])).toBe(false);
  });

  test.each([
    { header: "gitlab.example.com", allowed: "gitlab.example.com", isAllowed: true },
    { header: "GitLab.example.com:8080", allowed: "gitlab.EXAMPLE.com", isAllowed: true },
    { header: "gitlab.example.com.evil", allowed: "gitlab.example.com", isAllowed: false },
    { header: "sub.gitlab.example.com", allowed: "gitlab.example.com", isAllowed: false },
    { header: "192.168.0.1:3000", allowed: "192.168.0.1", isAllowed: true },
    { header: "[fd00::1]:3000", allowed: "fd00::1", isAllowed: true },
    { header: "[fd00::1]:3000", allowed: "[fd00::1]", isAllowed: true },
    { header: "", allowed: "", isAllowed: false },
  ])("$header is answered where $allowed is allowed: $isAllowed", (row) => {
    expect(isAllowedHost(row.header, [row.allowed])).toBe(row.isAllowed);
  });
});

describe("an address to listen on", () => {
  test.each([
    { host: "127.0.0.1", only: true },
    { host: "127.9.9.9", only: true },
    { host: "::1", only: true },
    { host: "localhost", only: true },
    { host: "gitlab.localhost", only: true },
    { host: "126.255.255.255", only: false },
    { host: "128.0.0.0", only: false },
    { host: "0.0.0.0", only: false },
    { host: "::", only: false },
    { host: "::2", only: false },
    { host: "192.168.0.1", only: false },
    { host: "gitlab.example.com", only: false },
    { host: "notlocalhost", only: false },
  ])("$host can be reached from this machine only: $only", ({ host, only }) => {
    expect(isLoopback(host)).toBe(only);
  });
});
