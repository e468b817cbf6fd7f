import { describe, expect, test } from "vitest";
import { barriersOn, isTooWide } from "../../support/accessible.ts";
import { chromiumPath, openBrowser } from "../../support/browser.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { signedInAt, signIn } from "../../support/signed-in.ts";

// A browser takes its time to start.
const timeout = 600_000;

const places = [
  "/",
  "/admin",
  "/admin/users",
  "/admin/application_settings/general",
  "/-/user_settings/personal_access_tokens",
  "/dashboard/issues",
  "/users/sign_out",
];

describe.skipIf(chromiumPath === null)(
  "the pages of the instance in a browser",
  { timeout },
  () => {
    test("have a menu whose parts are found by the product's names, of today and of earlier years", async () => {
      await using emulator = await emulatorOn("2025-06-01");
      await using browser = await openBrowser();
      const { page } = browser;

      await signedInAt(page, emulator, "/users/sign_in");

      for (const id of [
        "super-sidebar",
        "user-dropdown",
        "issues-shortcut-button",
        "merge-requests-shortcut-button",
        "todos-shortcut-button",
        "brand-header-default-logo",
      ]) {
        expect(await page.getByTestId(id).isVisible(), id).toBe(true);
      }
      for (const name of ["navbar", "user_avatar", "user_menu", "admin_area_link"]) {
        expect(await page.locator(`[data-qa-selector=${name}]`).isVisible(), name).toBe(true);
      }
      await page.getByTestId("user-dropdown").click();
      for (const id of ["user-profile-link", "edit-profile-link", "preferences-item"]) {
        expect(await page.getByTestId(id).isVisible(), id).toBe(true);
      }

      await page.getByTestId("sign-out-link").click();

      await page.getByTestId("login-page").waitFor();
      expect(await page.getByTestId("user-avatar-content").count()).toBe(0);
      expect(browser.errors).toEqual([]);
      expect([...browser.hosts]).toEqual([new URL(emulator.ready.instance.url).host]);
    });

    test("say that this is Understudy and what day its clock shows, and lead to its other parties", async () => {
      await using emulator = await emulatorOn("2025-06-01");
      await using browser = await openBrowser();
      const { page } = browser;
      await page.goto(`${emulator.ready.instance.url}/users/sign_in`);

      const ribbon = page.getByRole("complementary", { name: "About this instance" });
      const links = await ribbon
        .getByRole("link")
        .evaluateAll((all) => all.map((link) => [link.textContent, link.getAttribute("href")]));

      expect(await ribbon.innerText()).toMatch(
        /Understudy[\s\S]*Clock: 2025-06-01 \(stands still\)/,
      );
      expect(links).toEqual([
        ["Explorer", "/-/graphql-explorer"],
        ["Portal", emulator.ready.portal?.url],
        ["Control", emulator.ready.control.url],
      ]);
    });

    test("have no serious barrier, light and dark, and fit a screen of 320 pixels", async () => {
      await using emulator = await emulatorOn("2025-06-01");
      await using browser = await openBrowser();
      const { page } = browser;
      await page.goto(`${emulator.ready.instance.url}/users/sign_in`);
      const found = [await barriersOn(page)];
      await signIn(page, emulator);

      for (const [index, path] of places.entries()) {
        await page.emulateMedia({ colorScheme: index % 2 === 0 ? "light" : "dark" });
        await page.setViewportSize({ width: 1280, height: 800 });
        await page.goto(emulator.ready.instance.url + path);
        found.push(await barriersOn(page));
        await page.setViewportSize({ width: 320, height: 640 });
        expect(await isTooWide(page), path).toBe(false);
      }

      expect(found.flat()).toEqual([]);
      expect(browser.errors).toEqual([]);
    });
  },
);
