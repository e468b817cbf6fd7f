import { describe, expect, test } from "vitest";
import type { AsItCame } from "../../support/as-it-came.ts";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

const run = ({ control }: TestEmulator, scenario: string | object) =>
  typeof scenario === "string"
    ? control.post(`/scenarios/${scenario}/run`)
    : control.post("/scenarios/run", scenario);

const whole = async ({ control }: TestEmulator) => {
  const { body } = await control.get("/state");
  return { ...body, settings: (await control.get("/settings")).body };
};

/** A scenario of these steps. */
const ofSteps = (steps: readonly object[], other: object = {}) => ({
  name: "own",
  summary: "One of a test.",
  youWillSee: "What the test looks at.",
  steps,
  ...other,
});

const sell = { do: "subscriptions.sell", with: { seats: 7 }, as: "sold" };
const activate = { do: "license.activate", with: { activationCode: "{sold.activationCode}" } };

describe("scenarios", () => {
  test("are listed with what they are about, in the order of their numbers", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await emulator.control.get("/scenarios");

    expect(status).toBe(200);
    const names = body.map(({ name }: AsItCame) => name);
    expect(names.indexOf("C7")).toBeLessThan(names.indexOf("C21"));
    expect(body.find(({ name }: AsItCame) => name === "C7")).toEqual({
      name: "C7",
      summary: expect.stringContaining("ilent mode"),
      youWillSee: expect.stringContaining("the activation code"),
    });
  });

  test("are shown step by step, as their files have them", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await emulator.control.get("/scenarios/C7");

    expect(status).toBe(200);
    expect(body).toMatchObject({ name: "C7", settings: { silentMode: true } });
    expect(body.steps[0]).toMatchObject({ do: "subscriptions.sell", as: "sold" });
  });

  test("that there are not are named with those that are near", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const shown = await emulator.control.get("/scenarios/C77");
    const ran = await run(emulator, "C77");

    expect(shown).toEqual(ran);
    expect([ran.status, ran.body.error.code]).toEqual([404, "scenario-not-found"]);
    expect(ran.body.error.message).toMatch(/^No scenario is named "C77"\. Did you mean C7\?/);
  });

  test.each(["..%2F..%2Fpackage", "C7.json", "%00", "__proto__", "C7%0A", "x".repeat(5_000)])(
    "never lead to another file: %s",
    async (name) => {
      await using emulator = await emulatorOn("2025-06-01");

      const { status, body } = await emulator.control.get(`/scenarios/${name}`);

      expect([status, body.error.code]).toEqual([404, "scenario-not-found"]);
      expect(body.error.message).not.toContain("/work");
    },
  );
});

