import { describe, expect, test } from "vitest";
import type { AsItCame } from "../../support/as-it-came.ts";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { timelineOf } from "../../support/timeline.ts";

async function load(emulator: TestEmulator, attributes: object) {
  const { body } = await emulator.control.post("/portal/licenses", {
    licensee: { Name: "Example Admin", Company: "Example Company", Email: "admin@example.com" },
    restrictions: { active_user_count: 100, plan: "premium" },
    ...attributes,
  });
  const uploaded = await fetch(`${emulator.ready.instance.url}/api/v4/license`, {
    method: "POST",
    headers: { "private-token": emulator.ready.tokens.admin, "content-type": "application/json" },
    body: JSON.stringify({ license: body.license }),
  });
  if (uploaded.status !== 201) throw new Error(await uploaded.text());
}

/** Whom the state names for what is known of the end, and what the timeline has said last of who is told. */
async function told(emulator: TestEmulator) {
  const { body: state } = await emulator.control.get("/state");
  const of = ["expires-soon", "expired", "told", "nobody-told"];
  const last = (await timelineOf(emulator, "?kind=notice"))
    .filter(({ notice }) => of.includes(notice))
    .at(-1);
  return {
    state: [...new Set(state.notices.flatMap(({ to }: AsItCame) => to))],
    timeline: last && `${last.notice}: ${last.cause}`,
  };
}

const soon =
  "expires-soon: License 1001 is in force, and administrators are told from 2026-05-17 on.";

/** An instance whose license ends in twelve days. */
async function nearTheEnd() {
  const emulator = await emulatorOn("2025-06-01");
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  await emulator.control.put("/clock", { now: "2026-05-20" });
  return emulator;
}

const renewed = async ({ control }: TestEmulator) => {
  await control.post("/portal/subscriptions/A-S00000001/renew", {});
  await control.post("/jobs/seat-link/run");
};

describe("state and timeline agree on whom the product tells of the end of a license", () => {
  test("with two files, of which the second starts when the first ends", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await load(emulator, { issued_at: "2024-06-11", expires_at: "2025-06-11" });
    const alone = await told(emulator);

    await load(emulator, { issued_at: "2025-06-11", expires_at: "2026-06-11" });

    expect(alone.state).toEqual(["administrators"]);
    expect(alone.timeline).toMatch(/^expires-soon: .*administrators are told/);
    expect(await told(emulator)).toEqual({
      state: [],
      timeline: "nobody-told: Another one follows.",
    });
  });

  test("with a renewal that a sync has brought word of", async () => {
    await using emulator = await nearTheEnd();
    const before = await told(emulator);

    await renewed(emulator);

    expect(before).toEqual({ state: ["administrators"], timeline: soon });
    expect(await told(emulator)).toEqual({
      state: [],
      timeline: "nobody-told: Another one follows.",
    });
    expect(await timelineOf(emulator, "?kind=announcement")).toMatchObject([
      { startsOn: ["2026-06-01"] },
    ]);
  });

  test("with a renewal that an activation has brought word of", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql, ready } = emulator;
    await control.post("/portal/subscriptions/A-S00000001/renew", {});
    await graphql.activate(ready.activationCode ?? "");

    await control.put("/clock", { now: "2026-05-20" });

    expect(await told(emulator)).toEqual({
      state: [],
      timeline: "expires-soon: License 1001 is in force, and nobody is told: another one follows.",
    });
  });

  test("with a license that is removed, and what was announced with it", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql, ready } = emulator;
    await load(emulator, { issued_at: "2025-05-01", expires_at: "2026-05-28" });
    await graphql.activate(ready.activationCode ?? "");
    await control.put("/clock", { now: "2026-05-20" });
    await renewed(emulator);
    const before = await told(emulator);

    await graphql(
      'mutation { licenseDestroy(input: {id: "gid://gitlab/License/1001"}) { errors } }',
    );

    expect(before.state).toEqual([]);
    expect(await told(emulator)).toEqual({
      state: ["administrators"],
      timeline: expect.stringMatching(
        /^expires-soon: .* administrators are told from 2026-05-13 on\.$/,
      ),
    });
  });

  test.each([
    { days: 29, now: "2026-06-30", state: ["administrators", "users"], timeline: /^expired: / },
    {
      days: 30,
      now: "2026-07-01",
      state: [],
      timeline: /^nobody-told: It ended 30 days ago, or earlier\.$/,
    },
  ])("$days days after its end", async ({ now, state, timeline }) => {
    await using emulator = await emulatorOn("2026-05-01");
    await load(emulator, {
      issued_at: "2025-06-01",
      expires_at: "2026-06-01",
      block_changes_at: "2026-06-15",
    });

    await emulator.control.put("/clock", { now });

    expect(await told(emulator)).toEqual({ state, timeline: expect.stringMatching(timeline) });
  });
});
