import { describe, expect, test } from "vitest";
import { barriersOn } from "../../../support/accessible.ts";
import { chromiumPath, openBrowser } from "../../../support/browser.ts";
import { emulatorOn } from "../../../support/emulator-on.ts";

describe.skipIf(chromiumPath === null)("the dashboard alone", { timeout: 600_000 }, () => {
  test("is enough to sell, activate, break the portal, move a year on, and read why a renewal is refused", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await using browser = await openBrowser({ viewport: { width: 1440, height: 900 } });
    const { page, errors } = browser;
    await page.goto(emulator.ready.control.url);
    const panel = (name: string) =>
      page
        .locator("details.panel")
        .filter({ has: page.getByRole("heading", { name, exact: true }) });
    const open = (name: string) =>
      panel(name).evaluate((details) => details.setAttribute("open", ""));
    const strip = page.getByRole("region", { name: "How the instance stands" });
    const subscriptions = panel("Subscriptions");

    await subscriptions.getByRole("button", { name: "Sell a subscription" }).click();
    await subscriptions.getByLabel("Seats", { exact: true }).fill("100");
    await subscriptions.getByRole("button", { name: "Sell", exact: true }).click();
    await subscriptions.getByText("A-S00000002").first().waitFor();
    const activate = subscriptions.getByRole("button", { name: /Activate now/ }).first();
    await activate.click();
    await strip.getByText("of 100").waitFor();

    await open("Faults");
    await panel("Faults").getByText("Server trouble").click();
    await panel("Faults").getByRole("switch", { name: "status", exact: true }).click();
    await panel("Faults").getByText("503").first().waitFor();
    await activate.click();
    await page.getByText("CONNECTIVITY_ERROR").first().waitFor();

    await open("Users");
    await panel("Users").getByLabel("Active").fill("111");
    await panel("Users").getByRole("button", { name: "Save users" }).click();
    await strip.getByText("11 more than were bought").waitFor();
    await strip.getByRole("button", { name: "+1 year" }).click();
    await strip.getByText("2026-06-01").first().waitFor();

    await page.getByRole("tab", { name: "Seats" }).click();
    const seats = page.getByRole("tabpanel", { name: "Seats" });
    await seats.getByRole("button", { name: "Ask" }).click();
    await seats
      .getByText(/refused/i)
      .first()
      .waitFor();
    await seats
      .getByText(/111 seats/)
      .first()
      .waitFor();

    expect(await barriersOn(page)).toEqual([]);
    expect(errors).toEqual([]);
  });
});
