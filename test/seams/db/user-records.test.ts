import { describe, expect, test } from "vitest";
import { openDatabase } from "../../../src/db/database.ts";
import { userRecordsIn } from "../../../src/db/user-records.ts";
import type { Day } from "../../../src/time/calendar.ts";

describe("the most users at once, of 100 in January to 1200 in December 2014,", () => {
  test.each([
    { from: "2014-06-01", to: "2014-09-01", most: 900 },
    { from: "2014-06-01", to: "2014-08-31", most: 800 },
    { from: "2014-12-01", to: "2014-12-01", most: 1200 },
    { from: "2014-12-02", to: "2015-12-31", most: 0 },
  ])("are $most from $from to $to", async ({ from, to, most }) => {
    const users = userRecordsIn(openDatabase(":memory:"));
    await users.mergeCounts(
      Array.from({ length: 12 }, (_, month) => ({
        on: `2014-${String(month + 1).padStart(2, "0")}-01` as Day,
        count: (month + 1) * 100,
      })),
    );

    expect(await users.historicalMax({ from: from as Day, to: to as Day })).toBe(most);
  });
});