describe("a scenario that is run", () => {
  test("starts over with its settings and its clock, which may be before", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await emulator.control.put("/users", { active: 77 });

    const ran = await run(
      emulator,
      ofSteps([], { clock: { now: "2019-02-03T04:05:06Z" }, settings: { rules: "2018" } }),
    );

    expect(ran.status).toBe(200);
    expect(await whole(emulator)).toMatchObject({
      clock: { now: "2019-02-03T04:05:06Z", running: false },
      settings: { rules: "2018", silentMode: false },
      licenses: [],
      users: { active: 8 },
    });
    const [first] = (await emulator.control.get("/portal/subscriptions")).body;
    expect(first).toMatchObject({ startsOn: "2019-02-03", activationCode: expect.any(String) });
  });

  test("without a clock starts where a reset takes it", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/clock/advance", { days: 40 });

    await run(emulator, ofSteps([]));

    expect((await whole(emulator)).clock).toMatchObject({
      now: "2025-06-01T00:00:00Z",
      running: false,
    });
  });

  test("lets the clock run from there if it says so", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    await run(emulator, ofSteps([], { clock: { now: "2019-02-03", running: true } }));

    expect((await whole(emulator)).clock).toMatchObject({
      now: expect.stringMatching(/^2019-02-03T00:00:/),
      running: true,
    });
  });

  test("does its steps in order, each with what those before it have answered", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await run(
      emulator,
      ofSteps([sell, { ...activate, as: "activated" }], {
        youWillSee:
          "{sold.name} with {sold.seats} seats: {activated.plan}, {sold.features.autoRenew}.",
      }),
    );

    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: "own",
      summary: "One of a test.",
      youWillSee: "A-S00000002 with 7 seats: premium, false.",
      values: { sold: { name: "A-S00000002", seats: 7 }, activated: { plan: "premium" } },
      did: [
        { do: "subscriptions.sell", refused: null },
        { do: "license.activate", refused: null },
      ],
    });
    expect((await whole(emulator)).currentLicense).toMatchObject({ seats: 7 });
  });

  test("uploads, removes and reports as the instance's administrator", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const attributes = {
      licensee: { Name: "User Example", Email: "user@example.com", Company: "Example Inc" },
      issued_at: "2025-06-01",
      expires_at: "2026-06-01",
    };

    const { status, body } = await run(
      emulator,
      ofSteps([
        { do: "license.remove", refused: "No license is in force." },
        { do: "license.remove", with: { row: 9 }, refused: "404 Not found" },
        { do: "sync", refused: "skipped" },
        { do: "license.upload", with: { license: "none" }, refused: "The license key is invalid." },
        { do: "portalLicenses.write", with: { attributes }, as: "file" },
        { do: "license.upload", with: { license: "{file.license}" }, as: "stored" },
        { do: "license.remove" },
        sell,
        activate,
        { do: "sync", as: "report" },
      ]),
    );

    expect([status, body.values.report?.outcome]).toEqual([200, "done"]);
    expect(body.values.stored).toMatchObject({ id: 1, plan: "starter" });
    expect((await whole(emulator)).licenses).toMatchObject([{ row: 2, seats: 7 }]);
    const { body: asked } = await emulator.control.get("/traffic?hop=instance");
    const requests = asked.map(({ request }: AsItCame) => `${request.method} ${request.url}`);
    expect(requests).toContain("DELETE /api/v4/license/1");
    expect(requests).toContain("POST /api/v4/license");
    expect(requests).toContain("POST /api/graphql");
  });

  test("can hold a step that is to be refused, by its code or by what is said", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const backward = { do: "clock.set", with: { now: "2020-01-01" } };

    const { status, body } = await run(
      emulator,
      ofSteps(
        [
          { ...backward, refused: "clock-backward" },
          { ...backward, refused: "does not go back", as: "refusal" },
        ],
        { youWillSee: "{refusal.code}" },
      ),
    );

    expect([status, body.youWillSee]).toEqual([200, "clock-backward"]);
    expect(body.did.map(({ refused }: AsItCame) => refused)).toEqual(
      Array(2).fill(expect.stringContaining("does not go back")),
    );
  });

  test("can put the instance into a state around the end of its license", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status } = await run(
      emulator,
      ofSteps([{ do: "state.set", with: { state: "expired" } }]),
    );

    expect([status, (await whole(emulator)).clock.now]).toEqual([200, "2026-06-02T00:00:00Z"]);
  });

  test("is over with a reset, which takes the clock where it first was", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const before = await whole(emulator);
    await run(emulator, "C7");

    await emulator.control.post("/reset");

    const { subscriptions, ...after } = await whole(emulator);
    expect(after).toEqual({ ...before, subscriptions: undefined });
    expect(subscriptions).toHaveLength(1);
  });

  test("and again comes to the same", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const once = async () => {
      await run(emulator, "C21");
      const { currentLicense, users, clock } = await whole(emulator);
      return { currentLicense, users, clock };
    };

    const first = await once();

    expect(await once()).toEqual(first);
    expect(first.currentLicense).not.toBeNull();
  });
});

