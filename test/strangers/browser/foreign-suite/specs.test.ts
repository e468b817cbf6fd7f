import { describe, expect } from "vitest";
import { chromiumPath } from "../../../support/browser.ts";
import type { TestEmulator } from "../../../support/emulator-on.ts";
import {
  activate,
  activateInModal,
  code,
  legacy,
  modal,
  open,
  type Page,
  portalAnswers,
  press,
  rest,
  seen,
  settled,
  sold,
  test,
  text,
  timeout,
  ultimate,
  uploaded,
} from "./suite.ts";

interface Row {
  readonly given: (emulator: TestEmulator) => Promise<unknown>;
  readonly does?: (page: Page) => Promise<unknown>;
  /** Texts that come to be on the page. */
  readonly sees: readonly string[];
  readonly finds?: (page: Page) => Promise<unknown>;
}

const started = "Subscription detail synchronization has started and will complete soon.";
const notSynced =
  "Subscription details did not synchronize due to a possible connectivity issue with GitLab servers. How do I check connectivity?";
const futureDated = "Your future dated license was successfully added";

/** The rows of the product's browser specs. */
const specs: Readonly<Record<string, Row>> = {
  "E1: a cloud ultimate license": {
    given: ultimate,
    sees: ["Subscription details"],
    async finds(page) {
      const card = page.getByTestId("subscription-details-card");
      expect(await card.getByTestId("details-label").nth(1).innerText()).toBe("Plan:");
      expect(await card.getByTestId("details-content").nth(1).innerText()).toBe("Ultimate");
      const link = page.getByRole("link", { name: "Export license usage file" });
      expect(await link.getAttribute("href")).toBe("/admin/license/usage_export.csv");
    },
  },
  "E2: syncing it": {
    given: ultimate,
    does: (page) => press(page, "Sync subscription details"),
    sees: ["Synchronization started", started],
  },
  "E3: syncing one without an end": {
    given: (emulator) => uploaded(emulator, { expires_at: null, cloud_licensing_enabled: true }),
    does: (page) => press(page, "Sync subscription details"),
    sees: ["There is a connectivity issue", notSynced],
  },
  "E4: adding one that starts next month": {
    async given(emulator) {
      await ultimate(emulator);
      await sold(emulator);
      await portalAnswers(emulator, { kind: "future-license" });
    },
    does: activateInModal,
    sees: [futureDated],
  },
  "E5: a legacy license, and another code": {
    given: legacy,
    does: (page) => press(page, "Add activation code"),
    sees: [],
    finds: async (page) => expect(await modal(page).innerText()).toContain("Activate subscription"),
  },
  "E6: a code that the portal does not know, beside a license": {
    async given(emulator) {
      await legacy(emulator);
      await portalAnswers(emulator, { kind: "errors", errors: ["invalid activation code"] });
    },
    does: activateInModal,
    sees: ["An error occurred during activation"],
    async finds(page) {
      expect(await modal(page).innerText()).toContain("An error occurred during activation");
    },
  },
  "E7: a portal that fails, beside a license": {
    async given(emulator) {
      await legacy(emulator);
      await portalAnswers(emulator, { kind: "status", status: 500 });
    },
    does: activateInModal,
    sees: ["Cannot activate instance due to a connectivity issue"],
  },
  "E8: no license": {
    given: () => Promise.resolve(),
    sees: ["GitLab Free", "Ultimate", "Start free trial", "Explore plans"],
    async finds(page) {
      for (const name of ["Start free trial", "Explore plans"]) {
        expect(await page.getByRole("link", { name }).count(), name).toBeGreaterThan(0);
      }
      expect(await page.getByText("Export license usage file").count()).toBe(0);
    },
  },
  "E9: no license, and a code that the portal does not know": {
    given: (emulator) =>
      portalAnswers(emulator, { kind: "errors", errors: ["invalid activation code"] }),
    does: activate,
    sees: ["An error occurred during activation"],
  },
  "E10: no license, and a key that has expired a month ago": {
    given: (emulator) => portalAnswers(emulator, { kind: "expired-license" }),
    does: activate,
    sees: ["Your subscription is expired"],
  },
  "E11: no license, and a key from next month": {
    async given(emulator) {
      await sold(emulator);
      await portalAnswers(emulator, { kind: "future-license" });
    },
    does: activate,
    sees: [futureDated],
  },
  "E12: no license, and a key from today": {
    given: sold,
    does: activate,
    sees: [
      "Your subscription was successfully activated. You can see the details below.",
      "Subscription details",
      "Online license",
    ],
  },
  "E13: removing the license": {
    given: ultimate,
    async does(page) {
      await press(page, "Remove license");
      await page.getByTestId("confirm-remove-license-button").click();
    },
    sees: ["The license was removed."],
    async finds(page) {
      await seen(page, "activation-code-field");
      expect(await page.locator(".flash-container").innerText()).toContain(
        "The license was removed.",
      );
    },
  },
};

describe.skipIf(chromiumPath === null)("the product's browser specs", { timeout }, () => {
  test("removes the licenses by REST, activates its code, reads all cards, and removes it again", async ({
    emulator,
    page,
  }) => {
    await legacy(emulator);
    await sold(emulator, {
      plan: "premium",
      seats: 10_000,
      name: "GitLab QA",
      company: "QA User",
      email: "qa@example.com",
    });
    const { headers, body: licenses } = await rest(emulator, "GET", "/licenses?per_page=100");
    expect(headers.get("link")).toContain('rel="first"');
    expect([headers.get("x-page"), headers.get("x-total-pages")]).toEqual(["1", "1"]);
    for (const { id } of licenses) {
      expect(await rest(emulator, "DELETE", `/license/${id}`)).toMatchObject({ status: 204 });
      expect(await rest(emulator, "GET", `/license/${id}`)).toMatchObject({ status: 404 });
    }

    await open(page, emulator);
    await page.getByTestId("activation-code-field").fill(code);
    await page.getByTestId("subscription-terms-checkbox").check();
    await page.getByTestId("activate-button").click();

    await seen(page, "subscription-activation-success-alert");
    await settled(page);
    expect(await text(page, "name")).toBe("GitLab QA");
    expect(await text(page, "company")).toContain("QA User");
    expect(await text(page, "plan")).toBe("Premium");
    expect(await text(page, "users-in-subscription-content")).toBe("10000");
    const row = page.getByTestId("subscription-history-row");
    expect(await row.count()).toBe(1);
    expect(await text(page, "subscription-cell-plan")).toBe("Premium");
    expect(await text(page, "subscription-cell-users-in-license-count")).toBe("10000");
    expect((await text(page, "subscription-cell-type")).toLowerCase()).toBe("online license");

    await page.getByTestId("remove-license-button").click();
    await page.getByTestId("confirm-remove-license-button").click();

    await page.getByText("no longer has a valid license").waitFor();
    await seen(page, "activation-code-field");
  });

  test.for(Object.entries(specs))(
    "%s",
    async ([, { given, does, sees, finds }], { emulator, page }) => {
      await given(emulator);
      await open(page, emulator);
      await does?.(page);
      for (const said of sees) {
        await expect.poll(() => page.locator("#content-body").innerText()).toContain(said);
      }
      await finds?.(page);
    },
  );
});
