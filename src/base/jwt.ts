import { createHmac } from "node:crypto";
import { isRecord } from "./is-record.ts";
import { isSameSecret } from "./secret.ts";

type Claims = Readonly<Record<string, unknown>>;

const header = encoded({ alg: "HS256", typ: "JWT" });
/** No token of ours is longer. */
const longest = 4_096;

/** A JSON Web Token with these claims, signed with HMAC and SHA-256. Source: RFC 7519. */
export function signedJwt(claims: Claims, secret: Buffer): string {
  const signed = `${header}.${encoded(claims)}`;
  return `${signed}.${signatureOf(signed, secret)}`;
}

/** The claims of a token that was signed so with the secret; null for any other text. */
export function jwtClaims(token: string, secret: Buffer): Claims | null {
  const [head = "", body = "", signature = "", ...rest] =
    token.length > longest ? [] : token.split(".");
  const isOurs =
    rest.length === 0 &&
    head === header &&
    isSameSecret(signature, signatureOf(`${head}.${body}`, secret));
  if (!isOurs) return null;
  const claims: unknown = JSON.parse(Buffer.from(body, "base64url").toString());
  return isRecord(claims) ? claims : null;
}

function encoded(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

const signatureOf = (signed: string, secret: Buffer) =>
  createHmac("sha256", secret).update(signed).digest("base64url");
