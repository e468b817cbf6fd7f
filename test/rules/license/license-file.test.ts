import { createPublicKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import { err, ok } from "../../../src/base/result.ts";
import { decodeLicenseFile } from "../../../src/license/license-file.ts";
import { testReadingKeys } from "../../../src/license/reading-keys.ts";
import { foreignKey, signingKey } from "../../../src/stand-in/licenses/signing-keys.ts";
import {
  aPayload,
  base64Lines,
  type Envelope,
  envelopeText,
  licenseText,
  sealed,
} from "./license-text.ts";

const payload = aPayload();
const text = licenseText(payload);
const base64Text = (plain: string) => base64Lines(Buffer.from(plain));
const opened = ok(payload);
const unreadable = err({ kind: "license-unreadable" });

describe("a license file", () => {
  const header = "-----BEGIN GITLAB LICENSE-----";
  const footer = "-----END GITLAB LICENSE-----";

  test.each([
    { form: "as it was issued", file: text },
    { form: "without its last line feed", file: text.trimEnd() },
    { form: "without line feeds", file: text.replaceAll("\n", "") },
    { form: "with Windows line ends", file: text.replaceAll("\n", "\r\n") },
    { form: "indented", file: text.replaceAll(/^/gm, " \t") },
    { form: "with characters that base64 does not have", file: text.replaceAll("\n", "-_*\n") },
    { form: "with equals signs where no padding can stand", file: `==${text}` },
    { form: "with an equals sign after the first letter", file: text.replace(/^./, "$&=") },
    { form: "with text after the padding", file: `${respaced(text, 1)}AAAA` },
    {
      form: "before a line that only begins as a header does",
      file: `${header}\n${respaced(text, 1)}${header} and more\n`,
    },
    { form: "between header and footer", file: `${header}\n${text}${footer}` },
    { form: "between lines without dashes", file: `BEGIN A B LICENSE\n${text}END A B LICENSE` },
    { form: "after a header alone", file: `${header}\n${text}` },
    { form: "before a footer alone", file: `${text}${footer}\n` },
    { form: "in the middle of a letter", file: `Dear A,\n${header}\n${text}${footer}\nYours, B` },
    {
      form: "in a letter with Windows line ends",
      file: `Hi\n${header}\n${text}${footer}\nBye`.replaceAll("\n", "\r\n"),
    },
    { form: "after three headers", file: `${header}\n`.repeat(3) + text },
    {
      form: "after two headers with a blank line between them",
      file: `${header}\n\n${header}\n${text}`,
    },
    { form: "after the last of two headers", file: `${header}\nAAAA\n${header}\n${text}${footer}` },
    {
      form: "before the first of two footers",
      file: `${header}\n${text}${footer}\nAAAA\n${footer}`,
    },
  ])("opens $form", ({ file }) => {
    expect(decodeLicenseFile(file, testReadingKeys)).toEqual(opened);
  });

  test.each([
    { form: "empty", file: "" },
    { form: "a line feed", file: "\n" },
    { form: "a header alone", file: `${header}\n` },
    { form: "two headers directly under each other", file: `${header}\n${header}\n${text}` },
    { form: "header and footer alone", file: `${header}\n${footer}\n` },
    { form: "garbage", file: "GA!89-)GaRBAGE" },
    { form: "a header that is indented", file: ` ${header}\n${text}` },
    { form: "before a footer that goes on", file: `${respaced(text, 0)}${footer} and more` },
    { form: "before a footer that is indented", file: `${respaced(text, 0)} ${footer}` },
    { form: "in UTF-16", file: text.replace(/./gs, "$&\0") },
    { form: "cut in half", file: text.slice(0, text.length / 2) },
    { form: "encoded twice", file: base64Text(text) },
  ])("is unreadable if it is $form", ({ file }) => {
    expect(decodeLicenseFile(file, testReadingKeys)).toEqual(unreadable);
  });
});

describe("the envelope of a license file", () => {
  const envelope = sealed(JSON.stringify(payload));
  const bytes = (length: number) => base64Lines(Buffer.alloc(length, 1));

  test.each([
    { form: "has fields of no meaning", inside: { ...envelope, more: 1 } },
    { form: "has fields without line feeds", inside: withoutLineFeeds(envelope) },
  ])("opens if it $form", ({ inside }) => {
    expect(decodeLicenseFile(envelopeText(inside), testReadingKeys)).toEqual(opened);
  });

  test.each([
    { form: "a number", inside: 1 },
    { form: "a text", inside: "data" },
    { form: "a truth value", inside: true },
    { form: "null", inside: null },
    { form: "an array", inside: [envelope] },
    { form: "empty", inside: {} },
    { form: "without data", inside: { ...envelope, data: undefined } },
    { form: "without a key", inside: { ...envelope, key: undefined } },
    { form: "without an initial vector", inside: { ...envelope, iv: undefined } },
    { form: "with null for a key", inside: { ...envelope, key: null } },
    { form: "with a number for data", inside: { ...envelope, data: 1 } },
    { form: "with an array for an initial vector", inside: { ...envelope, iv: [envelope.iv] } },
    { form: "with empty data", inside: { ...envelope, data: "" } },
    { form: "with an empty key", inside: { ...envelope, key: "" } },
    { form: "with an empty initial vector", inside: { ...envelope, iv: "" } },
    { form: "with a key of 255 bytes", inside: { ...envelope, key: bytes(255) } },
    { form: "with a key of 256 other bytes", inside: { ...envelope, key: bytes(256) } },
    { form: "with an initial vector of 15 bytes", inside: { ...envelope, iv: bytes(15) } },
    { form: "with an initial vector of 17 bytes", inside: { ...envelope, iv: bytes(17) } },
    { form: "with data of 15 bytes", inside: { ...envelope, data: bytes(15) } },
    { form: "with data of 16 other bytes", inside: { ...envelope, data: bytes(16) } },
    { form: "with an AES key of 15 bytes", inside: sealedWith(15) },
    { form: "with an AES key of 32 bytes", inside: sealedWith(32) },
  ])("is unreadable if it is $form", ({ inside }) => {
    expect(decodeLicenseFile(envelopeText(inside), testReadingKeys)).toEqual(unreadable);
  });

  test("is unreadable if it is no JSON", () => {
    expect(decodeLicenseFile(base64Text("{data:"), testReadingKeys)).toEqual(unreadable);
  });

  test("is unreadable if it nests 100,000 deep", () => {
    const nested = base64Text(`${"[".repeat(100_000)}${"]".repeat(100_000)}`);

    expect(decodeLicenseFile(nested, testReadingKeys)).toEqual(unreadable);
  });
});

describe("what a license file encloses", () => {
  test.each([
    { form: "has no version", version: undefined },
    { form: "has null as its version", version: null },
    { form: "has false as its version", version: false },
    { form: "has version 1", version: 1 },
  ])("opens if it $form", ({ version }) => {
    const file = licenseText({ ...payload, version });

    expect(decodeLicenseFile(file, testReadingKeys).ok).toEqual(true);
  });

  test.each([
    { form: "is no JSON", plain: "license" },
    { form: "is empty", plain: "" },
    { form: "is null", plain: "null" },
    { form: "is a number", plain: "1" },
    { form: "is an array", plain: "[]" },
    { form: "has version 2", plain: '{"version":2}' },
    { form: "has version 0", plain: '{"version":0}' },
    { form: "has a text as its version", plain: '{"version":"1"}' },
    { form: "nests 101 deep", plain: `{"a":${"[".repeat(100)}${"]".repeat(100)}}` },
  ])("is unreadable if it $form", ({ plain }) => {
    const file = envelopeText(sealed(plain));

    expect(decodeLicenseFile(file, testReadingKeys)).toEqual(unreadable);
  });

  test("opens if it nests 100 deep", () => {
    const file = envelopeText(sealed(`{"a":${"[".repeat(99)}${"]".repeat(99)}}`));

    expect(decodeLicenseFile(file, testReadingKeys).ok).toEqual(true);
  });
});

describe("a license file of another issuer", () => {
  const main = createPublicKey(signingKey);
  const other = createPublicKey(foreignKey);
  const foreign = licenseText(payload, foreignKey);

  test.each([
    { keys: "the other issuer's key", reading: { main: other, fallback: [] } },
    { keys: "it as the only fallback", reading: { main, fallback: [other] } },
    { keys: "it as the second fallback", reading: { main, fallback: [main, other] } },
  ])("opens with $keys", ({ reading }) => {
    expect(decodeLicenseFile(foreign, reading)).toEqual(opened);
  });

  test.each([
    { keys: "no fallback key", reading: { main, fallback: [] } },
    { keys: "other fallback keys", reading: { main, fallback: [main, main] } },
  ])("is unreadable with $keys", ({ reading }) => {
    expect(decodeLicenseFile(foreign, reading)).toEqual(unreadable);
  });

  test("does not keep the own files from being read", () => {
    expect(decodeLicenseFile(text, { main, fallback: [other] })).toEqual(opened);
  });
});

/** The same with spaces after the envelope, so that base64 takes padding (1) or none (0). */
function respaced(file: string, rest: 0 | 1): string {
  const plain = Buffer.from(file, "base64").toString();
  return base64Text(plain.padEnd(plain.length + 3 - ((plain.length - rest) % 3)));
}

const withoutLineFeeds = ({ data, key, iv }: Envelope): Envelope => ({
  data: data.replaceAll("\n", ""),
  key: key.replaceAll("\n", ""),
  iv: iv.replaceAll("\n", ""),
});

const sealedWith = (length: number) =>
  sealed(JSON.stringify(payload), signingKey, Buffer.alloc(length, "k"));
