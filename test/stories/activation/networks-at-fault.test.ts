import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { timelineOf } from "../../support/timeline.ts";

const name = "customers.understudy.test";
const unreachable = `Failed to open TCP connection to ${name}:80 (Network is unreachable - connect(2) for ${name}:80)`;
const handshake = "SSL_connect returned=1 errno=0 state=error:";
const notVerified = (why: string) => `${handshake} certificate verify failed (${why})`;

/** What an activation shows where texts leak, by the fault of the network; null is `CONNECTIVITY_ERROR`. */
const rows = [
  { kind: "dns-nxdomain", code: "ENOTFOUND", today: null },
  { kind: "dns-servfail", code: "ESERVFAIL", today: null },
  { kind: "ipv6-unreachable", code: "ENETUNREACH", today: unreachable },
  { kind: "tcp-refused", code: "ECONNREFUSED", today: null },
  { kind: "tcp-reset", code: "ECONNRESET", today: null },
  { kind: "tcp-garbage", code: "HTTPParserError", today: 'wrong status line: "hello"' },
  { kind: "tcp-closed", code: "UND_ERR_SOCKET", today: "end of file reached" },
  {
    kind: "tls-self-signed",
    code: "DEPTH_ZERO_SELF_SIGNED_CERT",
    today: null,
    before: notVerified("self signed certificate"),
  },
  {
    kind: "tls-unknown-issuer",
    code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    today: null,
    before: notVerified("unable to get local issuer certificate"),
  },
  {
    kind: "tls-inspected",
    code: "SELF_SIGNED_CERT_IN_CHAIN",
    today: null,
    before: notVerified("self signed certificate in certificate chain"),
  },
  {
    kind: "tls-expired",
    code: "CERT_HAS_EXPIRED",
    today: null,
    before: notVerified("certificate has expired"),
  },
  {
    kind: "tls-not-yet-valid",
    code: "CERT_NOT_YET_VALID",
    today: null,
    before: notVerified("certificate is not yet valid"),
  },
  {
    kind: "tls-wrong-host",
    code: "ERR_TLS_CERT_ALTNAME_INVALID",
    today: null,
    before: notVerified("hostname mismatch"),
  },
  {
    kind: "tls-old-only",
    code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
    today: null,
    before: `${handshake} tlsv1 alert protocol version`,
  },
  {
    kind: "tls-plain-http",
    code: "ERR_SSL_WRONG_VERSION_NUMBER",
    today: null,
    before: `${handshake} wrong version number`,
  },
  { kind: "tls-closed", code: "ECONNRESET", today: null },
  { kind: "proxy-407", code: "PROXY_407", today: '407 "Proxy Authentication Required"' },
  { kind: "proxy-403", code: "PROXY_403", today: '403 "Forbidden"' },
  { kind: "proxy-502", code: "PROXY_502", today: '502 "Bad Gateway"' },
  { kind: "proxy-closed", code: "UND_ERR_PRX_CONN", today: "end of file reached" },
].map((row) => ({ before: row.today, ...row }));

async function activationWith(kind: string, settings: Readonly<Record<string, string>>) {
  await using emulator = await emulatorOn("2025-06-01", settings);
  expect(await emulator.control.post("/faults", { kind })).toMatchObject({ status: 201 });
  const { body } = await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  const refusal = (await timelineOf(emulator, "?kind=refusal")).at(-1);
  return { errors: body.errors, code: refusal.transport.code };
}

const leaking = { leakTransportTexts: "true" };

describe("an activation over a network that is at fault", () => {
  test.each(rows)("shows a connectivity error, whatever the fault ($kind)", async (row) => {
    expect(await activationWith(row.kind, {})).toEqual({
      errors: ["CONNECTIVITY_ERROR"],
      code: row.code,
    });
  });

  test.each(rows)("with --leak-transport-texts shows the product's text ($kind)", async (row) => {
    expect(await activationWith(row.kind, leaking)).toEqual({
      errors: [row.today ?? "CONNECTIVITY_ERROR"],
      code: row.code,
    });
  });

  test.each(rows)("and before 15.7 also what OpenSSL says ($kind)", async (row) => {
    const { errors } = await activationWith(row.kind, { ...leaking, gitlabVersion: "15.6.8-ee" });

    expect(errors).toEqual([row.before ?? "CONNECTIVITY_ERROR"]);
  });
});
