import { describe, expect, test } from "vitest";
import { barriersOn, isTooWide } from "../../../support/accessible.ts";
import { chromiumPath, openBrowser } from "../../../support/browser.ts";
import { emulatorOn } from "../../../support/emulator-on.ts";

describe.skipIf(chromiumPath === null)("the panel of seats", { timeout: 600_000 }, () => {
  test("shows why a renewal of 100 seats is refused after 111 users, and what to buy", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body: sold } = await emulator.control.post("/portal/subscriptions", { seats: 100 });
    await emulator.graphql.activate(sold.activationCode);
    await emulator.control.put("/users", { active: 98 });
    await emulator.control.post("/clock/advance", { days: 120 });
    await emulator.control.put("/user-counts", [{ on: "2025-08-20", count: 111 }]);
    await using browser = await openBrowser({ viewport: { width: 390, height: 844 } });
    const { page } = browser;
    await page.goto(`${emulator.ready.control.url}/#seats`);

    const chart = page.getByRole("img", { name: /100 seats \(110 with/ });
    await chart.getByText("111 users, 2025-08-20").waitFor();
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    const verdict = page.locator(".seats-verdict");
    await verdict.getByText("Refused").waitFor();

    expect(await verdict.textContent()).toContain("exceeding this license's limit of 100 by 11");
    expect(await verdict.textContent()).toContain("111 seats");
    await chart.getByText("the renewal").waitFor();
    await page.getByLabel("Day that is read out").press("Home");
    await page.getByText("2025-06-01: ").waitFor();
    expect(await isTooWide(page)).toBe(false);
    expect(await barriersOn(page)).toEqual([]);
    expect(browser.errors).toEqual([]);
  });
});
