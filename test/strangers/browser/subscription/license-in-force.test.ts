import { describe, expect, test } from "vitest";
import { upload } from "../../../doors/rest/license-client.ts";
import { chromiumPath } from "../../../support/browser.ts";
import { emulatorOn } from "../../../support/emulator-on.ts";
import { idle, type Page, subscriptionPage, textsOf } from "./driver.ts";
import { cloudWithoutEnd } from "./states.ts";

// A browser takes its time to start.
const timeout = 600_000;

const now = "2025-06-01T12:00:00Z";

async function licensed(order: object = {}) {
  const emulator = await emulatorOn(now);
  const { body } = await emulator.control.post("/portal/subscriptions", {
    plan: "ultimate",
    seats: 10_000,
    ...order,
  });
  await emulator.graphql.activate(body.activationCode);
  return emulator;
}

const hasFocus = (page: Page, selector: string) =>
  page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);

const usage = (page: Page) => page.getByTestId("export-license-usage-btn");

describe.skipIf(chromiumPath === null)("a license in force, on the page", { timeout }, () => {
  test("is told of in cards and the history, with the product's names for each value", async () => {
    await using emulator = await licensed();
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;

    const labels = await textsOf(page, "details-label");
    const value = async (testId: string) => (await textsOf(page, testId)).join("|");

    expect(labels).toEqual([
      "ID:",
      "Plan:",
      "Last sync:",
      "Start date:",
      "End date:",
      "Licensed to:",
      "Email:",
      "Company:",
    ]);
    expect(await value("id")).toMatch(/^\d+/);
    expect(await value("plan")).toBe("Ultimate");
    expect(await value("last-sync")).toContain("just now");
    expect(await value("starts-at")).toBe("2025-06-01");
    expect(await value("expires-at")).toBe("2026-06-01");
    expect(await value("name")).toBe("Example Admin");
    expect(await value("email")).toBe("admin@example.com");
    expect(await value("company")).toBe("Example Company");
    expect(await value("users-in-subscription-content")).toBe("10000");
    expect(await value("users-in-subscription-desc")).toContain("Guest");
    expect(await value("billable-users-count")).toBe("8");
    expect(await value("maximum-users")).toMatch(/^Maximum users\s+8/);
    expect(await value("users-over-license")).toMatch(/^Users over subscription\s+0/);
    expect(await value("subscription-cell-plan")).toBe("Ultimate");
    expect(await value("subscription-cell-users-in-license-count")).toBe("10000");
    expect(await value("subscription-cell-activated-at")).toBe("2025-06-01");
    expect(await value("subscription-cell-type")).toBe("Online license");
    expect(await page.locator(".is-current").count()).toBe(1);
    expect(await usage(page).getAttribute("href")).toBe("/admin/license/usage_export.csv");
    const manage = page.getByTestId("subscription-manage-subscription-action");
    expect(await manage.getAttribute("href")).toBe(emulator.ready.portal?.url);
    expect(await manage.getAttribute("target")).toBe("_blank");
    expect(await manage.getAttribute("rel")).toBe("noopener noreferrer");
  });

  test("explains its numbers of users in words and numbers", async () => {
    await using emulator = await emulatorOn(now);
    await emulator.control.put("/users", { active: 12, guests: 3, withoutMembership: 2 });
    const { body } = await emulator.control.post("/portal/subscriptions", {
      plan: "ultimate",
      seats: 5,
    });
    await emulator.graphql.activate(body.activationCode);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;

    await page.getByTestId("users-reasoning").locator("summary").click();

    const reasoning = await page.getByTestId("users-reasoning").innerText();
    expect(reasoning).toContain("12 active − 3 guests − 2 without groups and projects = 7.");
    expect(reasoning).toContain("7 maximum users − 5 seats = 2.");
    expect(reasoning).toContain("no rule about seats applies to a cloud license");
    expect(await textsOf(page, "users-over-license-count")).toEqual(["2"]);
  });

  test("without limit and company is told of with words and dashes", async () => {
    await using emulator = await emulatorOn(now);
    await upload(emulator, { licensee: { Name: "Ada" } });
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;

    expect(await textsOf(page, "users-in-subscription-content")).toEqual(["Unlimited"]);
    expect(await textsOf(page, "company")).toEqual(["-"]);
    expect(await page.locator("#syncButton").count()).toBe(0);
    expect(await page.getByTestId("remove-license-button").count()).toBe(1);
  });

  test("says since when and why it did not sync", async () => {
    await using emulator = await licensed();
    const fault = { endpoint: "seat-links", kind: "status", status: 503, times: "standing" };
    await emulator.control.post("/faults", fault);
    await emulator.control.post("/clock/advance", { days: 2 });
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;

    expect(await textsOf(page, "last-sync")).toEqual([
      expect.stringMatching(/2 days ago[\s\S]*The last attempt failed: HTTP status code: 503/),
    ]);
    expect(await page.locator("dt.has-failed").innerText()).toBe("Last sync:");
  });
});

