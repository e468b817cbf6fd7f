import { describe, expect } from "vitest";
import type { AsItCame } from "../../../support/as-it-came.ts";
import { chromiumPath, openBrowser } from "../../../support/browser.ts";
import { newEmulatorOn } from "../../../support/emulator-on.ts";
import {
  activate,
  code,
  isThere,
  legacy,
  licensed,
  modal,
  open,
  press,
  seen,
  signIn,
  sold,
  test,
  text,
  timeout,
  ultimate,
  uploaded,
} from "./suite.ts";

const next = { startsOn: "2026-06-01", expiresOn: "2027-06-01" };

const hints = {
  code: "The activation code should be a 24-character alphanumeric string",
  terms: "Select that you agree before activating the subscription.",
};

const cells = ["name", "plan", "activated-at", "starts-at", "expires-at", "users-in-license-count"];

const licensedPage = [
  "subscription-details-card",
  "details-label",
  "details-content",
  "plan",
  "name",
  "email",
  "company",
  "starts-at",
  "expires-at",
  "subscription-activate-subscription-action",
  "remove-license-button",
  "users-in-subscription",
  "users-in-subscription-content",
  "billable-users",
  "billable-users-count",
  "maximum-users",
  "users-over-license",
  "subscription-history",
  "subscription-history-row",
  "subscription-history-sr-only",
  ...cells.map((name) => `subscription-cell-${name}`),
  "export-license-usage-btn",
];

const creditsCard = {
  "credit-purchase-card-cta-button": "click_purchase_credits_cta_on_sm_credits_card",
  "credit-purchase-card-explore-pricing-button": "click_explore_pricing_cta_on_sm_credits_card",
  "credit-purchase-card-learn-more-link": "click_learn_more_link_on_sm_credits_card",
};

const futureFields = "type plan name email company usersInLicenseCount startsAt expiresAt";
const licenseFields = `id type plan name email company startsAt expiresAt activatedAt lastSync usersInLicenseCount billableUsersCount maximumUserCount usersOverLicenseCount trial hasGitlabCreditsAddOn @gl_introduced(version: "19.0.0") subscriptionName @gl_introduced(version: "19.3.0")`;

