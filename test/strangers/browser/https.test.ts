import { describe, expect, test } from "vitest";
import { chromiumPath, openBrowser } from "../../support/browser.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { trust } from "../../support/trusted.ts";

// A browser takes its time to start.
const timeout = 600_000;

describe.skipIf(chromiumPath === null)("over TLS, in a browser", { timeout }, () => {
  test("an administrator signs in and activates, staff and customers find their pages", async () => {
    await using emulator = await emulatorOn("2025-06-01", { https: "true" });
    trust(emulator);
    // The browser knows no authority of ours, and is told to go on.
    await using browser = await openBrowser({ ignoreHTTPSErrors: true });
    const { page } = browser;
    const { instance, portal, control, root, staff, activationCode } = emulator.ready;

    await page.goto(`${instance.url}/admin/subscription`);
    await page.getByLabel("Username").fill(root.username);
    await page.getByLabel("Password").fill(root.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByTestId("activation-code-field").fill(activationCode ?? "");
    await page.getByTestId("subscription-terms-checkbox").check();
    await page.getByTestId("activate-button").click();
    await page.getByRole("heading", { name: "Subscription details" }).waitFor();

    await page.goto(`${portal?.url}/admin`);
    await page.getByLabel("Email").fill(staff?.email ?? "");
    await page.getByLabel("Password").fill(staff?.password ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "Customers" }).first().waitFor();
    await page.goto(`${portal?.url}/customers/sign_in`);
    await page.goto(`${control.url}/mailbox`);
    await page.getByRole("heading").first().waitFor();

    const cookies = await page.context().cookies();
    expect(cookies.map(({ name, secure }) => [name, secure])).toEqual(
      expect.arrayContaining([
        ["_gitlab_session", true],
        ["_customers_session", true],
      ]),
    );
    expect(cookies.every(({ secure }) => secure)).toBe(true);
    expect(browser.errors).toEqual([]);
    const urls = [instance, portal, control].map((party) => new URL(party?.url ?? "").host);
    expect(browser.hosts).toEqual(new Set(urls));
  });
});