describe.skipIf(chromiumPath === null)("a sync on the page", { timeout }, () => {
  test("says that it has started, can be dismissed, and leaves the focus on its button", async () => {
    await using emulator = await licensed();
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;

    await page.getByRole("button", { name: "Sync subscription details" }).dblclick();
    const alert = page.getByTestId("sync-info-alert");
    await alert.waitFor();

    expect(await alert.innerText()).toContain("Synchronization started");
    expect(await alert.innerText()).toContain(
      "Subscription detail synchronization has started and will complete soon.",
    );
    await expect.poll(() => hasFocus(page, "#syncButton")).toBe(true);
    await alert.getByRole("button", { name: "Dismiss" }).click();
    expect(await alert.count()).toBe(0);
    expect(browser.errors).toEqual([]);
  });

  test("of a license without an end fails, with a question, a reason, and no way to dismiss it", async () => {
    await using emulator = await emulatorOn(now);
    await upload(emulator, cloudWithoutEnd);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;

    await page.locator("#syncButton").click();
    const alert = page.getByTestId("sync-failure-alert");
    await alert.waitFor();
    await alert.locator("summary").click();

    expect(await alert.innerText()).toContain("There is a connectivity issue");
    expect(await alert.innerText()).toContain(
      "Subscription details did not synchronize due to a possible connectivity issue with GitLab servers. How do I check connectivity?",
    );
    expect(await page.getByTestId("error-cause").innerText()).toBe(
      "The license in force never expires.",
    );
    expect(await alert.getByRole("button", { name: "Dismiss" }).count()).toBe(0);
    expect(await page.locator("dt.has-failed").count()).toBe(1);
    expect(
      await alert.getByRole("link", { name: "How do I check connectivity?" }).getAttribute("href"),
    ).toBe(`${emulator.ready.control.url}/doctor`);
  });
});

describe.skipIf(chromiumPath === null)("a removal on the page", { timeout }, () => {
  const remove = async (page: Page) => {
    await page.getByTestId("remove-license-button").click();
    await page
      .getByRole("dialog", { name: "Remove license" })
      .getByText("Are you sure you want to remove the license?")
      .waitFor();
    await page.getByTestId("confirm-remove-license-button").dblclick();
  };

  test("falls back on the license before, then on none, and tells so each time", async () => {
    await using emulator = await licensed();
    await upload(emulator);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;
    const flash = page.locator(".flash-container");

    await remove(page);
    await flash.getByText("The license was removed.").waitFor();
    const first = await flash.innerText();
    await idle(page);
    await remove(page);
    await flash.getByText("no longer has a valid license").waitFor();
    await page.getByTestId("activation-code-field").waitFor();

    expect(first).toBe("The license was removed. GitLab has fallen back on the previous license.");
    expect(await page.getByText("You do not have an active subscription").count()).toBe(1);
    expect(await usage(page).count()).toBe(0);
    expect(browser.errors).toEqual([]);
  });

  test("is not made by who leaves the question", async () => {
    await using emulator = await licensed();
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;

    await page.getByTestId("remove-license-button").click();
    await page.getByRole("button", { name: "Cancel" }).click();

    await expect.poll(() => hasFocus(page, "[data-testid=remove-license-button]")).toBe(true);
    const { body } = await emulator.control.get("/state");
    expect(body.currentLicense).not.toBeNull();
  });
});

describe.skipIf(chromiumPath === null)("what the page cannot read", { timeout }, () => {
  /** An instance from 19.0 on is asked in three requests: each can fail for itself. */
  const settings = { gitlabVersion: "19.3.0-ee" };

  async function withFailing(page: Page, operations: readonly string[]) {
    await page.route("**/api/graphql", (route) =>
      operations.some((name) => route.request().postData()?.includes(`"${name}"`))
        ? route.abort()
        : route.continue(),
    );
    await page.reload();
    await page.getByTestId("subscription-fetch-error-alert").waitFor();
    await idle(page);
    const shown = await page.getByTestId("subscription-fetch-error-alert").innerText();
    await page.unroute("**/api/graphql");
    return shown;
  }

  test("is told of, the last that has failed before the others, and can be dismissed", async () => {
    await using emulator = await emulatorOn(now, settings);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;
    const past = "getPastLicenseHistory";
    const future = "getFutureLicenseHistory";

    const shown = [
      await withFailing(page, ["getCurrentLicense"]),
      await withFailing(page, ["getCurrentLicense", past]),
      await withFailing(page, [past, future]),
    ];
    await page.getByRole("button", { name: "Dismiss" }).click();

    expect(shown.map((text) => /Your (.*) cannot be displayed/.exec(text)?.[1])).toEqual([
      "current subscription",
      "past subscriptions",
      "future subscriptions",
    ]);
    expect(shown[0]).toContain("Subscription unavailable");
    expect(await page.getByTestId("subscription-fetch-error-alert").count()).toBe(0);
  });
});

describe.skipIf(chromiumPath === null)("names from elsewhere", { timeout }, () => {
  test("are shown as text, in their place whichever way they are written", async () => {
    await using emulator = await emulatorOn(now);
    const Company = '<img src=x onerror="alert(1)"> שלום \u202eevil';
    await upload(emulator, { licensee: { Company, Name: "مرحبا" } });
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;

    expect(await textsOf(page, "company")).toEqual([Company.replace("\u202e", "\ufffd")]);
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.getByTestId("name").locator("bdi").innerText()).toBe("مرحبا");
    expect(browser.errors).toEqual([]);
  });
});
