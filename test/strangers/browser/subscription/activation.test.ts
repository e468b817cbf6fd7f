import { describe, expect, test } from "vitest";
import { storedRows, upload } from "../../../doors/rest/license-client.ts";
import { chromiumPath } from "../../../support/browser.ts";
import { emulatorOn, type TestEmulator } from "../../../support/emulator-on.ts";
import {
  activate,
  idle,
  openDialog,
  type Page,
  subscriptionPage,
  textsOf,
  unknownCode,
} from "./driver.ts";

// A browser takes its time to start.
const timeout = 600_000;

const now = "2025-06-01T12:00:00Z";
const codeOf = ({ ready }: TestEmulator) => ready.activationCode ?? "";
const successAlert = "subscription-activation-success-alert";
const codeHint = "The activation code should be a 24-character alphanumeric string";
const termsHint = "Select that you agree before activating the subscription.";

/** The test id of what has the focus. */
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute("data-testid"));

async function refuse({ control }: TestEmulator, error: string) {
  await control.post("/faults", { endpoint: "activate", kind: "errors", errors: [error] });
}

const overage =
  "This GitLab installation currently has 22 active users, exceeding this license's limit of 18 by 4 users. Please add a license for at least 22 users or contact sales at https://about.gitlab.com/sales/";

