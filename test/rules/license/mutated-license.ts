import fc from "fast-check";
import { aPayload, envelopeText, licenseText, sealed } from "./license-text.ts";

/** A license file as it should be. */
export const issued = licenseText(aPayload());
const envelope = sealed(JSON.stringify(aPayload()));

/** A text of which up to four pieces were replaced. */
export const mutated = (text: string) =>
  fc
    .array(fc.tuple(fc.nat(text.length), fc.nat(9), fc.string({ maxLength: 9 })), { maxLength: 4 })
    .map((cuts) =>
      cuts.reduce(
        (cut, [at, length, put]) => cut.slice(0, at) + put + cut.slice(at + length),
        text,
      ),
    );

/** A license file with a field of its envelope changed. */
export const mutatedField = (name: keyof typeof envelope) =>
  mutated(envelope[name]).map((value) => envelopeText({ ...envelope, [name]: value }));

/** A license file whose attributes have each any value or one that is almost right. */
export const anyPayload = fc
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