describe("a scenario of one's own", () => {
  const own = ofSteps([]);

  test.each([
    { given: { ...own, colour: "red" }, says: '"colour" is not known' },
    { given: { ...own, name: "../C7" }, says: "name: must be letters, digits and hyphens" },
    { given: { ...own, name: "C7.json" }, says: "name: must be letters, digits and hyphens" },
    { given: { ...own, steps: undefined }, says: "steps: must be given" },
    { given: { ...own, settings: { edition: "ce" } }, says: 'settings: "edition" is not known' },
    { given: { ...own, clock: { now: 5 } }, says: "clock, now: must be a text" },
    { given: ofSteps([{ do: "state.reset" }]), says: "steps, entry 1, do: must be one of" },
    { given: ofSteps([{ do: "tokens.create" }]), says: "steps, entry 1, do: must be one of" },
    { given: ofSteps([{ do: "scenarios.run" }]), says: "steps, entry 1, do: must be one of" },
    { given: ofSteps([{ do: "subscriptions.list" }]), says: "steps, entry 1, do: must be one of" },
    { given: ofSteps([{ do: "users.se" }]), says: "Did you mean users.set?" },
    { given: ofSteps([{ ...sell, as: "a b" }]), says: "entry 1, as: must be letters and digits" },
    { given: ofSteps([{ ...sell, when: 1 }]), says: '"when" is not known' },
    { given: ofSteps(Array(1_001).fill(sell)), says: "steps: must hold at most 1000 steps" },
    { given: [own], says: "must be an object" },
  ])("is refused if $says", async ({ given, says }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const before = await whole(emulator);

    const { status, body } = await run(emulator, given);

    expect([status, body.error]).toEqual([
      400,
      { code: "invalid-body", message: expect.stringContaining(says) },
    ]);
    expect(await whole(emulator)).toEqual(before);
  });

  test.each([
    {
      given: ofSteps([activate, sell]),
      says: 'Step 1 refers to {sold.activationCode}, but no step before it is "sold".',
    },
    { given: ofSteps([sell, sell]), says: 'Two steps are "sold".' },
    {
      given: ofSteps([sell], { youWillSee: "{sild.name}" }),
      says: 'youWillSee refers to {sild.name}, but no step is "sild".',
    },
  ])("is refused if it refers to what is not there: $says", async ({ given, says }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const before = await whole(emulator);

    const { status, body } = await run(emulator, given);

    expect([status, body.error]).toEqual([400, { code: "invalid-scenario", message: says }]);
    expect(await whole(emulator)).toEqual(before);
  });

  test("is refused if its clock is none", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await run(emulator, ofSteps([], { clock: { now: "soon" } }));

    expect([status, body.error.code]).toEqual([400, "invalid-instant"]);
  });

  test("nested deeper than anybody needs is refused, and so is one that is huge", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const levels = 100_000;
    const deep = `${'{"deep":'.repeat(levels)}1${"}".repeat(levels)}`;
    const given = JSON.stringify(ofSteps([{ do: "users.set", with: { deep: "…" } }]));

    const nested = await fetch(`${emulator.ready.control.url}/scenarios/run`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: given.replace('"…"', deep),
    });
    const huge = await run(emulator, ofSteps([], { youWillSee: "x".repeat(2_000_000) }));

    expect([nested.status, await nested.text()]).toEqual([
      400,
      expect.stringContaining("must not be nested deeper than"),
    ]);
    expect(huge.status).toBe(413);
  });

  test.each([
    {
      steps: [{ do: "users.set", with: { active: -1 } }],
      says: "Step 1, users.set, was refused: active: must be a whole number",
    },
    {
      steps: [sell, { do: "faults.arm", with: { kind: "sunshine" } }],
      says: "Step 2, faults.arm, was refused: kind: must be one of",
    },
    {
      steps: [sell, { ...activate, with: { activationCode: "{sold.code}" } }],
      says: '{sold.code} is not there: "sold" has answered otherwise.',
    },
    {
      steps: [{ do: "license.activate", with: { activationCode: "x" } }],
      says: "The activation code should be a 24-character alphanumeric string",
    },
    {
      steps: [{ do: "users.set", with: { active: 3 }, refused: "never" }],
      says: "Step 1, users.set, was not refused, but should have been: never",
    },
    {
      steps: [{ do: "clock.set", with: { now: "2018-01-01" }, refused: "other-code" }],
      says: "Step 1, clock.set, was refused otherwise than expected: The clock shows",
    },
    {
      steps: [{ do: "subscriptions.cancel", with: { name: "A-S00000009" } }],
      says: "Step 1, subscriptions.cancel, was refused: ",
    },
  ])(
    "of which a step fails says which, and leaves all as before: $says",
    async ({ steps, says }) => {
      await using emulator = await emulatorOn("2025-06-01");
      await emulator.control.post("/clock/advance", { days: 3 });
      await emulator.graphql.activate(emulator.ready.activationCode ?? "");
      await emulator.control.post("/faults", { kind: "html", times: "standing" });
      await emulator.control.put("/settings", { rules: "2017" });
      const before = await whole(emulator);

      const { status, body } = await run(
        emulator,
        ofSteps(steps, { clock: { now: "2019-01-01" }, settings: { silentMode: false } }),
      );

      expect([status, body.error.code]).toEqual([409, "scenario-failed"]);
      expect(body.error.message).toContain(says);
      expect(await whole(emulator)).toEqual(before);
    },
  );
});

describe("scenarios that are wanted at once", () => {
  test("run one after the other, each as if alone", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const answers = await Promise.all(
      ["C7", "C21", "C7", "C21"].map((name) => run(emulator, name)),
    );

    expect(answers.map(({ status, body }) => [status, body.name])).toEqual([
      [200, "C7"],
      [200, "C21"],
      [200, "C7"],
      [200, "C21"],
    ]);
    expect((await whole(emulator)).currentLicense).toMatchObject({ seats: 100 });
  });

  test("end in their states while others ask", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const code = emulator.ready.activationCode ?? "";
    const asking = [1, 2, 3, 4, 5].flatMap(() => [
      emulator.graphql("{ currentLicense { plan } }"),
      emulator.graphql.activate(code),
      emulator.control.get("/state"),
    ]);

    const [ran, ...answers] = await Promise.all([run(emulator, "C21"), ...asking]);

    expect(ran.status).toBe(200);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await whole(emulator)).users.active).toBe(110);
  });

  test("are given up by a reset in between, of which nothing is left", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const before = await whole(emulator);
    const late = { do: "faults.arm", with: { kind: "silence" } };
    const waiting = run(emulator, ofSteps([sell, late, activate, { ...sell, as: "later" }]));
    await expect.poll(async () => (await whole(emulator)).subscriptions.length).toBe(2);

    await emulator.control.post("/reset");

    expect(await waiting).toMatchObject({
      status: 409,
      body: { error: { code: "interrupted-by-reset" } },
    });
    const { subscriptions, ...after } = await whole(emulator);
    expect(after).toEqual({ ...before, subscriptions: undefined });
    expect(subscriptions).toHaveLength(1);
  });
});
