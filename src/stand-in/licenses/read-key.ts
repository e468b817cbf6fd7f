import { constants, createDecipheriv, publicDecrypt } from "node:crypto";
import { isRecord } from "../../base/is-record.ts";
import { signingKey } from "./signing-keys.ts";

/** What a key of ours says; undefined for any other text. */
export function contentOf(text: string): unknown {
  const lines = text.split(/\r?\n/).filter((line) => !/^-*(?:BEGIN|END) .+ LICENSE-*$/.test(line));
  try {
    const envelope: unknown = JSON.parse(Buffer.from(lines.join(""), "base64").toString());
    if (!isRecord(envelope)) return undefined;
    const [data, key, iv] = ["data", "key", "iv"].map((name) =>
      Buffer.from(String(envelope[name]), "base64"),
    ) as [Buffer, Buffer, Buffer];
    const aesKey = publicDecrypt({ key: signingKey, padding: constants.RSA_PKCS1_PADDING }, key);
    const decipher = createDecipheriv("aes-128-cbc", aesKey, iv);
    return JSON.parse(Buffer.concat([decipher.update(data), decipher.final()]).toString());
  } catch {
    return undefined;
  }
}
