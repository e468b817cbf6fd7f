import { describe, expect, test } from "vitest";
import { barriersOn, isTooWide } from "../../support/accessible.ts";
import { chromiumPath, openBrowser } from "../../support/browser.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

const findings = [
  { kind: null, verdict: "Nothing is wrong" },
  { kind: "tls-inspected", verdict: "The fault: certificates (TLS)" },
];

describe.skipIf(chromiumPath === null)("what the doctor has found", { timeout: 600_000 }, () => {
  test.each(findings)("fits a phone and needs no script: $verdict", async ({ kind, verdict }) => {
    await using emulator = await emulatorOn("2025-06-01");
    if (kind) await emulator.control.post("/faults", { kind, times: "standing" });
    await using browser = await openBrowser({
      javaScriptEnabled: false,
      viewport: { width: 320, height: 900 },
    });
    const { page } = browser;

    await page.goto(`${emulator.ready.control.url}/doctor`);
    await page.waitForURL("**/doctor/findings");

    expect(await page.getByRole("heading", { name: verdict }).count()).toBe(1);
    expect(await isTooWide(page)).toBe(false);
    expect(browser.errors).toEqual([]);
  });

  test("has no serious barrier, light and dark", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", { kind: "tls-inspected", times: "standing" });
    await using browser = await openBrowser();
    const { page } = browser;
    await page.goto(`${emulator.ready.control.url}/doctor/findings`);

    const light = await barriersOn(page);
    await page.emulateMedia({ colorScheme: "dark" });

    expect([...light, ...(await barriersOn(page))]).toEqual([]);
  });
});
