import fc from "fast-check";
import { request } from "undici";
import { expect } from "vitest";
import type { RuleYear } from "../../src/license/seat-rules.ts";
import { instanceOn } from "../doors/graphql/instance-on.ts";
import type { AsItCame } from "./as-it-came.ts";
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

const verdictOf = (errors: readonly string[]) => (errors.length === 0 ? "admitted" : "refused");

type Instance = Awaited<ReturnType<typeof instanceOn>>;

async function activated(instance: Instance, license: string): Promise<readonly string[]> {
  return (await instance.activateTold({ licenseKey: license, errors: [] })).errors;
}

async function upload({ ready }: Instance, license: string): Promise<readonly string[]> {
  const response = await request(`${ready.instance.url}/api/v4/license`, {
    method: "POST",
    headers: { "content-type": "application/json", "private-token": ready.tokens.admin },
    body: JSON.stringify({ license }),
  });
  const { message } = (await response.body.json()) as AsItCame;
  return response.statusCode === 201 ? [] : [message];
}

/**
 * Asks for explanations, and then activates or uploads what was explained. What was admitted is in force at the next question.
 *
 * A failure names the seed; `EXPLANATIONS_SEED=…` asks the same again.
 */
export async function explainAndInstall(cases: number, rules: RuleYear): Promise<void> {
  const { seed = Math.floor(Math.random() * 2 ** 31) } = seedIn("EXPLANATIONS_SEED");
  await using instance = await instanceOn("2025-06-01", { rules });
  const { control, write } = instance;
  let refused = 0;
  const sample = fc.sample(aCase, { numRuns: cases, seed });
  for (const [asked, { key, users, counts, fresh }] of sample.entries()) {
    if (fresh) await control.post("/reset");
    await control.put("/users", users);
    await control.delete("/user-counts");
    await control.put("/user-counts", counts);
    const license = await write(key);
    const { body: explained } = await control.post("/licenses/explain", { license });
    // The REST API tells the first of several messages.
    const [errors, messages] =
      asked % 2 === 1
        ? [await upload(instance, license), explained.messages.slice(0, 1)]
        : [await activated(instance, license), explained.messages];

    const told = `EXPLANATIONS_SEED=${seed}, ${JSON.stringify({ key, users, counts })}`;
    expect(messages, told).toEqual(errors);
    expect(explained, told).toMatchObject({ rules, verdict: verdictOf(errors) });
    refused += Math.min(errors.length, 1);
  }
  report(
    `${cases} licenses explained and installed under ${rules}, ${refused} refused, seed ${seed}`,
  );
}
