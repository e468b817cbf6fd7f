import fc from "fast-check";
import { expect } from "vitest";
import type { RuleYear } from "../../src/license/seat-rules.ts";
import { instanceOn } from "../surface/instance-on.ts";
import { report, seedIn } from "./effort.ts";

const aCount = fc.integer({ min: 0, max: 24 });
const anyDay = fc.integer({ min: -800, max: 800 }).map((days) => {
  const at = Date.parse("2025-06-01T00:00:00Z") + days * 86_400_000;
  return new Date(at).toISOString().slice(0, 10);
});
const seldom = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { freq: 2 });

/** Whatever a key can say that has to do with its admission; ends after the start for the most part. */
const aKey = fc.record({
  issued_at: fc.oneof(fc.constant("2025-06-01"), anyDay),
  expires_at: fc.oneof(fc.constant("2026-06-01"), anyDay),
  cloud_licensing_enabled: fc.oneof({ arbitrary: fc.constant(false), weight: 5 }, fc.boolean()),
  generated_from_cancellation: fc.boolean(),
  restrictions: fc.record(
    {
      active_user_count: seldom(aCount),
      previous_user_count: fc.option(aCount),
      trueup_quantity: fc.option(aCount),
      trueup_from: fc.oneof(anyDay, fc.constant("no day")),
      trueup_to: fc.oneof(anyDay, fc.constant("2025-06-01")),
      trueup_period_seat_count: fc.option(aCount),
      reconciliation_completed: fc.oneof(
        { arbitrary: fc.constant(false), weight: 9 },
        fc.boolean(),
      ),
      plan: fc.constantFrom("starter", "premium", "ultimate"),
    },
    { requiredKeys: [] },
  ),
});

const someUsers = fc
  .record({ active: aCount, guests: aCount })
  .map(({ active, guests }) => ({ active, guests: Math.min(active, guests) }));

const aCase = fc.record({
  key: aKey,
  users: someUsers,
  counts: fc.array(fc.record({ on: anyDay, count: aCount }), { maxLength: 3 }),
  fresh: fc.nat(4).map((one) => one === 0),
});

/**
 * Asks for explanations, and then does what was explained. What was admitted is in force at the next question.
 *
 * A failure names the seed; `EXPLANATIONS_SEED=…` asks the same again.
 */
export async function explainAndInstall(cases: number, rules: RuleYear): Promise<void> {
  const { seed = Math.floor(Math.random() * 2 ** 31) } = seedIn("EXPLANATIONS_SEED");
  await using instance = await instanceOn("2025-06-01", { rules });
  const { control, write } = instance;
  let refused = 0;
  for (const { key, users, counts, fresh } of fc.sample(aCase, { numRuns: cases, seed })) {
    if (fresh) await control.post("/reset");
    await control.put("/users", users);
    await control.delete("/user-counts");
    await control.put("/user-counts", counts);
    const license = await write(key);
    const { body: explained } = await control.post("/licenses/explain", { license });
    const { errors } = await instance.activateTold({ licenseKey: license, errors: [] });

    const told = `EXPLANATIONS_SEED=${seed}, ${JSON.stringify({ key, users, counts })}`;
    expect(explained.messages, told).toEqual(errors);
    expect(explained.verdict, told).toBe(errors.length === 0 ? "admitted" : "refused");
    expect(explained.rules, told).toBe(rules);
    refused += errors.length === 0 ? 0 : 1;
  }
  report(
    `${cases} licenses explained and installed under ${rules}, ${refused} refused, seed ${seed}`,
  );
}
