import { describe, expect, test } from "vitest";
import { barriersOn, isTooWide } from "../../../support/accessible.ts";
import { chromiumPath, openBrowser } from "../../../support/browser.ts";
import { emulatorOn } from "../../../support/emulator-on.ts";
import { lastLinkTo } from "../../../support/portal-customer.ts";
import { customerStateNames, openCustomerState } from "./customer-states.ts";

// A browser takes its time to start.
const timeout = 600_000;

const now = "2025-06-01T12:00:00Z";

describe.skipIf(chromiumPath === null)("the portal's pages for customers", { timeout }, () => {
  test.each(customerStateNames)(
    "have no barriers, fit a phone, and ask nothing of others: %s",
    async (name) => {
      await using emulator = await emulatorOn(now);
      await using browser = await openBrowser({
        viewport: { width: 390, height: 844 },
        reducedMotion: "reduce",
      });
      const { page } = browser;
      const { isRefused = false } = await openCustomerState(page, emulator, name);

      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await barriersOn(page), colorScheme).toEqual([]);
      }
      expect(await isTooWide(page)).toBe(false);
      expect(
        browser.errors.filter((error) => !(isRefused && /status of 4\d\d/.test(error))),
      ).toEqual([]);
      expect([...browser.hosts]).toEqual([new URL(emulator.ready.portal?.url ?? "").host]);
    },
  );

  // Support handbook, 7, and seed 000: the buyer's first sign-in.
  test("let a buyer in who has no password yet, click by click, and list what was bought", async () => {
    await using emulator = await emulatorOn(now);
    await using browser = await openBrowser();
    const { page } = browser;
    await emulator.control.post("/portal/subscriptions", { email: "ada@example.com" });
    await page.goto(`${emulator.ready.portal?.url}`);

    await page.getByRole("link", { name: "Sign in with a password" }).click();
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await page.getByLabel("Email").fill("ada@example.com");
    await page.getByRole("button", { name: "Send me reset password instructions" }).click();
    await page.getByText("Check your email").waitFor();
    const link = await lastLinkTo(emulator, "ada@example.com");
    await page.goto(`${emulator.ready.portal?.url}${link}`);
    await page.getByLabel("New password").fill("correct horse");
    await page.getByLabel("Password confirmation").fill("correct horse");
    await page.getByRole("button", { name: "Change my password" }).click();

    await page.getByText("Your password was changed. You are signed in.").waitFor();
    expect(await page.getByRole("heading", { level: 2 }).allInnerTexts()).toEqual([
      "GitLab Premium (Self-managed)",
    ]);
    await page.getByText("ada@example.com").click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("link", { name: "Sign in with a password" }).click();
    await page.getByLabel("Email").fill("ada@example.com");
    await page.getByLabel("Password").fill("correct horse");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Subscriptions & purchases" }).waitFor();
  });

  test("copy the activation code with one click", async () => {
    await using emulator = await emulatorOn(now);
    await using browser = await openBrowser({ permissions: ["clipboard-read", "clipboard-write"] });
    const { page } = browser;
    await openCustomerState(page, emulator, "impersonated");

    await page.getByRole("button", { name: "Copy activation code" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();

    const { body } = await emulator.control.get("/portal/subscriptions/A-S00000002");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(body.activationCode);
  });

  // Support handbook: opt-out after the sale.
  test("issue the license and copy its key with one click, where there was none", async () => {
    await using emulator = await emulatorOn(now);
    await using browser = await openBrowser({ permissions: ["clipboard-read", "clipboard-write"] });
    const { page } = browser;
    await openCustomerState(page, emulator, "impersonated");
    await emulator.control.patch("/portal/subscriptions/A-S00000002", { cloudLicensing: "no" });
    await page.reload();

    await page.getByRole("button", { name: "Copy license key to clipboard" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();

    const { body: licenses } = await emulator.control.get("/portal/licenses?search=A-S00000002");
    const { body } = await emulator.control.get(`/portal/licenses/${licenses[0].number}`);
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(body.license);
    expect(await page.getByLabel("License key").inputValue()).toBe(body.license);
  });

  test("renew with the true-up, by keyboard alone, and without a script", async () => {
    await using emulator = await emulatorOn(now);
    await using browser = await openBrowser({ javaScriptEnabled: false });
    const { page } = browser;
    await openCustomerState(page, emulator, "renew");

    await page.getByLabel("Maximum users").fill("12");
    await page.keyboard.press("Enter");
    await page.getByText("Users over license: 2").waitFor();
    await page.getByRole("button", { name: "Renew subscription" }).press("Enter");

    await page.getByText("A-S00000002 was renewed.").waitFor();
    const { body } = await emulator.control.get("/portal/licenses?search=A-S00000002");
    expect(body[0].attributes.restrictions).toMatchObject({ trueup_quantity: 2 });
  });

  test("lead staff back to where they were by the browser's Back", async () => {
    await using emulator = await emulatorOn(now);
    await using browser = await openBrowser();
    const { page } = browser;
    await openCustomerState(page, emulator, "impersonated");
    const { url } = emulator.ready.portal ?? { url: "" };
    await page.goto(`${url}/admin`);
    await page.goto(`${url}/subscriptions`);

    await page.goBack();

    expect(page.url()).toBe(`${url}/admin`);
    expect(await page.locator("h1").innerText()).toBe("Site Administration");
  });
});
