import { describe, expect, test } from "vitest";
import { barriersOn, isTooWide } from "../../../support/accessible.ts";
import { type Browser, chromiumPath, openBrowser } from "../../../support/browser.ts";
import { emulatorOn } from "../../../support/emulator-on.ts";
import { panelOn } from "./states.ts";

/** Opens every part of the steering side. */
const openAll = ({ page }: Browser) =>
  page.locator("details.panel").evaluateAll((panels) => {
    for (const details of panels) details.setAttribute("open", "");
  });

describe.skipIf(chromiumPath === null)("the steering side", { timeout: 600_000 }, () => {
  test("renews, changes seats, says why an activation is refused, and looks into license files", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, ready } = emulator;
    await using browser = await openBrowser({ viewport: { width: 390, height: 844 } });
    const { page } = browser;
    await page.goto(`${ready.control.url}/#steer`);
    const sold = panelOn(page, "Subscriptions").locator(".subscription").first();
    const subscription = async () => (await control.get("/state")).body.subscriptions[0];

    // With the keyboard alone: five years with other seats and a true-up.
    await sold.getByRole("button", { name: "Renew A-S00000001" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("25");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("5");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type("31");
    const [renewal] = await Promise.all([
      page.waitForRequest(/\/renew$/),
      page.keyboard.press("Enter"),
    ]);
    expect(renewal.postDataJSON()).toMatchObject({ seats: 25, years: 5, maxHistoricalUsers: 31 });
    await sold.getByText("then premium, 25 seats, 2026-06-01 to 2031-06-01").waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(
      "Renew A-S00000001",
    );

    await sold.getByRole("button", { name: "Change A-S00000001" }).click();
    await sold.getByLabel("Seats 10 now").fill("7");
    await sold.getByRole("button", { name: "Add" }).click();
    await sold.getByText("A-S00000001 has 17 seats now.").waitFor();

    await control.post("/faults", { kind: "tcp-refused", times: 1 });
    await sold.getByRole("button", { name: "Activate now: A-S00000001" }).click();
    const refused = sold.getByRole("alert");
    await refused.getByText("CONNECTIVITY_ERROR").waitFor();
    await refused.getByText("refused the connection: ECONNREFUSED").waitFor();
    await control.delete("/faults");
    await sold.getByRole("button", { name: "Activate now: A-S00000001" }).click();
    await sold.getByText("License 1001: premium, 17 seats").waitFor();
    await sold.getByText("in force", { exact: true }).waitFor();

    await sold.getByLabel("Seats 17 now").fill("5");
    await sold.getByRole("button", { name: "Take away" }).click();
    await sold.getByText("The instance has 17 seats until it syncs.").waitFor();

    await openAll(browser);
    const file = panelOn(page, "License file");
    const give = (name: string, buffer: Buffer) =>
      file
        .getByLabel("Drop a license file")
        .setInputFiles({ name, mimeType: "application/octet-stream", buffer });
    await give("large.txt", Buffer.alloc(300_000, "a"));
    await file.getByText("large.txt has 300.0 kB: a license file has at most 262.1 kB.").waitFor();
    await give("picture.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff]));
    await file.getByText("picture.png is no text: a license file is one.").waitFor();
    await give("letter.txt", Buffer.from("Dear customer"));
    await file.getByText("No license", { exact: true }).waitFor();

    const { body: written } = await control.post("/portal/licenses", {
      licensee: { Name: "Ada", Company: "Example Company" },
      issued_at: "2025-06-01",
      expires_at: "2026-06-01",
      restrictions: { active_user_count: 5, previous_user_count: 5, plan: "premium" },
    });
    await control.put("/user-counts", [{ on: "2025-05-01", count: 40 }]);
    await control.put("/users", { active: 40 });
    await give("example.gitlab-license", Buffer.from(written.license));
    await file.getByText("Would be refused on 2025-06-01").waitFor();
    await file.getByRole("button", { name: "Upload" }).click();
    await file.getByText("Not uploaded").waitFor();
    await file.getByRole("heading", { name: "What would pass" }).waitFor();
    await control.put("/users", { active: 4 });
    await control.delete("/user-counts");
    await file.getByRole("button", { name: "What is in it?" }).click();
    await file.getByText("Would be taken").waitFor();
    await file.getByRole("button", { name: "Upload" }).click();
    await file.getByText("The license is uploaded").waitFor();

    await sold.getByRole("button", { name: "Cancel A-S00000001" }).click();
    await page.getByRole("button", { name: "Cancel the subscription" }).click();
    await sold.getByText("cancelled", { exact: true }).waitFor();

    expect(await subscription()).toMatchObject({
      state: "cancelled",
      seats: 12,
      futureTerms: [],
    });
    expect(await isTooWide(page)).toBe(false);
    expect(await barriersOn(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await barriersOn(page)).toEqual([]);
    // A renewal starts from what the last term has.
    await control.post("/portal/subscriptions", { plan: "ultimate", seats: 3 });
    const ultimate = panelOn(page, "Subscriptions").locator(".subscription").filter({
      hasText: "A-S00000002",
    });
    await ultimate.getByRole("button", { name: "Renew A-S00000002" }).click();
    expect(await ultimate.getByLabel("Plan").inputValue()).toBe("ultimate");
    expect(await ultimate.getByLabel("Seats").inputValue()).toBe("3");

    // Beside each other, both sides scroll, and the page does not.
    await page.setViewportSize({ width: 1440, height: 900 });
    await openAll(browser);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(900);
    expect(browser.errors).toEqual([]);
  });
});
