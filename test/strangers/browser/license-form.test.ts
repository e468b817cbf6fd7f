import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { licenseFile, storedRows } from "../../doors/rest/license-client.ts";
import { aFolder } from "../../support/a-folder.ts";
import { type Browser, chromiumPath, openBrowser } from "../../support/browser.ts";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

type Page = Browser["page"];

/** Asks for the form, and signs in on the way to it. The ids are those by which the product's suites find it. */
async function openForm(page: Page, { ready }: TestEmulator) {
  await page.goto(`${ready.instance.url}/admin/license`);
  await page.getByLabel("Username").fill(ready.root.username);
  await page.getByLabel("Password").fill(ready.root.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByTestId("expand-add-license-button").click();
}

async function enter(page: Page, license: string) {
  await page.getByTestId("license-type-key-radio").check();
  await page.getByTestId("license-key-field").fill(license);
}

async function send(page: Page) {
  await page.getByTestId("accept-eula-checkbox").check();
  await page.getByTestId("license-upload-button").click();
}

/** Whether a page can be scrolled sideways. */
const isTooWide = async (page: Page) =>
  (await page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth)) > 0;

// A browser takes its time to start.
const timeout = 600_000;

describe.skipIf(chromiumPath === null)(
  "the form for a license file in a browser",
  { timeout },
  () => {
    test.each([
      { how: "a file that was chosen", chosen: true },
      { how: "a text that was pasted", chosen: false },
    ])(
      "takes $how, tells of it once, and removes it again, without scripts",
      async ({ chosen }) => {
        await using emulator = await emulatorOn("2025-06-01");
        await using folder = await aFolder();
        await using browser = await openBrowser({ javaScriptEnabled: false });
        const { page } = browser;
        const license = await licenseFile(emulator, { restrictions: { plan: "premium" } });
        const file = join(folder.path, "Example.gitlab-license");
        await writeFile(file, license);
        await openForm(page, emulator);

        if (chosen) await page.getByTestId("license-file-field").setInputFiles(file);
        else await enter(page, license);
        await send(page);

        await page.getByRole("heading", { name: "Subscription details" }).waitFor();
        expect(await page.getByRole("status").innerText()).toBe(
          "The license was successfully uploaded and is now active. You can see the details below.",
        );
        expect(await page.locator("dl").first().innerText()).toContain("Premium");
        await page.reload();
        expect(await page.getByRole("status").count()).toBe(0);

        await page.locator("summary", { hasText: "Remove license" }).click();
        await page.getByRole("button", { name: "Remove license" }).click();

        expect(await page.getByRole("alert").innerText()).toBe(
          "The license was removed. GitLab now no longer has a valid license.",
        );
        expect(await storedRows(emulator)).toEqual([]);
        expect(browser.errors).toEqual([]);
        expect([...browser.hosts]).toEqual([new URL(emulator.ready.instance.url).host]);
      },
    );

    test("tells what is wrong with a license, and can be filled in again", async () => {
      await using emulator = await emulatorOn("2025-06-01");
      await using browser = await openBrowser();
      const { page } = browser;
      await openForm(page, emulator);

      await send(page);
      const blank = await page.getByRole("alert").innerText();
      await enter(page, "garbage");
      await send(page);

      expect(blank).toBe(
        "The license you uploaded is invalid. If the issue persists, contact support at https://support.gitlab.com.",
      );
      expect(await page.getByRole("alert").innerText()).toBe(
        "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.",
      );
      expect(await page.getByTestId("license-upload-button").isVisible()).toBe(true);
      expect(browser.errors).toEqual([]);
    });

    test("shows the chosen one of file and key, and sends nothing before the terms are accepted", async () => {
      await using emulator = await emulatorOn("2025-06-01");
      await using browser = await openBrowser();
      const { page } = browser;
      await openForm(page, emulator);
      const shown = () =>
        Promise.all(
          ["license-file-field", "license-key-field"].map((id) => page.getByTestId(id).isVisible()),
        );

      const asFile = await shown();
      await enter(page, await licenseFile(emulator));
      const asKey = await shown();
      await page.getByTestId("license-upload-button").click();

      expect({ asFile, asKey }).toEqual({ asFile: [true, false], asKey: [false, true] });
      expect(await page.locator("#accept_eula:invalid").count()).toBe(1);
      expect(await storedRows(emulator)).toEqual([]);
    });

    test("is opened by the menu", async () => {
      await using emulator = await emulatorOn("2025-06-01");
      await using browser = await openBrowser();
      const { page } = browser;
      await openForm(page, emulator);
      await page.getByTestId("nav-item-link").filter({ hasText: "Users" }).click();
      await page.getByTestId("nav-item-link").filter({ hasText: "Add license" }).click();

      await page.getByTestId("license-upload-button").waitFor();

      expect(browser.errors).toEqual([]);
    });

    test("shows a name of any length and kind as text, on a page as wide as a phone", async () => {
      await using emulator = await emulatorOn("2025-06-01");
      await using browser = await openBrowser({ viewport: { width: 400, height: 800 } });
      const { page } = browser;
      const Company = `${"Donaudampfschifffahrt".repeat(20)}<img src=x onerror=alert(1)>`;
      await openForm(page, emulator);
      const widths = [await isTooWide(page)];

      await enter(page, await licenseFile(emulator, { licensee: { Company } }));
      await send(page);
      await page.getByText(Company).first().waitFor();
      widths.push(await isTooWide(page));

      expect(widths).toEqual([false, false]);
      expect(await page.locator("img").count()).toBe(0);
      expect(browser.errors).toEqual([]);
    });
  },
);
