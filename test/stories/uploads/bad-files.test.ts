import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { aPayload, licenseText } from "../../rules/license/license-text.ts";
import { namesOfWays, waysIn } from "./ways-in.ts";

type Way = (typeof namesOfWays)[number];

const license = Buffer.from(licenseText(aPayload()));
const bounded = Buffer.concat([
  Buffer.from("--------------------BEGIN GITLAB LICENSE--------------------\n"),
  license,
  Buffer.from("---------------------END GITLAB LICENSE---------------------"),
]);
const { privateKey: foreignKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Bytes of every value, in an order that no text has. */
const binary = Buffer.from(Array.from({ length: 1_024 }, (_, at) => (at * 167 + 13) % 256));

const flipped = (file: Buffer, at: number, bit: number) => {
  const copy = Buffer.from(file);
  copy.writeUInt8(copy.readUInt8(at) ^ (1 << bit), at);
  return copy;
};

const unreadable =
  "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.";
const blank =
  'The license you uploaded is invalid. If the issue persists, contact support at <a href="https://support.gitlab.com">https://support.gitlab.com</a>.';

const isForm = (way: Way) => way.startsWith("the form");
const saysUnreadable = (way: Way) =>
  way === "the first start" ? `License Invalid: ${unreadable}` : unreadable;

/** What is too large for a request or for a portal's answer is never read. */
const saysTooLarge = (way: Way) => {
  if (way === "REST, in the query string") return "431";
  if (way === "the first start")
    return "License Invalid: The license is larger than 262144 bytes. Send the license file and nothing else.";
  return way === "an activation" ? "CONNECTIVITY_ERROR" : "413";
};

const files: readonly { what: string; file: Buffer<ArrayBuffer>; says: (way: Way) => string }[] = [
  {
    what: "a file cut in half",
    file: license.subarray(0, license.length / 2),
    says: saysUnreadable,
  },
  { what: "a file without its beginning", file: license.subarray(64), says: saysUnreadable },
  { what: "a flipped bit in the envelope", file: flipped(license, 20, 1), says: saysUnreadable },
  {
    what: "a flipped bit that makes a byte no text",
    file: flipped(license, 7, 7),
    says: saysUnreadable,
  },
  {
    what: "the key of another issuer",
    file: Buffer.from(licenseText(aPayload(), foreignKey)),
    says: saysUnreadable,
  },
  {
    what: "an empty file",
    file: Buffer.from(""),
    says: (way) => (isForm(way) ? blank : saysUnreadable(way)),
  },
  { what: "bytes that are no text", file: binary, says: saysUnreadable },
  { what: "UTF-16", file: Buffer.from(license.toString(), "utf16le"), says: saysUnreadable },
  {
    what: "UTF-16 with a byte order mark",
    file: Buffer.from(`\uFEFF${bounded}`, "utf16le"),
    says: saysUnreadable,
  },
  {
    what: "a byte order mark before the line that begins the license",
    file: Buffer.concat([byteOrderMark, bounded]),
    says: saysUnreadable,
  },
  { what: "5 MB", file: Buffer.alloc(5_000_000, "x"), says: saysTooLarge },
];

const table = files.flatMap((row) => namesOfWays.map((way) => ({ ...row, way })));

describe("nothing is stored, and a sentence says why, of", () => {
  test.each(table)("$what that comes by $way", async ({ file, says, way }) => {
    const { page, ...outcome } = await waysIn[way](file);

    expect(outcome).toEqual({ says: says(way), stored: [] });
    expect(page).toMatch(/^200 /);
  });
});

describe("a license is taken all the same", () => {
  test.each(namesOfWays)(
    "with a byte order mark and no line that begins it, by %s",
    async (way) => {
      const { stored } = await waysIn[way](Buffer.concat([byteOrderMark, license]));

      expect(stored).toMatchObject([{ type: "legacy_license" }]);
    },
  );
});

describe("a company whose name is markup", () => {
  const markup = "<script>alert(1)</script><img src=x onerror=alert(1)> \"'&amp;";
  const control = "\u0000\u0007\u001b[31m\u009b\u202egp\u2028\r\n";
  const file = Buffer.from(licenseText(aPayload({ licensee: { Company: `${markup}${control}` } })));

  test.each(namesOfWays)("is text on the page, when it comes by %s", async (way) => {
    const { stored, page } = await waysIn[way](file);

    const shown =
      "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; \"'&amp;amp;\uFFFD\uFFFD\uFFFD[31m\uFFFD\uFFFDgp\uFFFD\uFFFD\uFFFD";
    expect(stored).toHaveLength(1);
    expect(page.split(`<bdi>${shown}</bdi>`)).toHaveLength(3);
    expect(page).not.toMatch(/<script>|<img|[\p{Cc}\p{Bidi_Control}\p{Zl}](?<!\n)/u);
  });
});
