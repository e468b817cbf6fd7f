import { constants, createDecipheriv, createPublicKey, publicDecrypt } from "node:crypto";
import { foreignKey, signingKey } from "../../../src/stand-in/licenses/signing-keys.ts";

/** The JSON text inside a license without boundary, read step by step as the format is described. */
export function payloadOf(license: string, key: "own" | "foreign" = "own"): string {
  const envelope = envelopeOf(license);
  const aesKey = publicDecrypt(
    {
      key: createPublicKey(key === "own" ? signingKey : foreignKey),
      padding: constants.RSA_PKCS1_PADDING,
    },
    Buffer.from(envelope.key, "base64"),
  );
  const decipher = createDecipheriv("aes-128-cbc", aesKey, Buffer.from(envelope.iv, "base64"));
  return decipher.update(envelope.data, "base64", "utf8") + decipher.final("utf8");
}

export const envelopeOf = (license: string): Record<"data" | "key" | "iv", string> =>
  JSON.parse(Buffer.from(license, "base64").toString());

export interface OpenedLicense {
  readonly [attribute: string]: unknown;
  readonly restrictions: Readonly<Record<string, unknown>>;
}

export const openLicense = (license: string, key: "own" | "foreign" = "own"): OpenedLicense =>
  JSON.parse(payloadOf(license, key));
