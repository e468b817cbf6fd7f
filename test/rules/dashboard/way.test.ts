import { expect, test } from "vitest";
import type { State } from "../../../src/package/verbs.ts";
import { wayInWords } from "../../../web/control/dashboard/strip/way.ts";

const at = (now: string, from: string, to: string) => ({
  now: `${now}T12:00:00Z`,
  running: false,
  timeZone: "UTC",
  moving: { from: `${from}T12:00:00Z`, to: `${to}T12:00:00Z` },
});
const aFault = [{ kind: "tls-expired" }] as unknown as State["faults"];

test("says how far the clock has come, and what makes it slow", () => {
  const clock = at("2025-06-25", "2025-06-01", "2026-06-01");

  expect(wayInWords({ clock, faults: [] })).toBe("Day 24 of 365.");
  expect(wayInWords({ clock, faults: aFault })).toMatch(/^Day 24 of 365.* Faults are on: /);
});

test("counts no days where the way is one, or is not known yet", () => {
  const clock = at("2025-06-01", "2025-06-01", "2025-06-02");

  for (const one of [clock, { ...clock, moving: null }]) {
    expect(wayInWords({ clock: one, faults: [] })).toBe("The jobs on the way run…");
  }
});
