import { describe, expect, test } from "vitest";
import { configFrom, problemsOf } from "./shown-config.ts";

const smtpUrl = (address: string) => configFrom({ flags: { smtpUrl: address } })["smtpUrl"];

describe("the address of an SMTP server", () => {
  test.each([
    ["smtp://127.0.0.1:1025", { host: "127.0.0.1", port: 1025, secure: false }],
    ["smtp://mail.example.com", { host: "mail.example.com", port: 25, secure: false }],
    ["smtps://mail.example.com/", { host: "mail.example.com", port: 465, secure: true }],
    ["smtp://[::1]:1025", { host: "::1", port: 1025, secure: false }],
  ])("%s is where mails go, without a login", (address, place) => {
    expect(smtpUrl(address)).toEqual({ ...place, login: null, from: null });
  });

  test("may have a login, and a sender's address", () => {
    expect(smtpUrl("smtp://me%40example.com:s%3Acret@localhost?from=me@example.com")).toEqual({
      host: "localhost",
      port: 25,
      secure: false,
      login: { user: "me@example.com", password: "s:cret" },
      from: "me@example.com",
    });
  });

  test.each([
    "127.0.0.1:1025",
    "http://127.0.0.1:1025",
    "smtp:",
    "smtp://",
    "smtp://:1025",
    "smtp://host:99999",
    "smtp://host/path",
    "smtp://host#part",
    "smtp://host?tls=no",
    "smtp://host?from=nobody",
    "smtp://host?from=a@b.test,c@d.test",
    "smtp://host?from=a@b.test%0d%0aBcc:c@d.test",
    "smtp://%zz@host",
  ])("is not %j, which is not repeated", (address) => {
    expect(problemsOf({ flags: { smtpUrl: address } })).toEqual([
      "--smtp-url must be an address such as smtp://127.0.0.1:1025 or smtps://user:password@mail.example.com?from=me@example.com.",
    ]);
  });
});
