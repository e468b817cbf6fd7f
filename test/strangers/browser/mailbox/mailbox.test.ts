import { describe, expect, test } from "vitest";
import { barriersOn, isTooWide } from "../../../support/accessible.ts";
import { chromiumPath, openBrowser } from "../../../support/browser.ts";
import { emulatorOn, newEmulatorOn, type TestEmulator } from "../../../support/emulator-on.ts";
import { aMailServer } from "../../../support/smtp-server.ts";
import { mailboxIn, mailboxStateNames, settingsOf } from "./states.ts";

const now = "2025-06-01T12:00:00Z";

const sell = ({ control }: TestEmulator, order: object) =>
  control.post("/portal/subscriptions", order);

/** A mailbox in a browser, which listens already. */
async function mailboxOf(emulator: TestEmulator, options: Parameters<typeof openBrowser>[0] = {}) {
  const browser = await openBrowser(options);
  await browser.page.goto(`${emulator.ready.control.url}/mailbox`);
  if (options?.javaScriptEnabled !== false) await live(browser.page);
  return browser;
}

type Page = Awaited<ReturnType<typeof openBrowser>>["page"];

const live = (page: Page) => page.getByText("Live", { exact: true }).waitFor();

const mails = (page: Page) => page.locator(".mails").getByRole("link");

