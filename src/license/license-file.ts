import { createDecipheriv, createSecretKey, type KeyObject, publicDecrypt } from "node:crypto";
import { err, ok, type Result } from "../base/result.ts";
import { isJsonObject, type JsonObject, parseJson } from "./json-object.ts";
import type { LicenseUnreadable } from "./license.ts";
import type { ReadingKeys } from "./reading-keys.ts";

/**
 * Opens a license file and hands out its attributes as they were written.
 *
 * Whatever is wrong with the file, it is unreadable. The vendor's reader crashes on some broken envelopes: an empty
 * text, an envelope that is no object, a key of the wrong length, attributes that are no JSON or of another version.
 * Nobody can depend on a crash. A text with a NUL in it, as UTF-16 has, is refused as well: the vendor's database keeps none.
 */
export function decodeLicenseFile(
  text: string,
  keys: ReadingKeys,
): Result<JsonObject, LicenseUnreadable> {
  const envelope = text.includes("\0") ? undefined : parseEnvelope(text);
  const opened = envelope && openWithAny([keys.main, ...keys.fallback], envelope);
  const attributes = opened && parseJson(opened.toString("utf8"));
  if (!isJsonObject(attributes) || !isKnownVersion(attributes["version"])) return err(unreadable);
  return ok(attributes);
}

const unreadable: LicenseUnreadable = { kind: "license-unreadable" };

/** Source: license file format, version 1, the only one there is; what says nothing stands for it. */
const isKnownVersion = (version: unknown): boolean =>
  version === undefined || version === null || version === false || version === 1;

interface Envelope {
  readonly data: Buffer;
  readonly key: Buffer;
  readonly iv: Buffer;
}

function parseEnvelope(text: string): Envelope | undefined {
  const envelope = parseJson(decodeBase64(withoutBoundary(text)).toString("utf8"));
  if (!isJsonObject(envelope)) return undefined;
  const { data, key, iv } = envelope;
  if (typeof data !== "string" || typeof key !== "string" || typeof iv !== "string") {
    return undefined;
  }
  return { data: decodeBase64(data), key: decodeBase64(key), iv: decodeBase64(iv) };
}

/** Source: license file format, boundary: what stands after the last header line and before the first footer line. */
function withoutBoundary(text: string): string {
  const lines = text.split(/\r?\n/);
  let header = -1;
  for (const [index, line] of lines.entries()) {
    // The newline that ends one header line does not begin another.
    const isHeader = (index === 0 || header !== index - 1) && /^-*BEGIN .+ LICENSE-*$/.test(line);
    if (isHeader) header = index;
  }
  const body = lines.slice(header + 1);
  const footer = body.findIndex((line) => /^-*END .+ LICENSE-*$/.test(line));
  return (footer === -1 ? body : body.slice(0, footer)).join("");
}

/**
 * Decodes base64 as Ruby's `unpack("m")` does: characters outside the standard alphabet are skipped, and padding ends
 * the text where padding can stand. Node's own decoder would also take `-` and `_`.
 */
function decodeBase64(text: string): Buffer {
  let kept = "";
  for (const [run] of text.matchAll(/[A-Za-z0-9+/]+|=/g)) {
    if (run !== "=") kept += run;
    else if (kept.length % 4 >= 2) break;
  }
  return Buffer.from(kept, "base64");
}

function openWithAny(keys: readonly KeyObject[], envelope: Envelope): Buffer | undefined {
  for (const key of keys) {
    const opened = open(key, envelope);
    if (opened) return opened;
  }
  return undefined;
}

/**
 * The AES key is encrypted with the issuer's private key; opening it is the only proof of where the file is from. Padding is
 * PKCS #1 version 1.5, which goes without saying. Node takes twice as long over keys that are no key objects.
 */
function open(key: KeyObject, { data, key: encryptedKey, iv }: Envelope): Buffer | undefined {
  try {
    const aesKey = createSecretKey(publicDecrypt(key, encryptedKey));
    const decipher = createDecipheriv("aes-128-cbc", aesKey, iv);
    return Buffer.concat([decipher.update(data), decipher.final()]);
  } catch {
    return undefined;
  }
}
