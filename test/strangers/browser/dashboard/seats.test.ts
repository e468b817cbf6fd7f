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
    await verdict.getByText("Refused", { exact: true }).waitFor();

    expect(await verdict.textContent()).toContain("exceeding this license's limit of 100 by 11");
    expect(await verdict.textContent()).toContain("that is 110 ≥ 111: no");
    expect(await verdict.textContent()).toContain("the ring at 111 users on 2025-08-20, above");
    await chart.getByText("Tried: 100 seats").waitFor();
    await page.getByText("2025-09-29 (today): 98 users now, not counted yet, 100 seats").waitFor();
    await page.getByRole("button", { name: "Show the day" }).click();
    await page.getByText("2025-08-20: 111 users, 100 seats").waitFor();
    await page.getByLabel("Day that is read out").press("Home");
    await page.getByText("2025-06-01: ").waitFor();
    const licenses = page.getByRole("table", { name: "Licenses" });
    expect(await licenses.getByRole("row").last().textContent()).toContain("111");
    expect(await isTooWide(page)).toBe(false);
    expect(await barriersOn(page)).toEqual([]);

    // What was tried is judged again as users change, and forgotten with the license that it followed.
    await emulator.control.put("/user-counts", [{ on: "2025-08-20", count: 110 }]);
    await verdict.getByText("Admitted", { exact: true }).waitFor();
    const { body: other } = await emulator.control.post("/portal/subscriptions", { seats: 5 });
    await emulator.graphql.activate(other.activationCode);
    await page.getByText("ask again").waitFor();
    expect(await verdict.count()).toBe(0);
    expect(browser.errors).toEqual([]);
  });
});
