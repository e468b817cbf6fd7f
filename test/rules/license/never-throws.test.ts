import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { licenseAttributes } from "../../../src/license/attributes.ts";
import { parseLenientDateTime, parseLenientDay } from "../../../src/license/lenient-date.ts";
import { readLicense } from "../../../src/license/read-license.ts";
import { testReadingKeys } from "../../../src/license/reading-keys.ts";
import { envelopeText, licenseText } from "./license-text.ts";
import { anyPayload, issued, mutated, mutatedField } from "./mutated-license.ts";

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
