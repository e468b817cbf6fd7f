import { describe, expect, test } from "vitest";
import { barriersOn, isTooWide } from "../../../support/accessible.ts";
import { chromiumPath, openBrowser } from "../../../support/browser.ts";
import { newEmulatorOn } from "../../../support/emulator-on.ts";
import { lastLinkTo } from "../../../support/portal-customer.ts";
import { hostedSettings, hostedStateNames, openHostedState } from "./hosted-states.ts";

// A browser takes its time to start.
const timeout = 600_000;

const now = "2025-06-01T12:00:00Z";
const started = () => newEmulatorOn(now, hostedSettings);

describe.skipIf(chromiumPath === null)("the pages about hosted subscriptions", { timeout }, () => {
  test.each(hostedStateNames)(
    "have no barriers, fit a phone, and ask nothing of others: %s",
    async (name) => {
      await using emulator = await started();
      await using browser = await openBrowser({
        viewport: { width: 390, height: 844 },
        reducedMotion: "reduce",
      });
      const { page } = browser;
      await openHostedState(page, emulator, name);

      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await barriersOn(page), colorScheme).toEqual([]);
      }
      expect(await isTooWide(page)).toBe(false);
      // Refusals, as the page says them.
      expect(browser.errors.filter((error) => !/status of (?:4\d\d|502)/.test(error))).toEqual([]);
      const { portal, hosted } = emulator.ready;
      const ours = [portal?.url, hosted?.url].map((url) => new URL(url ?? "").host);
      expect([...browser.hosts].filter((host) => !ours.includes(host))).toEqual([]);
    },
  );

  // Support handbook, section 7.
  test.each([{ scripts: true }, { scripts: false }])(
    "link a subscription to its group as the handbook says, click by click (scripts: $scripts)",
    async ({ scripts }) => {
      await using emulator = await started();
      const { control, ready } = emulator;
      await control.post("/portal/subscriptions", {
        deployment: "hosted",
        plan: "premium",
        seats: 10,
        email: "ada@example.com",
      });
      // An account and a group must exist first.
      await control.post("/hosted/users", { username: "ada", password: "correct horse" });
      await using browser = await openBrowser({ javaScriptEnabled: scripts });
      const { page } = browser;

      // Reset the portal password.
      await page.goto(`${ready.portal?.url}/customers/sign_in?legacy=true`);
      await page.getByRole("link", { name: "Forgot your password?" }).click();
      await page.getByLabel("Email").fill("ada@example.com");
      await page.getByRole("button", { name: "Send me reset password instructions" }).click();
      await page.goto(`${ready.portal?.url}${await lastLinkTo(emulator, "ada@example.com")}`);
      await page.getByLabel("New password", { exact: true }).fill("another password");
      await page.getByLabel("Password confirmation").fill("another password");
      await page.getByRole("button", { name: "Change my password" }).click();

      // Menu Subscriptions, Edit.
      await page.getByRole("link", { name: "Subscriptions" }).first().click();
      await page.getByRole("link", { name: "Edit of A-S00000002" }).click();

      // Sign in at the hosted product.
      await page.getByRole("button", { name: "Sign in to GitLab.com" }).click();
      await page.getByLabel("Username or primary email").fill("ada");
      await page.getByLabel("Password").fill("correct horse");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByRole("button", { name: "Authorize" }).click();

      // No groups to choose is its own failure: create one, and come back.
      await page.getByText("You have no groups on GitLab.com, only your user name.").waitFor();
      await page.getByRole("link", { name: "Create a group" }).click();
      await page.getByLabel("Group name").fill("Example Group");
      await page.getByRole("button", { name: "Create group" }).click();
      await page.getByText("was successfully created").waitFor();
      await page.goto(`${ready.portal?.url}/subscriptions/A-S00000002/edit`);

      // Choose the group, Update.
      await page.getByLabel("Example Group").check();
      await page.getByRole("button", { name: "Update" }).click();

      await page.getByText("A-S00000002 is linked to Example Group.").waitFor();
      expect((await control.get("/hosted/groups")).body).toMatchObject([
        { path: "example-group", plan: "premium", seats: 10, endsOn: "2026-06-01" },
      ]);
      expect(browser.errors).toEqual([]);
    },
  );

  test("choose and pay in today's form, by keyboard alone", async () => {
    await using emulator = await started();
    await using browser = await openBrowser();
    const { page } = browser;
    await openHostedState(page, emulator, "edit-too-few-seats");

    await page.getByRole("button", { name: "Pay for 4 more seats and link" }).press("Enter");

    await page.getByText("A-S00000002 is linked to Example Group.").waitFor();
    const { body } = await emulator.control.get("/portal/subscriptions/A-S00000002");
    expect(body).toMatchObject({ seats: 14, group: { name: "Example Group" } });
  });
});
