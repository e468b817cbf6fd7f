import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";

describe("GET /state of a license that ends on 2026-06-01 in its zone", () => {
  const soon = { notice: "expires-soon", to: ["administrators"], since: "2026-05-17" };
  const expired = { notice: "expired", since: "2026-06-01", remainingDays: 0 };
  const blocked = { notice: "changes-blocked", since: "2026-06-15", remainingDays: 0 };
  const all = ["administrators", "users"];

  test.each([
    { zone: "UTC", now: "2026-05-16T23:59:59Z", notices: [] },
    {
      zone: "UTC",
      now: "2026-05-17T00:00:00Z",
      notices: [
        { ...soon, remainingDays: 15, message: "The license expires in 15 days, on 2026-06-01." },
      ],
    },
    ...[
      { zone: "UTC", offset: "Z" },
      { zone: "America/New_York", offset: "-04:00" },
      { zone: "Pacific/Auckland", offset: "+12:00" },
    ].flatMap(({ zone, offset }) => [
      {
        zone,
        now: `2026-05-31T23:59:59${offset}`,
        notices: [
          { ...soon, remainingDays: 1, message: "The license expires tomorrow, on 2026-06-01." },
        ],
      },
      {
        zone,
        now: `2026-06-01T00:00:00${offset}`,
        notices: [
          {
            ...expired,
            to: ["administrators"],
            message: "The license expired today, on 2026-06-01.",
          },
        ],
      },
    ]),
    {
      zone: "UTC",
      now: "2026-06-15T00:00:00Z",
      notices: [
        { ...expired, to: all, message: "The license expired 14 days ago, on 2026-06-01." },
        { ...blocked, to: all, message: "The license has blocked changes since 2026-06-15." },
      ],
    },
  ])(
    "tells at $now in $zone what is known of it, and whether it blocks changes",
    async ({ zone, now, notices }) => {
      await using emulator = await emulatorOn("2025-06-01", { timeZone: zone });
      await emulator.control.put("/clock", { now: "2026-05-02" });
      await emulator.graphql.activate(emulator.ready.activationCode ?? "");
      await emulator.control.put("/clock", { now });

      const { body } = await emulator.control.get("/state");

      expect({ notices: body.notices, blockChanges: body.blockChanges }).toEqual({
        notices,
        blockChanges: notices.length === 2,
      });
    },
  );
});
