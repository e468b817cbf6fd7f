import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { parsePublicKey, testReadingKeys } from "../../../src/license/reading-keys.ts";
import { testPublicKey } from "../../../src/license/test-public-key.ts";
import { signingKey } from "../../../src/stand-in/licenses/signing-keys.ts";

const pem = (key: KeyObject, type: "pkcs1" | "pkcs8" | "spki") =>
  key.export({ type, format: "pem" }).toString();

describe("a reading key", () => {
  test.each([
    { form: "a public key", text: testPublicKey },
    { form: "a public key after blank lines", text: `\n\n${testPublicKey}` },
    { form: "an older RSA public key", text: pem(testReadingKeys.main, "pkcs1") },
  ])("can be $form", ({ text }) => {
    const key = parsePublicKey(text);

    expect(key && pem(key, "spki")).toEqual(testPublicKey);
  });

  test.each([
    { form: "nothing", text: "" },
    { form: "other text", text: "a key" },
    { form: "a broken public key", text: testPublicKey.replace("MIIB", "MIIA") },
    { form: "a private key", text: pem(signingKey, "pkcs8") },
    { form: "a private key before its public key", text: pem(signingKey, "pkcs8") + testPublicKey },
    { form: "an RSA private key", text: pem(signingKey, "pkcs1") },
    { form: "a key on an elliptic curve", text: pem(ed25519(), "spki") },
    { form: "an RSA key for signatures only", text: pem(rsaPss(), "spki") },
  ])("cannot be $form", ({ text }) => {
    expect(parsePublicKey(text)).toBeUndefined();
  });
});

describe("Understudy's own reading key", () => {
  test("is the public half of the stand-in's signing key", () => {
    expect(pem(createPublicKey(signingKey), "spki")).toEqual(pem(testReadingKeys.main, "spki"));
    expect(testReadingKeys.fallback).toEqual([]);
  });
});

const ed25519 = () => generateKeyPairSync("ed25519").publicKey;

const rsaPss = () => generateKeyPairSync("rsa-pss", { modulusLength: 1024 }).publicKey;
