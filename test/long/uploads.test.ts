import fc from "fast-check";
import { expect, test } from "vitest";
import { licenseText } from "../license/license-text.ts";
import { anyPayload, issued, mutated, mutatedField } from "../license/mutated-license.ts";
import { get, storedRows, uploadText } from "../rest/license-client.ts";
import { report, seedIn, timesIn } from "../support/effort.ts";
import { emulatorOn } from "../support/emulator-on.ts";

const anyNumber = fc.oneof(fc.integer(), fc.double(), fc.jsonValue());

/** Licenses that mostly open, with terms and numbers that may make no sense. */
const anyTerms = fc
  .record(
    {
      active_user_count: anyNumber,
      previous_user_count: anyNumber,
      trueup_quantity: anyNumber,
      trueup_from: fc.oneof(fc.jsonValue(), mutated("2025-01-02")),
      trueup_to: fc.oneof(fc.jsonValue(), mutated("2025-12-31")),
      trueup_period_seat_count: anyNumber,
      reconciliation_completed: fc.jsonValue(),
      trial: fc.jsonValue(),
      id: anyNumber,
    },
    { requiredKeys: [] },
  )
  .map((restrictions) =>
    licenseText({
      licensee: { Name: "Ada" },
      issued_at: "2025-01-01",
      expires_at: "2026-01-01",
      restrictions,
    }),
  );

const files = fc.oneof(
  mutated(issued),
  mutatedField("data"),
  mutatedField("key"),
  mutatedField("iv"),
  anyPayload,
  anyTerms,
);

test("2,000 mutated license files are taken or refused, and never a server error", async () => {
  await using emulator = await emulatorOn("2025-06-01");
  await emulator.control.put("/user-counts", [{ on: "2024-12-01", count: 10 }]);
  const { seed = fc.sample(fc.integer({ min: 0 }), 1)[0] ?? 0 } = seedIn("UPLOADS_SEED");
  const numRuns = timesIn("UPLOADS", 2_000);
  const rows: number[] = [];

  await fc.assert(
    fc.asyncProperty(files, async (file) => {
      const { status, body } = await uploadText(emulator, file);
      if (status === 201) {
        rows.unshift((body as { id: number }).id);
        expect((await get(emulator, "/license")).status).toBe(200);
      } else {
        expect({ status, body }).toEqual({
          status: 400,
          body: { message: expect.stringMatching(/\S/) },
        });
      }
    }),
    { seed, numRuns, endOnFailure: true },
  );

  report(`uploads, seed ${seed}: ${numRuns} mutated files, of which ${rows.length} were taken`);
  expect(rows.length).toBeGreaterThan(numRuns / 100);
  expect(await storedRows(emulator)).toEqual(rows);
});
