import { describe, expect, test } from "vitest";
import { barriersOn, isTooWide } from "../../../support/accessible.ts";
import { chromiumPath, openBrowser } from "../../../support/browser.ts";
import { emulatorOn } from "../../../support/emulator-on.ts";

describe.skipIf(chromiumPath === null)("the traffic on the dashboard", { timeout: 600_000 }, () => {
  test("comes as it happens, draws only what is seen of a burst, and is read with the keyboard alone", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { ready } = emulator;
    await using browser = await openBrowser({ viewport: { width: 1600, height: 900 } });
    const { page } = browser;
    await page.goto(`${ready.control.url}/`);
    await page.getByText("Nothing went over the wire yet").waitFor();

    // A thousand exchanges, and one among them that fails.
    const ask = (path: string) =>
      fetch(`${ready.instance.url}${path}`, { headers: { "private-token": ready.tokens.admin } });
    for (let sent = 0; sent < 999; sent += 50) {
      const some = Array.from({ length: Math.min(50, 999 - sent) }, () => ask("/api/v4/license"));
      for (const { body } of await Promise.all(some)) await body?.cancel();
    }
    await (await ask("/api/v4/licenses/4711")).text();
    const list = page.getByRole("listbox", { name: "Exchanges, newest first" });
    const rows = list.getByRole("option");
    await list.locator("[aria-setsize='1000']").first().waitFor();
    const drawn = await rows.count();

    await page.getByLabel("Errors only").check();
    await list.locator("[aria-setsize='1']").waitFor();
    await page.getByLabel("Errors only").uncheck();
    await list.focus();
    await page.keyboard.press("End");
    await list.locator("[aria-posinset='1000']").waitFor();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    const exchange = page.getByRole("article");
    await exchange.getByRole("heading", { name: "GET /api/v4/licenses/4711" }).waitFor();
    await exchange.getByText("404 Not found").first().waitFor();
    const barriers = [...(await barriersOn(page))];
    await page.emulateMedia({ colorScheme: "dark" });
    barriers.push(...(await barriersOn(page)));
    await page.keyboard.press("Escape");
    await exchange.waitFor({ state: "detached" });

    await page.getByRole("tab", { name: "Timeline" }).click();
    await emulator.control.post("/faults", { kind: "status", status: 503 });
    await page.getByRole("region", { name: "2025-06-01" }).getByText("status 503").waitFor();
    barriers.push(...(await barriersOn(page)));
    await page.getByRole("tab", { name: "Mailbox" }).click();
    await page
      .getByRole("button", { name: /Activation Code/ })
      .first()
      .waitFor();
    barriers.push(...(await barriersOn(page)));
    await page.setViewportSize({ width: 390, height: 844 });

    expect(drawn).toBeLessThan(60);
    expect(barriers).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    expect(browser.errors).toEqual([]);
  });
});
