import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { upload } from "../rest/license-client.ts";
import { administratorOf } from "./administrator.ts";

const path = "/admin/subscription";
const exportLink = 'href="/admin/license/usage_export.csv"';

describe("/admin/subscription", () => {
  test("shows the cloud license in force, with its plan, and a link to the usage", async () => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    const { body } = await emulator.control.post("/portal/subscriptions", {
      plan: "ultimate",
      seats: 1200,
    });
    await emulator.graphql.activate(body.activationCode);

    const { words, html } = await (await administratorOf(emulator)).show(path);

    expect(words).toMatch(
      /^Subscription Subscription details ID 1001 Subscription name A-S\d{8} Plan Ultimate Type Online license Last sync 2025-06-01T12:00:00Z Start date 2025-06-01 End date 2026-06-01 Licensed to .* Users in subscription 1,200 Billable users 8 /,
    );
    expect(html).toContain(exportLink);
  });

  test("lists the other licenses, and says which one is in force", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await upload(emulator, { restrictions: { plan: "premium", active_user_count: 10 } });
    await upload(emulator, { issued_at: "2025-07-01", licensee: { Name: "Ada" } });

    const { words } = await (await administratorOf(emulator)).show(path);

    expect(words).toContain(
      "Licenses Ada : Starter , Legacy license, 2025-07-01 to 2026-01-01 , seats: Unlimited Example Inc : Premium , Legacy license, 2025-01-01 to 2026-01-01 , seats: 10, in force",
    );
  });

  test("has nothing to export or remove where no license is in force", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { words, html } = await (await administratorOf(emulator)).show(path);

    expect(words).toMatch(
      /^Subscription No license is in force\. This is how things stand today\./,
    );
    expect(html).not.toContain(exportLink);
  });

  test("shows a dash for what the license does not say", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await upload(emulator, {
      expires_at: null,
      licensee: { Company: "GitLab", Email: "ada@gitlab.com" },
    });

    const { words } = await (await administratorOf(emulator)).show(path);

    expect(words).toContain(
      "Last sync - Start date 2025-01-01 End date - Licensed to Name - Email",
    );
  });

  test.each([
    { now: "2026-05-16", told: "Subscription Subscription details" },
    {
      now: "2026-05-17",
      told: "Subscription The license expires in 15 days, on 2026-06-01. Subscription details",
    },
    {
      now: "2026-06-15",
      told: "Subscription The license expired 14 days ago, on 2026-06-01. The license has blocked changes since 2026-06-15. Subscription details",
    },
    {
      now: "2026-06-16",
      told: "Subscription The license expired 15 days ago, on 2026-06-01. The license has blocked changes since 2026-06-15. The 14 days of grace",
    },
  ])("tells administrators on $now of the end of the license", async ({ now, told }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/clock", { now: "2026-05-10" });
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await emulator.control.put("/clock", { now });

    const { words } = await (await administratorOf(emulator)).show(path);

    expect(words.slice(0, told.length)).toBe(told);
  });
});
