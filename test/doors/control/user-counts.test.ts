import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";

const january = { on: "2025-01-31", count: 8 };
const leapDay = { on: "2024-02-29", count: 0 };
const may = { on: "2025-05-31", count: 2_147_483_647 };

describe("the daily user counts", () => {
  test("are none after first start", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await emulator.control.get("/user-counts")).toEqual({ status: 200, body: [] });
  });

  test("are listed in order of days, however they were put", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const put = await emulator.control.put("/user-counts", [may, leapDay, january]);

    expect(put).toEqual({ status: 204, body: undefined });
    expect((await emulator.control.get("/user-counts")).body).toEqual([leapDay, january, may]);
  });

  test("are merged by day", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/user-counts", [january, may]);

    await emulator.control.put("/user-counts", [{ on: january.on, count: 9 }, leapDay]);

    expect((await emulator.control.get("/user-counts")).body).toEqual([
      leapDay,
      { on: january.on, count: 9 },
      may,
    ]);
  });

  test("take the last of two for one day", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    await emulator.control.put("/user-counts", [january, { on: january.on, count: 3 }]);

    expect((await emulator.control.get("/user-counts")).body).toEqual([
      { on: january.on, count: 3 },
    ]);
  });

  test("stay as they are when an empty list is put", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/user-counts", [january]);

    expect((await emulator.control.put("/user-counts", [])).status).toBe(204);
    expect((await emulator.control.get("/user-counts")).body).toEqual([january]);
  });

  test("are gone after DELETE", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/user-counts", [january, may]);

    const deleted = await emulator.control.delete("/user-counts");

    expect(deleted).toEqual({ status: 204, body: undefined });
    expect((await emulator.control.get("/user-counts")).body).toEqual([]);
  });

  test("of 20 years fit into one request", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const counts = Array.from({ length: 7_300 }, (_, day) => ({
      on: new Date(Date.UTC(2005, 0, 1 + day)).toISOString().slice(0, 10),
      count: day,
    }));

    await emulator.control.put("/user-counts", counts);

    expect((await emulator.control.get("/user-counts")).body).toEqual(counts);
  });
});
