import { constants, createCipheriv, type KeyObject, privateEncrypt } from "node:crypto";
import { signingKey } from "../../../src/stand-in/licenses/signing-keys.ts";

/** The three fields of a license file. */
export interface Envelope {
  readonly data: string;
  readonly key: string;
  readonly iv: string;
}

/** What a portal puts into a license file for an ordinary license. */
export const aPayload = (fields: Readonly<Record<string, unknown>> = {}) => ({
  version: 1,
  licensee: { Name: "Ada Example", Email: "ada@example.com", Company: "Example Ltd" },
  issued_at: "2025-01-01",
  expires_at: "2026-01-01",
  restrictions: { id: 7, active_user_count: 10, plan: "premium" },
  ...fields,
});

/** A license file, from its attributes to its text. */
export const licenseText = (payload: unknown, key: KeyObject = signingKey): string =>
  envelopeText(sealed(JSON.stringify(payload), key));

/** Encrypts any text as if it were a license's attributes; `aesKey` is what the file says it was encrypted with. */
export function sealed(
  payload: string,
  key: KeyObject = signingKey,
  aesKey: Buffer = Buffer.alloc(16, "k"),
): Envelope {
  const iv = Buffer.alloc(16, "i");
  const cipher = createCipheriv("aes-128-cbc", Buffer.alloc(16, "k"), iv);
  const data = Buffer.concat([cipher.update(payload, "utf8"), cipher.final()]);
  return {
    data: base64Lines(data),
    key: base64Lines(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, aesKey)),
    iv: base64Lines(iv),
  };
}

/** The text of a license file around any envelope. */
export const envelopeText = (envelope: unknown): string =>
  base64Lines(Buffer.from(JSON.stringify(envelope)));

export const base64Lines = (bytes: Buffer): string =>
  bytes.toString("base64").replace(/.{1,60}/g, "$&\n");
