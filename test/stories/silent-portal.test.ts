import { expect, test } from "vitest";
import { emulatorOn } from "../support/emulator-on.ts";

test("A portal that never answers fails the reports of an advance, and does not hold up the clock", async () => {
  const timeouts = { connectMs: 200, readMs: 200, totalMs: 300 };
  await using emulator = await emulatorOn("2025-06-01T10:00:00Z", {}, { timeouts });
  const { control, graphql, ready } = emulator;
  await graphql.activate(ready.activationCode ?? "");
  const silence = { kind: "delay", ms: 2_000_000_000, endpoint: "seat-links", times: "standing" };
  await control.post("/faults", silence);

  const { body } = await control.post("/clock/advance", { days: 30 });

  expect(body.now).toBe("2025-07-01T10:00:00Z");
  const reports = body.ran.filter(({ job }: { job: string }) => job === "seat-link");
  expect(new Set(reports.map(({ outcome }: { outcome: string }) => outcome))).toEqual(
    new Set(["failed", "dead"]),
  );
  // 30 reports, of which those of the last day or two have attempts left.
  expect(reports.length).toBeGreaterThan(28 * 21);
  const { lastSync, userCounts } = (await control.get("/state")).body;
  expect(lastSync).toMatchObject({
    state: "failed",
    error: "Our team has been notified. Please try again.",
  });
  expect(userCounts).toHaveLength(30);
});
