import { describe, expect, test } from "vitest";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";

describe("the operator's log of a job that is run by hand", () => {
  test("warns once of a report that failed, and says why", async () => {
    await using emulator = await emulatorWithLog("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    const fault = { kind: "status", status: 503, endpoint: "seat-links" };
    await emulator.control.post("/faults", fault);

    await emulator.control.post("/jobs/seat-link/run", {});

    const failed = emulator.logged().match(/"level":40.*"outcome":"failed".*"Ran a job"/g);
    expect(failed).toEqual([expect.stringContaining("HTTP status code: 503 (attempt 1 of 21")]);
  });

  test("does not warn of one that arrived", async () => {
    await using emulator = await emulatorWithLog("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    const before = emulator.logged().length;

    await emulator.control.post("/jobs/seat-link/run", {});

    const logged = emulator.logged().slice(before);
    expect(logged).toMatch(/"level":20.*"job":"seat-link","outcome":"done"/);
    expect(logged).not.toMatch(/"level":[4-6]0/);
  });
});
