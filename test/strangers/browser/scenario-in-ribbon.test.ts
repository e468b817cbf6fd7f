import { expect, test } from "vitest";
import { barriersOn, isTooWide } from "../../support/accessible.ts";
import { chromiumPath, openBrowser } from "../../support/browser.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

const looks = [
  { width: 375, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
] as const;

test.runIf(chromiumPath).each(looks)(
  "The ribbon opens what is to be seen by the keyboard, $width pixels wide in $colorScheme",
  // A browser takes its time to start.
  { timeout: 600_000 },
  async ({ width, colorScheme }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body: ran } = await emulator.control.post("/scenarios/C7/run");
    await using browser = await openBrowser({ viewport: { width, height: 700 }, colorScheme });
    const { page } = browser;
    await page.goto(`${emulator.ready.control.url}/mailbox`);
    const seen = page.getByText(ran.youWillSee);
    expect(await seen.isVisible()).toBe(false);

    await page.locator(".ribbon-scenario summary").focus();
    await page.keyboard.press("Enter");

    await seen.waitFor({ state: "visible" });
    expect(await isTooWide(page)).toBe(false);
    expect(await barriersOn(page)).toEqual([]);
    expect(browser.errors).toEqual([]);
  },
);
