import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:tls";
import { beforeAll, expect, test } from "vitest";
import {
  type CertificateAuthority,
  certificateAuthority,
  type IssuedCertificate,
} from "../../../src/certificates/authority.ts";

let authority: CertificateAuthority;

beforeAll(async () => {
  authority = await certificateAuthority("Example, Inc. O=Authority");
});

test("an authority certifies itself, for ten years, and for nothing but certificates", () => {
  const certificate = new X509Certificate(authority.certificate);

  expect(certificate.subject).toBe("CN=Example\\, Inc. O=Authority");
  expect(certificate.ca).toBe(true);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
  expect(yearsOf(certificate)).toBeCloseTo(10, 1);
});

test("a certificate is for the names and addresses that were asked for", async () => {
  const names = ["portal.example.com", "*.example.org", "127.0.0.1", "::1"];

  const certificate = new X509Certificate((await authority.issue({ names })).certificate);

  expect(certificate.subject).toBe("CN=portal.example.com");
  expect(certificate.subjectAltName).toBe(
    "DNS:portal.example.com, DNS:*.example.org, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1",
  );
  expect(certificate.ca).toBe(false);
  expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
  expect(certificate.checkIssued(new X509Certificate(authority.certificate))).toBe(true);
});

test("a certificate can be for no names at all", async () => {
  const { certificate } = await authority.issue({ names: [] });

  expect(new X509Certificate(certificate).subjectAltName).toBeUndefined();
});

test("a kept authority goes on as the same", async () => {
  const { certificate, key } = authority;

  const again = await certificateAuthority("another name", { certificate, key });
  const issued = await again.issue({ names: ["localhost"] });

  expect(again.certificate).toBe(certificate);
  expect(await comesOf(issued.certificate, issued, { ca: certificate })).toBe("authorized");
});

test("no two certificates have a number in common", async () => {
  const numbers = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const { certificate } = await authority.issue({ names: ["localhost"] });
      return new X509Certificate(certificate).serialNumber;
    }),
  );

  expect(new Set(numbers).size).toBe(20);
});

const day = 86_400_000;

test.for([
  ["of an authority that is trusted", {}, "authorized"],
  ["that is self-signed", { selfSigned: true }, "DEPTH_ZERO_SELF_SIGNED_CERT"],
  [
    "that has expired",
    { notBefore: Date.now() - 9 * day, notAfter: Date.now() - day },
    "CERT_HAS_EXPIRED",
  ],
  ["that is not valid yet", { notBefore: Date.now() + day }, "CERT_NOT_YET_VALID"],
  ["for other names", { names: ["other.example.com"] }, "ERR_TLS_CERT_ALTNAME_INVALID"],
  ["for no names", { names: [] }, "ERR_TLS_CERT_ALTNAME_INVALID"],
] as const)("a client is told by TLS of a certificate %s", async ([, asked, outcome]) => {
  const issued = await authority.issue({ names: ["localhost"], ...asked });

  expect(await comesOf(issued.certificate, issued, { ca: authority.certificate })).toBe(outcome);
});

test("an authority that is not trusted is told apart by whether its own certificate came along", async () => {
  const issued = await authority.issue({ names: ["localhost"] });

  expect(await comesOf(issued.certificate, issued)).toBe("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
  expect(await comesOf(issued.chain, issued)).toBe("SELF_SIGNED_CERT_IN_CHAIN");
});

/** What a client finds that connects to a server with a certificate: `authorized`, or the code of its error. */
async function comesOf(
  shown: string,
  { key }: IssuedCertificate,
  trusting: { ca?: string } = {},
): Promise<string> {
  const server = createServer({ cert: shown, key });
  server.on("tlsClientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const socket = connect({ host: "127.0.0.1", port, servername: "localhost", ...trusting });
  try {
    await once(socket, "secureConnect");
    return "authorized";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  } finally {
    socket.destroy();
    server.close();
  }
}

function yearsOf({ validFromDate, validToDate }: X509Certificate): number {
  return (validToDate.getTime() - validFromDate.getTime()) / (365.25 * day);
}
