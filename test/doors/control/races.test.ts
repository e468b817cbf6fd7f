import { expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";

const kinds = ["active", "guests", "withoutMembership", "bots", "blocked"];

test("ten changes of users at once lose none", async () => {
  await using emulator = await emulatorOn("2025-06-01");
  await emulator.control.put("/users", { active: 100 });

  await Promise.all(
    [...kinds, ...kinds].map((kind, index) =>
      emulator.control.put("/users", { [kind]: kind === "active" ? 90 : 10 + (index % 5) }),
    ),
  );

  expect((await emulator.control.get("/users")).body).toEqual({
    active: 90,
    guests: 11,
    withoutMembership: 12,
    bots: 13,
    blocked: 14,
    billable: 90,
    pinned: false,
  });
});

test("ten counts at once are all recorded", async () => {
  await using emulator = await emulatorOn("2025-06-01");
  const counts = Array.from({ length: 10 }, (_, day) => ({ on: `2025-01-1${day}`, count: day }));

  await Promise.all(counts.map((count) => emulator.control.put("/user-counts", [count])));

  expect((await emulator.control.get("/user-counts")).body).toEqual(counts);
});

test("ten sales at once give ten names and ten codes", async () => {
  await using emulator = await emulatorOn("2025-06-01");

  const sold = await Promise.all(
    Array.from({ length: 10 }, () => emulator.control.post("/portal/subscriptions")),
  );

  const codes = new Set(sold.map(({ body }) => body.activationCode));
  const names = new Set(sold.map(({ body }) => body.name));
  expect([codes.size, names.size, codes.has(emulator.ready.activationCode)]).toEqual([
    10,
    10,
    false,
  ]);
});

test("ten advances at once add up", async () => {
  await using emulator = await emulatorOn("2025-06-01");

  await Promise.all(
    Array.from({ length: 10 }, () => emulator.control.post("/clock/advance", { days: 1 })),
  );

  expect((await emulator.control.get("/clock")).body.now).toBe("2025-06-11T00:00:00Z");
});

test("ten activations at once consume ten faults, each its own", async () => {
  await using emulator = await emulatorOn("2025-06-01");
  const texts = Array.from({ length: 10 }, (_, index) => `fault ${index}`);
  for (const text of texts)
    await emulator.control.post("/faults", { kind: "errors", errors: [text] });

  const answers = await Promise.all(
    texts.map(() => emulator.graphql.activate(emulator.ready.activationCode ?? "")),
  );

  expect(answers.flatMap(({ body }) => body.errors).sort()).toEqual(texts);
});
