import { describe, expect } from "vitest";
import { chromiumPath } from "../../../support/browser.ts";
import {
  activate,
  code,
  isThere,
  open,
  portalAnswers,
  seen,
  settled,
  test,
  text,
  timeout,
} from "./suite.ts";

const contact = "Please contact sales at https://about.gitlab.com/sales/";

interface Alert {
  readonly fault: Readonly<Record<string, unknown>>;
  readonly title: string;
  /** What its text names besides. */
  readonly names?: readonly (string | RegExp)[];
}

const errors = (...texts: readonly string[]) => ({ kind: "errors", errors: texts });

const alerts: Readonly<Record<string, Alert>> = {
  INVALID_ACTIVATION_ERROR_ALERT: {
    fault: errors("this is an invalid activation code", "Trial has expired"),
    title: "An error occurred during activation",
    names: ["The activation code is not valid. Please make sure to copy it exactly"],
  },
  CONNECTIVITY_ERROR_ALERT: {
    fault: { kind: "drop-connection" },
    title: "Cannot activate instance due to a connectivity issue",
  },
  EXPIRED_ERROR_ALERT: {
    fault: { kind: "expired-license" },
    title: "Your subscription is expired",
  },
  EXPIRED_TRIAL_ERROR_ALERT: { fault: errors("Trial has expired"), title: "Your trial is expired" },
  SUBSCRIPTION_NOT_FOUND_ERROR_ALERT: {
    fault: errors("without cloud compatible subscription"),
    title: "Your subscription cannot be located",
  },
  SILENT_MODE_ENABLED_ALERT: {
    fault: errors("only get, head, options, and trace methods are allowed in silent mode"),
    title: "Could not activate subscription",
    names: ["Subscription cannot be activated if Silent Mode is enabled."],
  },
  SUBSCRIPTION_OVERAGES_ERROR_ALERT: {
    fault: errors(
      `This GitLab installation currently has 22 active users, exceeding this license's limit of 18 by 4 users. Please add a license for at least 22 users or contact sales at https://about.gitlab.com/sales/`,
    ),
    title: "Activation not possible due to seat mismatch",
    names: [
      "Your current GitLab installation has 22 active users, which exceeds",
      /\b18\b/,
      /\b4\b/,
    ],
  },
  TRUE_UP_OVERAGES_ERROR_ALERT: {
    fault: errors(`You have applied a True-up for 1 user but you need one for 4 users. ${contact}`),
    title: "Activation not possible due to true-up value mismatch",
    names: ["You have applied a true-up for 1", /you need one for 4/],
  },
  GENERAL_ERROR_ALERT: { fault: errors("foo"), title: "An error occurred during activation" },
};

const nothing = { errors: [], license: null, futureSubscriptions: [] };

describe.skipIf(chromiumPath === null)(
  "a foreign suite that lets activations fail",
  { timeout },
  () => {
    test("finds one alert for each error, and no other beside it", async ({ emulator, page }) => {
      await open(page, emulator);
      for (const [testId, { fault, title, names = [] }] of Object.entries(alerts)) {
        await portalAnswers(emulator, fault);
        await activate(page);

        await seen(page, testId);

        const said = await text(page, testId);
        expect(said, testId).toContain(title);
        for (const name of names) expect(said, testId).toMatch(name);
        for (const other of Object.keys(alerts)) {
          expect(await isThere(page, other), `${other} beside ${testId}`).toBe(other === testId);
        }
        expect(await page.getByTestId("activate-button").isEnabled()).toBe(true);
      }
    });

    test("finds the general alert for counts with separators, and for no answer at all", async ({
      emulator,
      page,
    }) => {
      await open(page, emulator);
      await portalAnswers(
        emulator,
        errors(
          `This GitLab installation currently has 1,022 active users, exceeding this license's limit of 18 by 1,004 users. Please add a license for at least 1,022 users or contact sales at https://about.gitlab.com/sales/`,
        ),
      );
      await activate(page);
      await seen(page, "GENERAL_ERROR_ALERT");

      await open(page, emulator);
      await page.route("**/api/graphql", (route) =>
        route.fulfill({ json: [{ data: { gitlabSubscriptionActivate: nothing } }] }),
      );
      await activate(page);
      await settled(page);
      await page.unroute("**/api/graphql");

      expect(await page.locator("[data-testid$=_ALERT], [data-testid$=-alert]").count()).toBe(0);
      expect(await page.locator("[name=activationCode]").inputValue()).toBe(code);
    });

    test("finds the alert of what is thrown, by its message", async ({ emulator, page }) => {
      await open(page, emulator);
      await page.route("**/api/graphql", (route) =>
        route.fulfill({ json: [{ errors: [{ message: "Trial has expired" }] }] }),
      );

      await activate(page);

      await seen(page, "EXPIRED_TRIAL_ERROR_ALERT");
      await page.unroute("**/api/graphql");
      expect(await page.locator("[name=activationCode]").inputValue()).toBe(code);
    });
  },
);