describe.skipIf(chromiumPath === null)("an activation on the page", { timeout }, () => {
  test("shows the license, its type and the success, which gets the focus", async () => {
    await using emulator = await emulatorOn(now);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;

    await activate(page, `  ${codeOf(emulator)} `);
    await page.getByTestId(successAlert).waitFor();
    await idle(page);
    await page.getByTestId("subscription-history-row").first().waitFor();

    expect(await page.getByTestId(successAlert).innerText()).toContain(
      "Your subscription was successfully activated. You can see the details below.",
    );
    expect(await focused(page)).toBe(successAlert);
    expect(await page.getByTestId("plan").innerText()).toBe("Premium");
    expect(await textsOf(page, "subscription-cell-type")).toEqual(["Online license"]);
    expect(await page.getByTestId("activation-code-field").count()).toBe(0);
    expect(browser.errors).toEqual([]);
  });

  test("of a license that starts next month says so, by the instance's clock", async () => {
    await using emulator = await emulatorOn(now);
    await emulator.control.post("/faults", { kind: "future-license" });
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;

    await activate(page, codeOf(emulator));

    expect(await page.getByTestId(successAlert).innerText()).toContain(
      "Your future dated license was successfully added",
    );
    await page.getByTestId("subscription-future-licenses-alert").waitFor();
    expect(await page.getByTestId("activation-code-field").inputValue()).toBe("");
  });

  test("sends nothing and hints at both fields while they are not filled in", async () => {
    await using emulator = await emulatorOn(now);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;
    const sent: string[] = [];
    page.on("request", (request) => sent.push(request.method()));

    await page.getByTestId("activate-button").click();
    const both = [
      await page.getByTestId("form-group-activation-code").innerText(),
      await page.getByTestId("form-group-terms").innerText(),
    ];
    await page.getByTestId("activation-code-field").fill(`${unknownCode}2021-asdf`);
    const tooLong = await page.getByText(codeHint).count();
    await page.getByTestId("activation-code-field").fill(unknownCode);
    await page.getByTestId("subscription-terms-checkbox").check();

    expect(both[0]).toContain(codeHint);
    expect(both[1]).toContain(termsHint);
    expect(tooLong).toBe(1);
    expect(await page.getByText(codeHint).count()).toBe(0);
    expect(await page.getByText(termsHint).count()).toBe(0);
    expect(await page.getByTestId("activate-button").isEnabled()).toBe(true);
    expect(sent).toEqual([]);
  });

  test("beside a license opens a dialog, shows the error in it, and gives the focus back", async () => {
    await using emulator = await emulatorOn(now);
    await upload(emulator);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;

    await openDialog(page);
    const dialog = page.getByRole("dialog", { name: "Activate subscription" });
    const atFirst = await dialog.innerText();
    await activate(page, unknownCode);
    await dialog.getByTestId("INVALID_ACTIVATION_ERROR_ALERT").waitFor();
    const refused = await dialog.innerText();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => focused(page)).toBe("subscription-activate-subscription-action");
    await openDialog(page);

    expect(atFirst).toContain("replaces the current one at once");
    expect(refused).toContain("An error occurred during activation");
    expect(refused).not.toContain("replaces the current one at once");
    expect(await dialog.innerText()).toBe(atFirst);

    await emulator.control.post("/faults", { kind: "status", status: 500 });
    await activate(page, unknownCode);
    await dialog.getByText("Cannot activate instance due to a connectivity issue").waitFor();

    await activate(page, codeOf(emulator));
    await page.getByTestId(successAlert).waitFor();
    expect(await dialog.count()).toBe(0);
    expect(browser.errors).toEqual([]);
  });

  test("is what a page without a license offers, with plans and a trial beside it, and no export", async () => {
    await using emulator = await emulatorOn(now);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;

    const text = await page.locator("#content-body").innerText();

    expect(text).toContain("Your instance is on GitLab Free");
    expect(text).toContain("Get the most out of GitLab with Ultimate");
    expect(await textsOf(page, "upgrade-link-cta")).toEqual(["Start free trial"]);
    expect(await textsOf(page, "explore-link-cta")).toEqual(["Explore plans"]);
    expect(await textsOf(page, "credit-purchase-card-cta-button")).toEqual(["Purchase credits"]);
    expect(await textsOf(page, "subscription-users")).toEqual([expect.stringMatching(/Users\s+8/)]);
    expect(await page.getByTestId("export-license-usage-btn").count()).toBe(0);
    expect(await page.getByTestId("subscription-history").count()).toBe(0);
  });

  test("of a license that has expired says so, and stores nothing", async () => {
    await using emulator = await emulatorOn(now);
    await emulator.control.post("/faults", { kind: "expired-license" });
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;

    await activate(page, codeOf(emulator));
    await page.getByTestId("EXPIRED_ERROR_ALERT").locator("summary").click();

    expect(await page.getByTestId("error-cause").innerText()).toBe(
      "The portal sent a license, and the instance refused it: it has expired by the instance's clock.",
    );
    expect(await storedRows(emulator)).toEqual([]);
  });

  test("goes by keyboard alone", async () => {
    await using emulator = await emulatorOn(now);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;

    await page.getByTestId("activation-code-field").focus();
    await page.keyboard.insertText(codeOf(emulator));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");

    await page.getByTestId(successAlert).waitFor();
    expect(await focused(page)).toBe(successAlert);
  });
});

