import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { machineTime } from "../time/clock.ts";
import type { Validity } from "./signing.ts";

/** A certificate authority as it is kept. */
export interface KeptAuthority {
  /** PEM. */
  readonly certificate: string;
  /** Its private key: PEM, PKCS #8. */
  readonly key: string;
}

interface AskedCertificate {
  /** Host names, `*.` names and addresses that it is for; the first is its common name too. It may be for none. */
  readonly names: readonly string[];
  /** In milliseconds since 1970, by the machine's clock. Without it, a day ago. */
  readonly notBefore?: number;
  /** In milliseconds since 1970, by the machine's clock. Without it, in 397 days: browsers take none that is valid for much longer. */
  readonly notAfter?: number;
  /** Whether it is signed with its own key, and not by the authority. */
  readonly selfSigned?: boolean;
}

export interface IssuedCertificate {
  /** PEM, it alone. */
  readonly certificate: string;
  /** Its private key: PEM, PKCS #8. */
  readonly key: string;
  /** PEM of the certificate, and of the authority's after it; of one that is self-signed, it alone. */
  readonly chain: string;
}

export interface CertificateAuthority extends KeptAuthority {
  readonly issue: (asked: AskedCertificate) => Promise<IssuedCertificate>;
}

const dayMs = 86_400_000;

/**
 * A certificate authority with a key on the curve P-256: the kept one, or a new one that is valid for ten years.
 *
 * Validity is counted by the machine's clock, whatever the emulator's shows: who looks at a certificate looks at the
 * machine's.
 */
export async function certificateAuthority(
  commonName: string,
  kept?: KeptAuthority,
): Promise<CertificateAuthority> {
  // Loaded when it is needed: what writes certificates takes longer to load than much of a start.
  const { signedServer, signedAuthority } = await import("./signing.ts");
  const now = machineTime();
  const authority = kept ?? (await signedAuthority(commonName, usual(now, 3650)));
  const { certificate, key } = authority;
  return {
    certificate,
    key,
    async issue({ names, notBefore, notAfter, selfSigned = false }) {
      const standard = usual(machineTime(), 397);
      const server = await signedServer({
        commonName: names[0] ?? "no names",
        names: names.map((name) => ({ type: isIP(name) ? "ip" : "dns", value: name })),
        validity: {
          notBefore: notBefore ?? standard.notBefore,
          notAfter: notAfter ?? standard.notAfter,
        },
        issuer: selfSigned ? null : authority,
      });
      const above = selfSigned ? "" : certificate;
      return { ...server, chain: server.certificate + above };
    },
  };
}

/** From a day ago, since clocks differ. */
const usual = (now: number, days: number): Validity => ({
  notBefore: now - dayMs,
  notAfter: now + days * dayMs,
});

/** Whether the machine's clock says that a certificate (PEM) is valid no more. */
export const isExpired = (certificate: string): boolean =>
  new X509Certificate(certificate).validToDate.getTime() <= machineTime();
