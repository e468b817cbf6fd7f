import { describe, expect, test } from "vitest";
import { chromiumPath, openBrowser } from "../../../support/browser.ts";
import { emulatorOn, emulatorWith } from "../../../support/emulator-on.ts";

describe.skipIf(chromiumPath === null)("the dashboard's clock", () => {
  test("is frozen at the present and runs on, however long the page has been open", async () => {
    await using emulator = await emulatorWith({ memory: "true", now: "2025-06-01" });
    await using browser = await openBrowser();
    const { page } = browser;
    await page.goto(emulator.ready.control.url);
    const strip = page.getByRole("region", { name: "How the instance stands" });
    // Seconds after the page has read the clock.
    await strip.getByText(/ 00:00:0[4-9]| 00:00:[1-5]/).waitFor();

    await strip.getByRole("button", { name: "Freeze" }).click();
    await strip.getByText("frozen").waitFor();
    const { body: frozen } = await emulator.control.get("/clock");
    await strip.getByRole("button", { name: "Run", exact: true }).click();
    await strip.getByText("running").waitFor();

    expect(frozen.running).toBe(false);
    expect(frozen.now > "2025-06-01T00:00:03Z").toBe(true);
    expect(await strip.getByRole("alert").count()).toBe(0);
  });

  test("goes to a day and to the expiry, and says what ran on the way", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await using browser = await openBrowser();
    const { page } = browser;
    await page.goto(emulator.ready.control.url);
    const strip = page.getByRole("region", { name: "How the instance stands" });

    await strip.getByLabel("Day to advance to").fill("2025-06-02");
    await strip.getByRole("button", { name: "Go" }).click();
    await strip.getByText(/^\d jobs ran/).waitFor();
    await strip.getByText("2025-06-02 00:00:00").waitFor();
    await strip.getByRole("button", { name: "To the expiry of the license" }).click();
    await strip.getByText(/^\d{4} jobs ran/).waitFor();

    await strip.getByText("2026-06-01 00:00:00").waitFor();
    await strip.getByText("expired", { exact: true }).waitFor();
    expect(browser.errors).toEqual([]);
  });
});