describe.skipIf(chromiumPath === null)("a failed activation", { timeout }, () => {
  test("has one alert, by the first error alone, with the numbers of the answer", async () => {
    await using emulator = await emulatorOn(now);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;
    const expected: readonly (readonly [error: string, testId: string, ...texts: string[]])[] = [
      [
        "there is an invalid activation code here",
        "INVALID_ACTIVATION_ERROR_ALERT",
        "An error occurred during activation",
        "The activation code is not valid.",
      ],
      [
        "CONNECTIVITY_ERROR",
        "CONNECTIVITY_ERROR_ALERT",
        "Cannot activate instance due to a connectivity issue",
      ],
      ["This license has already expired.", "EXPIRED_ERROR_ALERT", "Your subscription is expired"],
      ["Trial has expired", "EXPIRED_TRIAL_ERROR_ALERT", "Your trial is expired"],
      [
        "without cloud compatible subscription",
        "SUBSCRIPTION_NOT_FOUND_ERROR_ALERT",
        "Your subscription cannot be located",
      ],
      [
        "only get, head, options, and trace methods are allowed in silent mode",
        "SILENT_MODE_ENABLED_ALERT",
        "Could not activate subscription",
      ],
      [
        overage,
        "SUBSCRIPTION_OVERAGES_ERROR_ALERT",
        "Activation not possible due to seat mismatch",
        "has 22 active users, which exceeds your new subscription's limit of 18 by 4.",
      ],
      [
        overage.replaceAll("22", "1,022"),
        "GENERAL_ERROR_ALERT",
        "An error occurred during activation",
      ],
      [
        "You have applied a True-up for 1 user but you need one for 4 users. Please contact sales at https://about.gitlab.com/sales/",
        "TRUE_UP_OVERAGES_ERROR_ALERT",
        "Activation not possible due to true-up value mismatch",
        "You have applied a true-up for 1 users but you need one for 4.",
      ],
      ["cloud: invalid Activation Code", "GENERAL_ERROR_ALERT", "An error occurred"],
    ];

    for (const [error, testId, ...texts] of expected) {
      await refuse(emulator, error);
      await activate(page, unknownCode);
      const alert = page.getByTestId(testId);
      await alert.waitFor();
      const shown = await alert.innerText();
      for (const text of texts) expect(shown).toContain(text);
      expect(await page.locator("[data-testid$=_ALERT]").count()).toBe(1);
      expect(await focused(page)).toBe(testId);
      expect(await page.getByTestId("activation-code-field").inputValue()).toBe(unknownCode);
      await page.reload();
      await idle(page);
    }
    expect(browser.errors).toEqual([]);
  });

  test("tells its cause in a sentence, the request by its id, and the answer as it came", async () => {
    await using emulator = await emulatorOn(now);
    await emulator.control.post("/faults", { kind: "status", status: 503 });
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;
    const answered = page.waitForResponse(
      (response) => response.request().postData()?.includes("activateSubscription") === true,
    );

    await activate(page, unknownCode);
    const details = page.getByTestId("CONNECTIVITY_ERROR_ALERT").getByTestId("error-details");
    await details.locator("summary").click();

    const response = await answered;
    expect(await page.getByTestId("error-cause").innerText()).toBe(
      "The portal answered with the HTTP status 503.",
    );
    expect(await page.getByTestId("error-request-id").innerText()).toBe(
      response.headers()["x-request-id"],
    );
    expect(JSON.parse(await page.getByTestId("error-raw").inputValue())).toEqual(
      await response.json(),
    );
  });

  test.each([
    { kind: "tls-inspected", version: "18.5.0-ee", alert: "CONNECTIVITY_ERROR_ALERT" },
    { kind: "tls-inspected", version: "15.6.8-ee", alert: "GENERAL_ERROR_ALERT" },
    { kind: "proxy-407", version: "18.5.0-ee", alert: "GENERAL_ERROR_ALERT" },
  ])(
    "by $kind shows $version's alert where texts leak: $alert",
    async ({ kind, version, alert }) => {
      const settings = { leakTransportTexts: "true", gitlabVersion: version };
      await using emulator = await emulatorOn(now, settings);
      await using browser = await subscriptionPage(emulator);
      const { page } = browser;
      await emulator.control.post("/faults", { kind });

      await activate(page, codeOf(emulator));
      await page.getByTestId(alert).waitFor();

      expect(await page.locator("[data-testid$=_ALERT]").count()).toBe(1);
      expect(await page.getByTestId("error-cause").textContent()).toContain(
        kind === "proxy-407" ? "PROXY_407" : "SELF_SIGNED_CERT_IN_CHAIN",
      );
    },
  );

  test("that no resolver has answered shows the general alert", async () => {
    await using emulator = await emulatorOn(now);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;
    await emulator.control.post("/faults", { endpoint: "graphql", kind: "drop-connection" });

    await activate(page, unknownCode);
    await page.getByTestId("GENERAL_ERROR_ALERT").waitFor();

    expect(await page.getByTestId("error-cause").innerText()).toMatch(
      /^The instance has (?:not answered|broken off its answer)/,
    );
  });
});
