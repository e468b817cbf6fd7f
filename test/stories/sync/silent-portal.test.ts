import { expect, test } from "vitest";
import { emulatorOn, impatient } from "../../support/emulator-on.ts";

test("A portal that never answers fails the reports of an advance, and does not hold up the clock", async () => {
  await using emulator = await emulatorOn("2025-06-01T10:00:00Z", {}, impatient);
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

test("A portal that is silent to reports still gives tokens, and what it was not asked any more says so", async () => {
  await using emulator = await emulatorOn("2025-06-01T10:00:00Z", {}, impatient);
  const { control, graphql, ready } = emulator;
  await graphql.activate(ready.activationCode ?? "");
  await control.post("/faults", { kind: "silence", endpoint: "seat-links", times: "standing" });

  const { body } = await control.post("/clock/advance", { days: 40 });

  const ran: readonly { job: string; outcome: string; detail: string }[] = body.ran;
  const tokens = ran.filter(({ job, outcome }) => job === "service-token" && outcome !== "skipped");
  expect(new Set(tokens.map(({ outcome }) => outcome))).toEqual(new Set(["done"]));
  const reports = ran.filter(({ job }) => job === "seat-link");
  expect(reports[0]?.detail).toMatch(
    /^Our team has been notified\. Please try again\. \(attempt 1 of 21, next at /,
  );
  expect(reports.at(-1)?.detail).toMatch(
    /^Our team has been notified\. Please try again\. The portal was not asked: it had kept silent for too long while the clock was moved\. \(attempt /,
  );
});

test("A portal that refuses at once is asked each time, however often that is", async () => {
  await using emulator = await emulatorOn("2025-06-01T10:00:00Z");
  const { control, graphql, ready } = emulator;
  await graphql.activate(ready.activationCode ?? "");
  const outage = { kind: "status", status: 503, endpoint: "seat-links", times: "standing" };
  await control.post("/faults", outage);

  const { body } = await control.post("/clock/advance", { days: 40 });

  const ran: readonly { job: string; detail: string }[] = body.ran;
  const told = ran.filter(({ job }) => job === "seat-link").map(({ detail }) => detail);
  expect(told.length).toBeGreaterThan(38 * 21);
  expect(told.filter((detail) => !detail.startsWith("HTTP status code: 503 (attempt "))).toEqual(
    [],
  );
});
