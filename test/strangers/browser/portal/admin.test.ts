import { describe, expect, test } from "vitest";
import { barriersOn, isTooWide } from "../../../support/accessible.ts";
import { chromiumPath, openBrowser } from "../../../support/browser.ts";
import { newEmulatorOn } from "../../../support/emulator-on.ts";
import { adminStateNames, openAdminState } from "./admin-states.ts";

// A browser takes its time to start.
const timeout = 600_000;

const now = "2025-06-01T12:00:00Z";

describe.skipIf(chromiumPath === null)("the portal's pages for staff", { timeout }, () => {
  test.each(adminStateNames)(
    "have no barriers, fit a phone, and ask nothing of others: %s",
    async (name) => {
      await using emulator = await newEmulatorOn(now);
      await using browser = await openBrowser({
        viewport: { width: 1280, height: 900 },
        reducedMotion: "reduce",
      });
      const { page } = browser;
      const { isRefused = false } = await openAdminState(page, emulator, name);

      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await barriersOn(page), colorScheme).toEqual([]);
      }
      for (const width of [320, 390, 640]) {
        await page.setViewportSize({ width, height: 844 });
        expect([width, await isTooWide(page)]).toEqual([width, false]);
      }
      expect(
        browser.errors.filter((error) => !(isRefused && /status of 4\d\d/.test(error))),
      ).toEqual([]);
      expect([...browser.hosts]).toEqual([new URL(emulator.ready.portal?.url ?? "").host]);
    },
  );

  // Support handbook, 2: click by click.
  test("switch a subscription to cloud features, and mail its code", async () => {
    await using emulator = await newEmulatorOn(now);
    await emulator.control.post("/portal/subscriptions", {
      kind: "legacy",
      company: "Example AG",
      name: "Ada Example",
      email: "ada@example.com",
    });
    await using browser = await openBrowser();
    const { page } = browser;
    await openAdminState(page, emulator, "dashboard-empty");
    await page.getByRole("navigation").getByRole("link", { name: "Customers" }).click();
    await page.getByLabel("Search customers").fill("ada@example.com");
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.getByRole("link", { name: "Zuora Subscriptions: Ada Example" }).click();

    await page.getByLabel("Quarterly Coterms").check();
    await page.getByLabel("Operational Metrics").check();
    await page.getByRole("button", { name: "Update" }).click();
    await page.getByText("Subscription A-S00000002 successfully updated").waitFor();
    await page.getByRole("button", { name: "Generate activation code" }).click();
    await page.getByText("was generated, and mailed to ada@example.com").waitFor();
    await page.getByRole("link", { name: "Cloud Activations", exact: true }).click();

    const { body } = await emulator.control.get("/portal/subscriptions/A-S00000002");
    await page.getByText(body.activationCode).waitFor();
    await page.getByRole("button", { name: "Resend to customer via email" }).click();
    await page.getByText("The activation code was sent to ada@example.com").waitFor();
    expect(body.features).toEqual({
      cloudLicensing: "no",
      operationalMetrics: true,
      seatReconciliation: true,
      autoRenew: false,
    });
    const { body: mails } = await emulator.control.get("/mailbox?to=ada@example.com");
    const codes = mails.filter(({ kind }: { kind: string }) => kind === "activation-code");
    expect(codes).toHaveLength(2);
  });

  // Support handbook, 3: the remedy for a true-up that is too small.
  test("duplicate the last key with a true-up, by keyboard alone and without scripts", async () => {
    await using emulator = await newEmulatorOn(now);
    await emulator.control.post("/portal/subscriptions", {
      kind: "legacy",
      company: "Example AG",
      email: "ada@example.com",
    });
    await using browser = await openBrowser({ javaScriptEnabled: false });
    const { page } = browser;
    await openAdminState(page, emulator, "dashboard-empty");
    await page.goto(`${emulator.ready.portal?.url}/admin/license`);
    await page.getByLabel("Search licenses").fill("ada@example.com");
    await page.getByLabel("Search licenses").press("Enter");
    await page.getByRole("link", { name: "Duplicate license: License 1001" }).press("Enter");

    await page.getByLabel("Previous users count").fill("2");
    await page.getByLabel("Trueup count").fill("3");
    await page.getByRole("button", { name: "Save" }).press("Enter");

    await page.getByText("License 1001 was duplicated, and license 1002 mailed").waitFor();
    const { body } = await emulator.control.get("/portal/licenses/1002");
    expect(body.attributes.restrictions).toMatchObject({ trueup_quantity: 3 });
    const { body: mails } = await emulator.control.get("/mailbox?to=ada@example.com");
    expect(mails.at(-1).attachments[0].text).toBe(body.license);
  });
});
