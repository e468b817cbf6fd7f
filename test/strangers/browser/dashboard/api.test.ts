import { describe, expect, test } from "vitest";
import { barriersOn, isTooWide } from "../../../support/accessible.ts";
import { chromiumPath, openBrowser } from "../../../support/browser.ts";
import { emulatorOn } from "../../../support/emulator-on.ts";

/** Colors and roles of the viewer are its makers'; the frame around it is ours. */
const isOurs = (barrier: string) => /ribbon|skip-link|content-body/.test(barrier);

describe.skipIf(chromiumPath === null)("the API's page", { timeout: 600_000 }, () => {
  test("shows every operation on a desk and a phone, and sends them on wish, with and without a body, asking nobody else", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { url } = emulator.ready.control;
    await using browser = await openBrowser({ viewport: { width: 1280, height: 900 } });
    const { page } = browser;

    await page.goto(`${url}/api`);
    const advance = page.locator("#operations-clock-clockAdvance");
    await advance.getByRole("button").first().click();
    await advance.locator("textarea").fill('{"days":30}');
    await advance.getByRole("button", { name: "Execute" }).click();
    await advance.locator(".live-responses-table .response-col_status").getByText("200").waitFor();
    await emulator.control.post("/faults", { kind: "status", status: 503 });
    const clear = page.locator("#operations-faults-faultsClear");
    await clear.getByRole("button").first().click();
    await clear.getByRole("button", { name: "Execute" }).click();
    await clear.locator(".live-responses-table .response-col_status").getByText("204").waitFor();
    const { body: faults } = await emulator.control.get("/faults");
    const { body: clock } = await emulator.control.get("/clock");
    const barriers = (await barriersOn(page)).filter(isOurs);
    await page.setViewportSize({ width: 390, height: 844 });

    expect(faults).toEqual([]);
    expect(clock.now).toMatch(/^2025-07-01/);
    expect(barriers).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    expect(browser.errors).toEqual([]);
    expect(browser.hosts).toEqual(new Set([new URL(url).host]));
  });
});
