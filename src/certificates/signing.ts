// What writes certificates asks for reflection when it is loaded: this stands first.
import "reflect-metadata";
import { createPrivateKey, KeyObject, webcrypto } from "node:crypto";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  type JsonGeneralNames,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

/** Instants in milliseconds since 1970. */
export interface Validity {
  readonly notBefore: number;
  readonly notAfter: number;
}

/** A certificate and its private key, both PEM. */
export interface Signed {
  readonly certificate: string;
  readonly key: string;
}

interface Server {
  readonly commonName: string;
  readonly names: JsonGeneralNames;
  readonly validity: Validity;
  /** Null signs it with its own key. */
  readonly issuer: Signed | null;
}

type Keys = Awaited<ReturnType<typeof newKeys>>;

const curve = { name: "ECDSA", namedCurve: "P-256" };
const signingAlgorithm = { name: "ECDSA", hash: "SHA-256" };

/** The certificate of an authority, with a new key. */
export async function signedAuthority(commonName: string, validity: Validity): Promise<Signed> {
  const keys = await newKeys();
  return written(commonName, keys, validity, null, [
    new BasicConstraintsExtension(true, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ]);
}

/** The certificate of a server, with a new key. */
export async function signedServer(asked: Server): Promise<Signed> {
  const { commonName, names, validity, issuer } = asked;
  return written(commonName, await newKeys(), validity, issuer, [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : []),
  ]);
}

async function written(
  commonName: string,
  { privateKey, publicKey, key }: Keys,
  { notBefore, notAfter }: Validity,
  issuer: Signed | null,
  extensions: readonly Extension[],
): Promise<Signed> {
  // As parts, and not as one text: in that, a comma would begin another part.
  const subject = [{ CN: [commonName] }];
  const above = issuer && new X509Certificate(issuer.certificate);
  const certificate = await X509CertificateGenerator.create({
    subject,
    issuer: above?.subjectName ?? subject,
    publicKey,
    signingKey: issuer ? privateKeyOf(issuer.key) : privateKey,
    signingAlgorithm,
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    extensions: [
      ...extensions,
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(above?.publicKey ?? publicKey),
    ],
  });
  return { certificate: `${certificate.toString("pem")}\n`, key };
}

/** Keys are handed to the library as what its types take them for: those know fewer usages than Node's. */
async function newKeys() {
  const { privateKey, publicKey } = await webcrypto.subtle.generateKey(curve, true, [
    "sign",
    "verify",
  ]);
  return {
    publicKey: publicKey as CryptoKey,
    privateKey: privateKey as CryptoKey,
    key: String(KeyObject.from(privateKey).export({ type: "pkcs8", format: "pem" })),
  };
}

const privateKeyOf = (pem: string) =>
  createPrivateKey(pem).toCryptoKey(curve, false, ["sign"]) as CryptoKey;
