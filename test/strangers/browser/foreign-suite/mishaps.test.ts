import { describe, expect } from "vitest";
import { chromiumPath } from "../../../support/browser.ts";
import {
  activate,
  activateInModal,
  code,
  isThere,
  legacy,
  licensed,
  modal,
  open,
  type Page,
  press,
  seen,
  settled,
  sold,
  test,
  text,
  timeout,
} from "./suite.ts";

const remove = async (page: Page) => {
  await press(page, "Remove license");
  await page.getByTestId("confirm-remove-license-button").click();
};

const sync = (page: Page) => press(page, "Sync subscription details");

const notRemoved = "Something went wrong while removing the license. Please try again.";
const removed = "The license was removed. GitLab now no longer has a valid license.";

describe.skipIf(chromiumPath === null)("mishaps on the page", { timeout }, () => {
  test("a double click on sync and on removal: each is sent once", async ({ emulator, page }) => {
    await licensed(emulator);
    await open(page, emulator);
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/admin/license")) sent.push(request.method());
    });

    await page.locator("#syncButton").dblclick();
    await seen(page, "sync-info-alert");
    await press(page, "Remove license");
    await page.getByTestId("confirm-remove-license-button").dblclick({ noWaitAfter: true });
    await page.getByText(removed).waitFor();

    expect(sent).toEqual(["POST", "DELETE"]);
  });

  test("a license that is gone already: its removal leads to how things stand, and a sync says why it fails", async ({
    emulator,
    page,
  }) => {
    await licensed(emulator);
    await open(page, emulator);
    await emulator.control.post("/reset");

    await sync(page);
    await seen(page, "sync-failure-alert");
    await page.getByTestId("sync-failure-alert").locator("summary").click();
    expect(await text(page, "error-cause")).toBe("No license is in force.");
    await remove(page);

    await page.getByText("You do not have an active subscription").waitFor();
    expect(await page.getByText(notRemoved).count()).toBe(0);
  });

  test("a removal whose answer is lost: once tried again, it is told of", async ({
    emulator,
    page,
  }) => {
    await licensed(emulator);
    await open(page, emulator);
    await page.route("**/admin/license", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await remove(page);
    await page.getByText(notRemoved).waitFor();
    await page.unroute("**/admin/license");

    await remove(page);

    await page.getByText(removed).waitFor();
    await seen(page, "activation-code-field");
  });

  test("a dialog that is left before the answer: it comes back with what was typed if the code is refused", async ({
    emulator,
    page,
  }) => {
    await legacy(emulator);
    await open(page, emulator);
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    await page.route("**/api/graphql", async (route) => {
      await answered;
      await route.continue();
    });
    await activateInModal(page);
    await press(page, "Cancel");
    await modal(page).waitFor({ state: "detached" });

    answer();

    await modal(page).getByTestId("INVALID_ACTIVATION_ERROR_ALERT").waitFor();
    await page.unroute("**/api/graphql");
    expect(await page.locator("[name=activationCode]").inputValue()).toBe(code);
    expect(await page.locator("#subscription-form-terms-check").isChecked()).toBe(true);
    await sold(emulator);
    await press(page, "Activate");
    await seen(page, "subscription-activation-success-alert");
    expect(await modal(page).count()).toBe(0);
  });

  test("a computer that goes offline: it says so, and everything can be tried again without a reload", async ({
    emulator,
    page,
  }) => {
    const offline = (isOffline: boolean) => page.context().setOffline(isOffline);
    await sold(emulator);
    await open(page, emulator);
    await offline(true);
    await activate(page);
    await seen(page, "GENERAL_ERROR_ALERT");
    expect(await text(page, "error-cause")).toContain("Try again once it answers.");
    await offline(false);
    await press(page, "Activate");
    await seen(page, "subscription-activation-success-alert");
    await settled(page);

    await offline(true);
    await sync(page);
    await seen(page, "sync-failure-alert");
    await remove(page);
    await page.getByText(notRemoved).waitFor();
    await offline(false);
    await sync(page);
    await seen(page, "sync-info-alert");
    await remove(page);
    await page.getByText(removed).waitFor();
  });

  test("an activation after which nothing can be read: the license of its answer is shown", async ({
    emulator,
    page,
  }) => {
    await sold(emulator, { plan: "ultimate" });
    await open(page, emulator);
    await page.route("**/api/graphql", (route) =>
      route.request().postData()?.includes("activateSubscription")
        ? route.continue()
        : route.abort(),
    );

    await activate(page);

    await seen(page, "subscription-fetch-error-alert");
    await page.unroute("**/api/graphql");
    expect(await text(page, "plan")).toBe("Ultimate");
    expect(await isThere(page, "subscription-activation-success-alert")).toBe(true);
    expect(await page.getByText("You do not have an active subscription").count()).toBe(0);
  });
});
