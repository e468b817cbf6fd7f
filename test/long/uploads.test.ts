import fc from "fast-check";
import { expect, test } from "vitest";
import { type Administrator, administratorOf } from "../doors/pages/administrator.ts";
import { get, storedRows, uploadText } from "../doors/rest/license-client.ts";
import { licenseText } from "../rules/license/license-text.ts";
import { anyPayload, issued, mutated, mutatedField } from "../rules/license/mutated-license.ts";
import { report, seedIn, timesIn } from "../support/effort.ts";
import { emulatorOn, type TestEmulator } from "../support/emulator-on.ts";

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

const ways = ["REST", "the form, as a text", "the form, as a file"] as const;

/** Whether a file was taken; whatever is not taken is refused in words. */
async function isTaken(
  { emulator, administrator }: { emulator: TestEmulator; administrator: Administrator },
  way: (typeof ways)[number],
  file: string,
): Promise<boolean> {
  if (way === "REST") {
    const { status, body } = await uploadText(emulator, file);
    if (status === 201) return true;
    expect({ status, body }).toEqual({ status: 400, body: { message: inWords } });
    return false;
  }
  const filled = way === "the form, as a text" ? { text: file } : { file };
  const { at, told } = await administrator.uploadAndLook(filled);
  if (at === "/admin/subscription") return true;
  const refused = { role: "alert", html: inWords };
  expect({ at, told }).toEqual({ at: "/admin/application_settings/general", told: refused });
  return false;
}

const inWords = expect.stringMatching(/\S/);

test("2,000 mutated license files are taken or refused, and never a server error", async () => {
  await using emulator = await emulatorOn("2025-06-01");
  await emulator.control.put("/user-counts", [{ on: "2024-12-01", count: 10 }]);
  const administrator = await administratorOf(emulator);
  const { seed = fc.sample(fc.integer({ min: 0 }), 1)[0] ?? 0 } = seedIn("UPLOADS_SEED");
  const numRuns = timesIn("UPLOADS", 2_000);
  let taken = 0;

  await fc.assert(
    fc.asyncProperty(files, fc.constantFrom(...ways), async (file, way) => {
      if (!(await isTaken({ emulator, administrator }, way, file))) return;
      taken += 1;
      expect((await get(emulator, "/license")).status).toBe(200);
      expect((await administrator.show("/admin/subscription")).status).toBe(200);
    }),
    { seed, numRuns, endOnFailure: true },
  );

  report(`uploads, seed ${seed}: ${numRuns} mutated files, of which ${taken} were taken`);
  expect(taken).toBeGreaterThan(numRuns / 100);
  expect(await storedRows(emulator)).toEqual(Array.from({ length: taken }, (_, at) => taken - at));
});