describe.skipIf(chromiumPath === null)("a foreign suite that reads the page", { timeout }, () => {
  test("sees hints at what is missing, sends nothing for it, and trims what it sends", async ({
    emulator,
    page,
  }) => {
    await sold(emulator);
    await open(page, emulator);
    const sent: string[] = [];
    const listen = (request: { postData: () => string | null }) =>
      sent.push(request.postData() ?? "");
    page.on("request", listen);

    await press(page, "Activate");

    const ofCode = page.getByTestId("form-group-activation-code");
    const ofTerms = page.getByTestId("form-group-terms");
    await ofCode.getByText(hints.code).waitFor();
    await ofTerms.getByText(hints.terms).waitFor();
    await page.locator("[name=activationCode]").fill(`${code}2021-asdf`);
    await page.locator("#subscription-form-terms-check").check();
    await press(page, "Activate");
    await ofCode.getByText(hints.code).waitFor();
    expect(await ofTerms.getByText(hints.terms).count()).toBe(0);
    await page.locator("[name=activationCode]").fill(`  ${code}\t `);
    await ofCode.getByText(hints.code).waitFor({ state: "detached" });
    expect(sent).toEqual([]);

    await press(page, "Activate");
    await seen(page, "subscription-activation-success-alert");
    page.off("request", listen);

    const [{ variables }] = JSON.parse(sent[0] ?? "") as [AsItCame];
    expect(variables).toEqual({ gitlabSubscriptionActivateInput: { activationCode: code } });
  });

  test.for([
    ["online_cloud", "Online license", { cloud_licensing_enabled: true }],
    [
      "offline_cloud",
      "Offline license",
      { cloud_licensing_enabled: true, offline_cloud_licensing_enabled: true },
    ],
    ["legacy_license", "Legacy license", {}],
  ] as const)(
    "finds every id of the page with a license of the type %s",
    async ([type, label, attributes], { emulator, page }) => {
      await uploaded(emulator, attributes);
      await open(page, emulator);

      for (const testId of licensedPage) expect(await isThere(page, testId), testId).toBe(true);
      expect((await text(page, "subscription-cell-type")).trim()).toBe(label);
      expect(await page.locator("#syncButton").count()).toBe(type === "online_cloud" ? 1 : 0);
      expect(await isThere(page, "credit-purchase-card-cta-button")).toBe(false);
      for (const slug of [
        "id",
        "plan",
        "last-sync",
        "starts-at",
        "expires-at",
        "name",
        "company",
      ]) {
        expect(await page.locator(`[id$="-${slug}"]`).count(), slug).toBe(1);
      }
      expect(await isThere(page, "subscription-name")).toBe(false);
      const manage = page.getByTestId("subscription-manage-subscription-action");
      expect(
        await manage.evaluate((link) => ["target", "rel"].map((name) => link.getAttribute(name))),
      ).toEqual(["_blank", "noopener noreferrer"]);
    },
  );

  test("finds the numbers of a license without limit, and the card of credits only on a trial", async ({
    emulator,
    page,
  }) => {
    await uploaded(emulator, {
      cloud_licensing_enabled: true,
      restrictions: { plan: "ultimate", trial: true },
    });
    await open(page, emulator);

    expect(await text(page, "users-in-subscription-content")).toBe("Unlimited");
    expect(await text(page, "users-in-subscription-desc")).toMatch(/guest/i);
    for (const [testId, event] of Object.entries(creditsCard)) {
      const link = page.getByTestId(testId);
      expect(await link.getAttribute("data-event-tracking")).toBe(event);
      expect(await link.getAttribute("data-event-property")).not.toBeNull();
    }
  });

  test("sees future entries before the others, and the license in force alone highlighted", async ({
    emulator,
    page,
  }) => {
    await uploaded(emulator, { expires_at: "2025-12-01" });
    const { body } = await emulator.control.post("/portal/subscriptions", {
      plan: "premium",
      seats: 10,
      futureTerms: [{ ...next, seats: 30, plan: "ultimate" }],
    });
    await emulator.graphql.activate(body.activationCode);
    await open(page, emulator);

    const rows = page.getByTestId("subscription-history-row");
    const cells = (testId: string) => rows.getByTestId(testId).allInnerTexts();
    expect(await cells("subscription-cell-users-in-license-count")).toEqual([
      "30",
      "10",
      "Unlimited",
    ]);
    expect((await cells("subscription-cell-activated-at"))[0]).toBe("-");
    expect(await rows.evaluateAll((all) => all.map((row) => row.className !== ""))).toEqual([
      false,
      true,
      false,
    ]);
  });

  test("keeps the license when its removal fails, and says so", async ({ emulator, page }) => {
    await ultimate(emulator);
    await open(page, emulator);
    await page.route("**/admin/license", (route) => route.fulfill({ status: 418, json: {} }));

    await press(page, "Remove license");
    expect(await modal(page).innerText()).toContain("Are you sure you want to remove the license?");
    await page.getByTestId("confirm-remove-license-button").click();

    await page
      .getByText("Something went wrong while removing the license. Please try again.")
      .waitFor();
    await page.unroute("**/admin/license");
    expect(await text(page, "plan")).toBe("Ultimate");
  });

  test("forgets an error with the dialog in which it was, and notes there what a code replaces", async ({
    emulator,
    page,
  }) => {
    await ultimate(emulator);
    await open(page, emulator);
    await press(page, "Add activation code");
    const note = await modal(page).innerText();
    await activate(page);
    await seen(page, "INVALID_ACTIVATION_ERROR_ALERT");

    await press(page, "Cancel");
    await press(page, "Add activation code");

    expect(await isThere(page, "INVALID_ACTIVATION_ERROR_ALERT")).toBe(false);
    expect(await modal(page).innerText()).toBe(note);
  });

  test("reads its paths from the node that the page is mounted on", async ({ emulator, page }) => {
    await open(page, emulator);
    const mount = page.locator("#content-body #js-show-subscription-page");
    const dataset = () => mount.evaluate((node) => ({ ...(node as AsItCame).dataset }));

    const { ready } = emulator;
    expect(await dataset()).toMatchObject({
      customersPortalUrl: expect.stringContaining(new URL(ready.portal?.url ?? "").host),
      hasActiveLicense: "false",
      isAdmin: "true",
      licenseRemovePath: "/admin/license",
      subscriptionSyncPath: "/admin/license/sync_seat_link",
      licenseUsageFilePath: "/admin/license/usage_export.csv",
      settingsAddLicensePath: expect.stringContaining("/admin/application_settings/general"),
      freeTrialPath: expect.any(String),
      congratulationSvgPath: expect.any(String),
      groupsCount: expect.stringMatching(/^\d+$/),
      projectsCount: expect.stringMatching(/^\d+$/),
      usersCount: expect.stringMatching(/^\d+$/),
      purchaseCreditsPath: expect.any(String),
    });
    await emulator.control.put("/state", { state: "expired" });
    await page.reload();
    expect(await dataset()).toMatchObject({ hasActiveLicense: "true" });
    await seen(page, "subscription-details-card");
  });

  test("of an instance since 19.3 finds the name of the subscription below its id", async ({
    now,
  }) => {
    await using newer = await newEmulatorOn(now, { gitlabVersion: "19.3.0-ee" });
    await using another = await openBrowser();
    await legacy(newer);
    await signIn(another.page, newer);
    await open(another.page, newer);

    const labels = await another.page.getByTestId("details-label").allInnerTexts();

    expect(labels.slice(0, 3)).toEqual(["ID:", "Subscription name:", "Plan:"]);
    expect(await text(another.page, "subscription-name")).toBe("-");
    await licensed(newer);
    await open(another.page, newer);
    expect(await text(another.page, "subscription-name")).toMatch(/^A-S\d{8}$/);
  });

  test("waits for each operation from its beginning on, also in a batch", async ({ emulator }) => {
    await using another = await openBrowser();
    await signIn(another.page, emulator);
    await another.page.addInitScript(() => {
      const counts: number[] = [];
      Object.defineProperty(window, "pendingApolloRequests", {
        get: () => counts.at(-1),
        set: (count) => counts.push(count),
      });
      Reflect.set(window, "counts", counts);
    });

    await open(another.page, emulator);

    const counts = await another.page.evaluate(() => Reflect.get(window, "counts"));
    expect(counts).toEqual([0, 1, 2, 3, 2, 1, 0]);
  });

  test("records an activation as a customer's network log has it", async ({ emulator, page }) => {
    await sold(emulator);
    await open(page, emulator);
    const request = page.waitForRequest("**/api/graphql");

    await activate(page);

    const [operation] = (await request).postDataJSON() as [AsItCame];
    expect(Object.keys(operation)).toEqual(["operationName", "variables", "query"]);
    expect(operation.query.replace(/\s+/g, " ")).toBe(
      `mutation activateSubscription($gitlabSubscriptionActivateInput: GitlabSubscriptionActivateInput!) { gitlabSubscriptionActivate(input: $gitlabSubscriptionActivateInput) { errors license { ...License __typename } futureSubscriptions { ${futureFields} __typename } __typename } } fragment License on CurrentLicense { ${licenseFields} __typename }`,
    );
    expect((await request).headers()).toMatchObject({
      accept: "*/*",
      "content-type": "application/json",
      "x-csrf-token": expect.stringMatching(/./),
    });
    const response = await (await request).response();
    expect(response?.headers()["content-type"]).toBe("application/json; charset=utf-8");
    expect(response?.headers()["x-request-id"]).toBeTruthy();
    await seen(page, "subscription-activation-success-alert");
  });

  test("records a sync and a removal as an Axios without a form sends them", async ({
    emulator,
    page,
  }) => {
    await licensed(emulator);
    await open(page, emulator);
    const syncing = page.waitForRequest("**/admin/license/sync_seat_link");
    await press(page, "Sync subscription details");
    const sync = await syncing;
    const syncAnswer = await (await sync.response())?.json();
    await press(page, "Remove license");
    const removing = page.waitForRequest("**/admin/license");
    await page.getByTestId("confirm-remove-license-button").click();
    const removal = await removing;

    expect([sync.method(), sync.postData()]).toEqual(["POST", null]);
    expect([removal.method(), removal.postData()]).toEqual(["DELETE", null]);
    expect(syncAnswer).toEqual({ success: true });
    for (const request of [sync, removal]) {
      expect(request.headers()).toMatchObject({
        accept: "application/json, text/plain, */*",
        "x-csrf-token": expect.stringMatching(/./),
        "x-requested-with": "XMLHttpRequest",
      });
      expect(request.headers()).not.toHaveProperty("content-type");
    }
    await seen(page, "activation-code-field");
  });
});
