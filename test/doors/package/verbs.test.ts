import { describe, expect, test } from "vitest";
import { type GivenTo, operationIds } from "../../../src/contract/operations.ts";
import { startEmulator } from "../../../src/package/start-emulator.ts";
import { printedVerbs } from "./printed-verbs.ts";

describe("the handle of an emulator", () => {
  test("has the types that the contract has", async () => {
    await expect(printedVerbs()).toMatchFileSnapshot("../../../src/package/verbs.ts");
  });

  test("does everything that the control API does", async () => {
    await using emulator = await startEmulator();
    const methods = operationIds.map((id) => {
      const [tag = "", verb = ""] = id.split(".");
      const group: unknown = Reflect.get(emulator, tag);
      return [id, typeof Reflect.get(Object(group), verb)];
    });

    expect(methods).toEqual(operationIds.map((id) => [id, "function"]));
  });

  test("counts what an activation has sent, and sets users", async () => {
    await using emulator = await startEmulator({ now: "2025-06-01", frozen: true });
    const users: GivenTo<"users.set"> = { active: 12, guests: 3 };
    await emulator.users.set(users);

    await emulator.activate();

    expect(await emulator.traffic.count({ operation: "cloudActivationActivate" })).toBe(1);
    expect(await emulator.traffic.count({ operation: "gitlabSubscriptionActivate" })).toBe(1);
    expect(await emulator.traffic.count({ hop: "portal", status: 503 })).toBe(0);
    expect(await emulator.users.show()).toMatchObject(users);
  });

  test("types lines on the console, with the texts of the files that they read", async () => {
    await using emulator = await startEmulator({ now: "2025-06-01", frozen: true });
    const { license } = await emulator.portalLicenses.write({
      licensee: { Name: "Ada" },
      issued_at: "2025-01-01",
      expires_at: "2026-01-01",
    });

    const printed = await emulator.console(
      'License.new(data: File.read("x")).save\nLicense.current.plan',
      { files: { x: license } },
    );

    expect(printed).toEqual([
      { line: 1, output: "=> true", raised: null },
      { line: 2, output: '=> "starter"', raised: null },
    ]);
    await expect(emulator.console("system")).rejects.toMatchObject({
      code: "unknown-console-line",
    });
  });

  test("lists with the short names what it lists by their tags", async () => {
    await using emulator = await startEmulator({ now: "2025-06-01", frozen: true });
    await emulator.fault({ kind: "html" });

    expect(await emulator.faults.list()).toEqual(await emulator.faults());
    expect(await emulator.jobs.list()).toEqual(await emulator.jobs());
    expect(await emulator.timeline.list({ limit: 1 })).toEqual(
      await emulator.timeline({ limit: 1 }),
    );
  });
});
