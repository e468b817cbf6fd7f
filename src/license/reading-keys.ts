import { createPublicKey, type KeyObject } from "node:crypto";
import { testPublicKey } from "./test-public-key.ts";

/** The public keys that open license files. The main key is always tried first, then the fallback keys in order. */
export interface ReadingKeys {
  readonly main: KeyObject;
  readonly fallback: readonly KeyObject[];
}

/**
 * Reads the PEM text of an RSA public key; undefined for anything else.
 *
 * A private key or a certificate would do as well, but whoever names a private key as the reading key has mixed
 * up two files, and should hear of it.
 */
export function parsePublicKey(pem: string): KeyObject | undefined {
  if (!/^\s*-----BEGIN (?:RSA )?PUBLIC KEY-----/.test(pem)) return undefined;
  const key = toPublicKey(pem);
  return key?.asymmetricKeyType === "rsa" ? key : undefined;
}

/** Reads what Understudy's own stand-in portal issues, and nothing that another portal does. */
export const testReadingKeys: ReadingKeys = { main: createPublicKey(testPublicKey), fallback: [] };

function toPublicKey(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}
