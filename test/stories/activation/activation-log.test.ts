import { describe, expect, test } from "vitest";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";

describe("the operator's log of an activation", () => {
  test("names status and body of a portal that failed, without the code", async () => {
    await using emulator = await emulatorWithLog("2025-06-01");
    const code = emulator.ready.activationCode ?? "";
    const fault = { kind: "status", status: 500, body: `no ${code}` };
    await emulator.control.post("/faults", fault);

    await emulator.graphql.activate(code);

    expect(emulator.logged()).toContain("HTTP status code: 500, body: no ");
    expect(emulator.logged()).not.toContain(code);
  });

  test("has no part of a code at the end of a body that is cut", async () => {
    await using emulator = await emulatorWithLog("2025-06-01");
    const body = `${"x ".repeat(245)}aBcDeFgHiJkLmNoPqRsTuVw1`;
    await emulator.control.post("/faults", { kind: "status", status: 500, body });

    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    expect(emulator.logged()).toContain("x x x [masked]");
    expect(emulator.logged()).not.toContain("aBc");
  });

  test("has the beginning of what a portal says that says a lot", async () => {
    await using emulator = await emulatorWithLog("2025-06-01");
    const errors = ["No. ".repeat(2_500)];
    await emulator.control.post("/faults", { kind: "errors", errors });

    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    expect(emulator.logged()).toContain(`"detail":"${"No. ".repeat(249)}No.…"`);
  });

  test("says how the connection to the portal failed", async () => {
    await using emulator = await emulatorWithLog("2025-06-01");
    await emulator.control.post("/faults", { kind: "drop-connection" });

    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    expect(emulator.logged()).toMatch(/"reason":"portal-unreachable","detail":"[^"]/);
  });

  test("has no line for status 402, as with the product", async () => {
    await using emulator = await emulatorWithLog("2025-06-01");
    await emulator.control.post("/faults", { kind: "status", status: 402 });

    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    expect(emulator.logged()).not.toMatch(/"level":[3-9]0/);
  });
});
