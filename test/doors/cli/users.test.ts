import { describe, test } from "vitest";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

const nobody = { guests: 0, withoutMembership: 0, bots: 0, blocked: 0 };

describe.concurrent("understudy users", () => {
  test("shows users by kind, and the billable ones", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await understudyAt(emulator, ["users"])).toEqual({
      end: 0,
      stdout: [
        "active              8",
        "guests              0",
        "without membership  0",
        "bots                0",
        "blocked             0",
        "billable            8",
        "pinned              false",
        "",
      ].join("\n"),
      stderr: "",
    });
  });

  test("set sets kinds, and leaves those that are not named", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const kinds = ["--guests", "3", "--without-membership", "2", "--bots", "4", "--blocked", "1"];

    const { stdout } = await understudyAt(emulator, ["users", "set", ...kinds, "--json"]);

    expect(JSON.parse(stdout)).toMatchObject({
      active: 8,
      guests: 3,
      withoutMembership: 2,
      bots: 4,
      blocked: 1,
      pinned: false,
    });
  });

  test("pin sets the billable ones, until unpin lets them follow again", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const pinned = await understudyAt(emulator, ["users", "pin", "25", "--json"]);
    const unpinned = await understudyAt(emulator, ["users", "unpin", "--json"]);

    expect(JSON.parse(pinned.stdout)).toEqual({
      active: 8,
      ...nobody,
      billable: 25,
      pinned: true,
    });
    expect(JSON.parse(unpinned.stdout)).toEqual({
      active: 8,
      ...nobody,
      billable: 8,
      pinned: false,
    });
  });

  test.for([
    { args: ["set", "--guests", "9"], end: 2, says: "Guests (9)" },
    { args: ["set"], end: 2, says: "Name a kind of users" },
    { args: ["pin", "many"], end: 2, says: "It must be a whole number from 0 to 2147483647." },
    { args: ["counts", "set", "2025-01-31"], end: 2, says: "such as 2025-01-31=8" },
    { args: ["counts", "set", "2025-02-30=1"], end: 2, says: "must be a day" },
  ])("$args ends with $end and changes nothing", async ({ args, end, says }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/users", { billable: 25 });

    const ended = await understudyAt(emulator, ["users", ...args]);

    expect(ended).toEqual({ end, stdout: "", stderr: expect.stringContaining(says) });
    expect((await emulator.control.get("/users")).body).toMatchObject({ active: 8, billable: 25 });
    expect((await emulator.control.get("/user-counts")).body).toEqual([]);
  });
});

describe.concurrent("understudy users counts", () => {
  test("set merges counts by day, and the list shows them in order", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    await understudyAt(emulator, ["users", "counts", "set", "2025-02-28=12", "2025-01-31=8"]);
    const set = await understudyAt(emulator, ["users", "counts", "set", "2025-02-28=13"]);
    const listed = await understudyAt(emulator, ["users", "counts"]);
    const json = await understudyAt(emulator, ["users", "counts", "--json"]);

    expect(set).toEqual({ end: 0, stdout: "", stderr: "" });
    expect(listed.stdout).toBe(
      "from        to          count\n2025-01-31  2025-01-31  8\n2025-02-28  2025-02-28  13\n",
    );
    expect(JSON.parse(json.stdout)).toEqual([
      { on: "2025-01-31", count: 8 },
      { on: "2025-02-28", count: 13 },
    ]);
  });

  test("shows days in a row with the same count on one line to people alone", async ({
    expect,
  }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const days = ["2025-01-30", "2025-01-31", "2025-02-01", "2025-02-02"];
    const counts = days.map((on, at) => ({ on, count: at === 3 ? 9 : 8 }));
    await emulator.control.put("/user-counts", counts);

    const listed = await understudyAt(emulator, ["users", "counts"]);
    const json = await understudyAt(emulator, ["users", "counts", "--json"]);

    expect(listed.stdout).toBe(
      "from        to          count\n2025-01-30  2025-02-01  8\n2025-02-02  2025-02-02  9\n",
    );
    expect(JSON.parse(json.stdout)).toEqual(counts);
  });

  test("clear forgets them", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/user-counts", [{ on: "2025-01-31", count: 8 }]);

    const cleared = await understudyAt(emulator, ["users", "counts", "clear"]);

    expect(cleared).toEqual({ end: 0, stdout: "", stderr: "" });
    expect((await emulator.control.get("/user-counts")).body).toEqual([]);
  });
});
