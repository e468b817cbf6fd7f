import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { licenseAttributes } from "../../src/license/attributes.ts";
import { parseLenientDateTime, parseLenientDay } from "../../src/license/lenient-date.ts";
import { readLicense } from "../../src/license/read-license.ts";
import { testReadingKeys } from "../../src/license/reading-keys.ts";
import { aPayload, envelopeText, licenseText, sealed } from "./license-text.ts";

const issued = licenseText(aPayload());
const envelope = sealed(JSON.stringify(aPayload()));

const mutated = (text: string) =>
  fc
    .array(fc.tuple(fc.nat(text.length), fc.nat(9), fc.string({ maxLength: 9 })), { maxLength: 4 })
    .map((cuts) =>
      cuts.reduce(
        (cut, [at, length, put]) => cut.slice(0, at) + put + cut.slice(at + length),
        text,
      ),
    );

const mutatedField = (name: keyof typeof envelope) =>
  mutated(envelope[name]).map((value) => envelopeText({ ...envelope, [name]: value }));

/** Fields of a license, each with any value or one that is almost right. */
const anyPayload = fc
  .record(
    {
      version: fc.constant(1),
      licensee: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue())),
      issued_at: fc.oneof(fc.jsonValue(), mutated("2025-01-02T03:04:05Z")),
      expires_at: fc.oneof(fc.jsonValue(), mutated("2 Jan 2026")),
      next_sync_at: fc.oneof(fc.jsonValue(), mutated("20250102T101112+0200")),
      restrictions: fc.oneof(
        fc.jsonValue(),
        fc.record({
          trueup_from: mutated("1/2/25"),
          add_ons: fc.jsonValue(),
          plan: fc.jsonValue(),
        }),
      ),
    },
    { requiredKeys: [] },
  )
  .map((payload) => licenseText(payload));

const settings = { seed: 1, numRuns: 300 };

describe("reading a license", () => {
  test.each([
    { form: "any text", texts: fc.string({ unit: "binary" }) },
    {
      form: "a license file cut off anywhere",
      texts: fc.nat(issued.length).map((at) => issued.slice(0, at)),
    },
    { form: "a license file with characters changed", texts: mutated(issued) },
    { form: "an envelope of any JSON", texts: fc.jsonValue().map(envelopeText) },
    { form: "an envelope with its data changed", texts: mutatedField("data") },
    { form: "an envelope with its key changed", texts: mutatedField("key") },
    { form: "an envelope with its initial vector changed", texts: mutatedField("iv") },
    { form: "any JSON as attributes", texts: fc.jsonValue().map((value) => licenseText(value)) },
    { form: "attributes with any values", texts: anyPayload },
  ])("never throws for $form", ({ texts }) => {
    const readBothWays = (text: string) => {
      const { valid } = licenseAttributes(text, testReadingKeys);
      expect(readLicense(text, testReadingKeys).ok).toEqual(valid);
    };

    fc.assert(fc.property(texts, readBothWays), settings);
  });
});

describe("reading a date", () => {
  const almostDates = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.stringMatching(/^[0-9TWZwjanfebth'.,:/+ -]{0,24}$/),
    mutated("2025-01-02T03:04:05+02:00"),
    mutated("Thu, 2nd January 2025 3:04 p.m. EST"),
  );

  test("gives nothing but days and times in their usual form", () => {
    const readDate = (text: string) => {
      expect(parseLenientDay(text) ?? "0001-01-01").toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(parseLenientDateTime(text) ?? "0001-01-01T00:00:00+00:00").toMatch(
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/,
      );
    };

    fc.assert(fc.property(almostDates, readDate), { seed: 1, numRuns: 3000 });
  });
});
