import { describe, expect, test } from "vitest";
import type { AsItCame } from "../../support/as-it-came.ts";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { upload } from "../rest/license-client.ts";
import { administratorOf } from "./administrator.ts";

/** Whom each notice tells. */
const told = async ({ control }: TestEmulator) =>
  (await control.get("/state")).body.notices.map(({ notice, to }: AsItCame) => [notice, ...to]);

describe("nobody is told that a license ends soon", () => {
  test("while the file that follows it is stored", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await upload(emulator, { issued_at: "2024-06-11", expires_at: "2025-06-11" });
    const before = await told(emulator);

    await upload(emulator, { issued_at: "2025-06-11", expires_at: "2026-06-11" });

    expect(before).toEqual([["expires-soon", "administrators"]]);
    expect(await told(emulator)).toEqual([["expires-soon"]]);
    const { words } = await (await administratorOf(emulator)).show("/admin/subscription");
    expect(words).not.toContain("expires in 10 days");
  });

  test("while the portal has announced what follows", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql, ready } = emulator;
    await graphql.activate(ready.activationCode ?? "");
    await control.put("/clock", { now: "2026-05-20" });
    const before = await told(emulator);

    await control.post("/portal/subscriptions/A-S00000001/renew");
    await control.post("/jobs/seat-link/run");

    expect(before).toEqual([["expires-soon", "administrators"]]);
    expect(await told(emulator)).toEqual([["expires-soon"]]);
  });
});

test("The timeline says that nobody is told where another license follows", async () => {
  await using emulator = await emulatorOn("2025-05-01");
  await upload(emulator, { issued_at: "2024-06-11", expires_at: "2025-06-11" });
  await upload(emulator, { issued_at: "2025-06-11", expires_at: "2026-06-11" });

  await emulator.control.put("/clock", { now: "2025-06-01" });

  const { body } = await emulator.control.get("/timeline");
  const [soon] = body.filter(({ notice }: AsItCame) => notice === "expires-soon");
  expect(JSON.stringify(soon)).toContain("nobody is told: another one follows.");
});

test.each([
  { days: 29, now: "2026-06-30", whom: ["administrators", "users"] },
  { days: 30, now: "2026-07-01", whom: [] },
])("After $days days an expired license is told to $whom", async ({ now, whom }) => {
  await using emulator = await emulatorOn("2026-05-01");
  await upload(emulator, {
    issued_at: "2025-06-01",
    expires_at: "2026-06-01",
    block_changes_at: "2026-06-15",
  });

  await emulator.control.put("/clock", { now });

  const notices = ["expired", "changes-blocked", "grace-over"];
  expect(await told(emulator)).toEqual(notices.map((notice) => [notice, ...whom]));
});
