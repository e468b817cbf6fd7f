import { describe, expect, test } from "vitest";
import type { AsItCame } from "../../support/as-it-came.ts";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

const errorsOf = ({ body }: AsItCame): unknown =>
  (body.data?.gitlabSubscriptionActivate ?? body).errors;

const down = { kind: "status", status: 503, endpoint: "any-portal" };

describe("a fault for one", () => {
  test.each(["activationCode", "subscription"] as const)(
    "%s hits its requests alone, and others do not use it up",
    async (name) => {
      await using emulator = await emulatorOn("2025-06-01");
      const { control, graphql } = emulator;
      const { body: one } = await control.post("/portal/subscriptions", {});
      const { body: other } = await control.post("/portal/subscriptions", {});
      const value = name === "subscription" ? one.name : one.activationCode;
      await control.post("/faults", { ...down, [name]: value });

      const untouched = await graphql.activate(other.activationCode);
      const waiting = await control.get("/faults");
      const hit = await graphql.activate(one.activationCode);
      const { body: left } = await control.get("/faults");

      expect(errorsOf(untouched)).toEqual([]);
      expect(waiting.body).toMatchObject([{ [name]: value, times: 1 }]);
      expect(errorsOf(hit)).toEqual(["CONNECTIVITY_ERROR"]);
      expect(left).toEqual([]);
    },
  );

  test("subscription hits its reports, too, by their license key", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql } = emulator;
    const { body: one } = await control.post("/portal/subscriptions", {});
    await graphql.activate(one.activationCode);
    await control.post("/faults", { ...down, endpoint: "seat-links", subscription: one.name });

    const { body: ran } = await control.post("/jobs/seat-link/run");

    expect(ran.outcome).toBe("failed");
  });

  test("instance hits the activations that it sends", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql, ready } = emulator;
    await graphql.activate(ready.activationCode ?? "");
    const { body: activations } = await control.get(
      "/portal/subscriptions/A-S00000001/activations",
    );
    const [{ instanceIdentifier }] = activations;
    await control.post("/faults", { ...down, instance: "somebody-else" });
    const passed = await graphql.activate(ready.activationCode ?? "");
    await control.post("/faults", { ...down, instance: instanceIdentifier });

    const hit = await graphql.activate(ready.activationCode ?? "");

    expect(errorsOf(passed)).toEqual([]);
    expect(errorsOf(hit)).toEqual(["CONNECTIVITY_ERROR"]);
  });

  test.each([
    ["subscription", "A-S00000001", "graphql", "activate or seat-links or any-portal"],
    ["activationCode", "0123456789abcdefghijklmn", "seat-links", "activate or any-portal"],
    ["instance", "an-instance", "seat-links", "activate or any-portal"],
  ])(
    "waits for what requests say: %s %s is refused for %s, and nothing is armed",
    async (name, value, endpoint, others) => {
      await using emulator = await emulatorOn("2025-06-01");

      expect(
        await emulator.control.post("/faults", { ...down, endpoint, [name]: value }),
      ).toMatchObject({
        status: 400,
        body: {
          error: {
            code: "invalid-body",
            message: `${name}: requests to ${endpoint} do not say it. endpoint must be ${others}.`,
          },
        },
      });
      expect((await emulator.control.get("/faults")).body).toEqual([]);
    },
  );

  test("is armed by the command line, too", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { end, stderr } = await understudyAt(emulator, [
      ...["fault", "status", "503", "--endpoint", "any-portal"],
      ...["--subscription", "A-S00000001"],
    ]);

    expect({ end, stderr }).toEqual({ end: 0, stderr: "" });
    expect((await emulator.control.get("/faults")).body).toMatchObject([
      { subscription: "A-S00000001" },
    ]);
  });
});