describe.runIf(chromiumPath)("the mailbox", () => {
  test("shows a new mail at once, without being loaded again", async () => {
    await using emulator = await newEmulatorOn(now);
    await emulator.control.delete("/mailbox");
    await using browser = await mailboxOf(emulator);
    const { page, errors } = browser;
    await page.getByText("There is no mail yet").waitFor();

    await sell(emulator, { email: "ada@example.com" });

    await mails(page).filter({ hasText: "ada@example.com" }).waitFor();
    expect(errors).toEqual([]);
  });

  test("opens a mail beside the list, whose code is copied with a button", async () => {
    await using emulator = await newEmulatorOn(now);
    const { body } = await sell(emulator, { email: "ada@example.com" });
    await using browser = await mailboxOf(emulator, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const { page, errors } = browser;

    await mails(page).first().click();
    await page.getByRole("heading", { name: "Your GitLab Activation Code" }).waitFor();
    await page.getByRole("button", { name: "Copy code" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();

    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(body.activationCode);
    const shown = page.frameLocator("iframe").getByText(body.activationCode);
    await shown.waitFor();
    expect(await mails(page).count()).toBe(2);
    expect(errors).toEqual([]);
  });

  test("keeps the mail that is open while others come, and goes back to where one was", async () => {
    await using emulator = await newEmulatorOn(now);
    await sell(emulator, { email: "ada@example.com" });
    await using browser = await mailboxOf(emulator);
    const { page } = browser;
    await mails(page).first().click();
    await page.getByRole("link", { name: "Text" }).click();
    await page.locator("pre").waitFor();

    await sell(emulator, { email: "eve@example.com" });

    await mails(page).filter({ hasText: "eve@example.com" }).waitFor();
    expect(await page.locator("pre").textContent()).toContain("Hello Example Admin,");
    await page.goBack();
    await page.locator("iframe").waitFor();
    await page.goBack();
    await page.getByText("Choose a mail").waitFor();
  });

  test("finds mails while one types, and says that there is none", async () => {
    await using emulator = await newEmulatorOn(now);
    await sell(emulator, { email: "ada@example.com" });
    await sell(emulator, { email: "eve@example.com" });
    await using browser = await mailboxOf(emulator);
    const { page } = browser;

    await page.getByRole("searchbox").fill("eve@");
    await page.getByText("1 mail with").waitFor();
    expect(await mails(page).count()).toBe(1);
    await page.getByRole("searchbox").fill("nobody");
    await page.getByText("No mail has").waitFor();

    expect(page.url()).toContain("q=nobody");
  });

  test("downloads the license that is attached", async () => {
    await using emulator = await newEmulatorOn(now);
    await sell(emulator, { kind: "legacy", company: "ACME" });
    await using browser = await mailboxOf(emulator);
    const { page } = browser;
    await mails(page).first().click();
    await page.getByRole("link", { name: "Attachments" }).click();

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download" }).click(),
    ]);

    expect(download.suggestedFilename()).toBe("ACME.gitlab-license");
  });

  test("deletes all mails once that is confirmed, also where another page shows them", async () => {
    await using emulator = await newEmulatorOn(now);
    await sell(emulator, {});
    await using one = await mailboxOf(emulator);
    await using other = await mailboxOf(emulator);
    await mails(other.page).first().click();
    await other.page.locator("iframe").waitFor();

    await one.page.getByText("Delete all", { exact: true }).click();
    await one.page.getByRole("button", { name: "Delete all mails" }).click();

    await one.page.getByText("There is no mail yet").waitFor();
    await other.page.getByText("There is no mail yet").waitFor();
    expect((await emulator.control.get("/mailbox")).body).toEqual([]);
  });

  test("says what the SMTP server has made of a mail, when it has", async () => {
    await using server = await aMailServer({
      refuses: (address) => (address === "nobody@example.com" ? [550, "No such user"] : null),
    });
    await using emulator = await newEmulatorOn(now, { smtpUrl: `smtp://127.0.0.1:${server.port}` });
    await using browser = await mailboxOf(emulator);
    const { page } = browser;

    await sell(emulator, { email: "nobody@example.com" });

    const refused = mails(page)
      .filter({ hasText: "nobody@example.com" })
      .filter({ hasText: "refused" });
    await refused.click();
    const delivery = page.locator("#mail-delivery").filter({ hasText: "550" });
    expect(await delivery.textContent()).toBe("refused 550 No such user");
  });

  test("works without scripts, read and cleared", async () => {
    await using emulator = await newEmulatorOn(now);
    await sell(emulator, { email: "ada@example.com" });
    await using browser = await mailboxOf(emulator, { javaScriptEnabled: false });
    const { page } = browser;

    await mails(page).first().click();
    await page.getByRole("link", { name: "Source" }).click();
    expect(await page.locator("pre").textContent()).toContain("MIME-Version");
    expect(await page.getByRole("button", { name: "Copy code" }).count()).toBe(0);
    await page.getByText("Delete all", { exact: true }).click();
    await page.getByRole("button", { name: "Delete all mails" }).click();

    await page.getByText("There is no mail yet").waitFor();
  });

  test("asks for the token where the control API wants one, and then listens", async () => {
    await using emulator = await newEmulatorOn(now, { controlToken: "sixteen-or-more!" });
    await using browser = await openBrowser();
    const { page } = browser;
    await page.goto(`${emulator.ready.control.url}/mailbox`);

    await page.getByLabel("Token").fill("sixteen-or-more!");
    await page.getByRole("button", { name: "Continue" }).click();

    await live(page);
    expect(await mails(page).count()).toBe(1);
  });

  test("can be used with the keyboard: the mail that was opened keeps the focus", async () => {
    await using emulator = await newEmulatorOn(now);
    await using browser = await mailboxOf(emulator);
    const { page } = browser;

    await mails(page).first().focus();
    await page.keyboard.press("Enter");
    await page.locator("iframe").waitFor();

    const focused = page.locator(":focus");
    expect(await focused.getAttribute("data-mail")).toBe("1");
    expect(await focused.getAttribute("aria-current")).toBe("true");
  });
});

describe.runIf(chromiumPath)("every state of the mailbox", () => {
  test.each(mailboxStateNames)(
    "has no serious barrier, no console error and no foreign request, and fits small screens: %s",
    async (name) => {
      await using emulator = await emulatorOn(now, settingsOf(name));
      const address = await mailboxIn(emulator, name);
      await using browser = await openBrowser({ viewport: { width: 1280, height: 900 } });
      const { page } = browser;
      await page.goto(address);
      await live(page);

      expect(await barriersOn(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await barriersOn(page)).toEqual([]);
      await page.setViewportSize({ width: 320, height: 700 });
      expect(await isTooWide(page)).toBe(false);
      expect(await barriersOn(page)).toEqual([]);
      expect(browser.errors).toEqual([]);
      expect([...browser.hosts]).toEqual([new URL(address).host]);
    },
  );
});
