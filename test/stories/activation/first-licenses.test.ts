import { describe, expect, test } from "vitest";
import { customerOf } from "../../support/customer.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

describe("a first license", () => {
  test("after the free edition has no past: nothing is counted without a license", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const customer = customerOf(emulator);
    await emulator.control.put("/users", { active: 80 });
    await emulator.control.put("/clock", { now: "2025-06-30" });
    await emulator.control.put("/users", { active: 20 });
    await customer.sell({ seats: 20 });

    expect((await emulator.control.get("/user-counts")).body).toEqual([]);
    expect(await customer.upload(1001)).toBeNull();
  });

  test("is refused for old history that is there all the same, until that is deleted", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const customer = customerOf(emulator);
    await emulator.control.put("/users", { active: 20 });
    await emulator.control.put("/user-counts", [{ on: "2024-12-01", count: 80 }]);
    await customer.sell({ seats: 20 });

    expect(await customer.upload(1001)).toBe(
      "During the year before this license started, this GitLab installation had 80 active users, exceeding this license's limit of 20 by 60 users. Please add a license for at least 80 users or contact sales at https://about.gitlab.com/sales/",
    );
    await emulator.control.delete("/user-counts");
    expect(await customer.upload(1001)).toBeNull();
  });

  test("after a trial month with many curious users is measured without them", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const customer = customerOf(emulator);
    await emulator.control.put("/users", { active: 60 });
    await customer.sell({ seats: 1000, trial: true, expiresOn: "2025-07-01" });
    await customer.upload(1001);
    await emulator.control.put("/clock", { now: "2025-06-30" });
    await emulator.control.put("/users", { active: 20 });

    await customer.sell({ seats: 20 });

    expect((await emulator.control.get("/user-counts")).body).toEqual([]);
    expect(await customer.upload(1002)).toBeNull();
  });
});
