import { licenseFile, upload } from "../../../doors/rest/license-client.ts";
import type { TestEmulator, TestSettings } from "../../../support/emulator-on.ts";
import { overage, type RecordedName } from "../../../support/recorded-hars.ts";
import { activate, idle, type Page, subscriptionPath } from "../subscription/driver.ts";
import { cloudWithoutEnd, type PageState, pageStates } from "../subscription/states.ts";

/** What a customer does while the browser records it, and what that is about. */
export interface Recording {
  readonly settings?: TestSettings;
  /** Whether the clock is the machine's, which browser and instance share as they do at a customer's. */
  readonly isNow?: true;
  readonly prepare?: (emulator: TestEmulator) => Promise<unknown>;
  /** Done on the page, once it is there. */
  readonly act?: (page: Page, emulator: TestEmulator) => Promise<unknown>;
  /** The test id of what is there then; absent where it is no alert. */
  readonly shows?: string;
  /** Whether the page itself is answered otherwise. */
  readonly isPageBroken?: true;
}

const codeOf = ({ ready }: TestEmulator) => ready.activationCode ?? "";
const licensed = (emulator: TestEmulator) => emulator.graphql.activate(codeOf(emulator));
const arm = (fault: Readonly<Record<string, unknown>>) => (emulator: TestEmulator) =>
  emulator.control.post("/faults", { times: "standing", ...fault });
const refusedWith = (text: string) => arm({ kind: "errors", errors: [text] });
const activateCode = (page: Page, emulator: TestEmulator) => activate(page, codeOf(emulator));

const connectivity = "CONNECTIVITY_ERROR_ALERT";
const general = "GENERAL_ERROR_ALERT";

/** An activation of the ready line's code that fails so. */
const failing = (
  prepare: NonNullable<Recording["prepare"]>,
  shows: string,
  settings: TestSettings = {},
): Recording => ({ prepare, shows, settings, act: activateCode });

/** What the page shows already has a name. */
const stateOf = (state: PageState): Recording => ({
  shows: state.shows,
  ...(state.settings && { settings: state.settings }),
  ...(state.prepare && { prepare: state.prepare }),
  ...(state.act && { act: state.act }),
});

const leaking = (gitlabVersion: string) => ({ leakTransportTexts: "true", gitlabVersion });

async function reload(page: Page) {
  await page.goto(new URL(subscriptionPath, page.url()).href);
  await idle(page);
}

/** Reads the licenses once more on the same page: of one that was left, DevTools keep no answers. */
async function readAgain(page: Page) {
  await page.evaluate(async () => {
    const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
    const license = "id type plan startsAt expiresAt usersInLicenseCount";
    const asked = {
      getCurrentLicense: `currentLicense { ${license} lastSync billableUsersCount }`,
      getPastLicenseHistory: `licenseHistoryEntries { nodes { ${license} } }`,
    };
    for (const [operationName, fields] of Object.entries(asked)) {
      const answer = await fetch("/api/graphql", {
        method: "POST",
        headers: { "X-CSRF-Token": token ?? "", "content-type": "application/json" },
        body: JSON.stringify({ operationName, query: `query ${operationName} { ${fields} }` }),
      });
      await answer.text();
    }
  });
}

async function sync(page: Page) {
  await page.locator("#syncButton").click();
  await page.getByTestId("sync-info-alert").waitFor();
}

async function remove(page: Page) {
  await page.getByTestId("remove-license-button").click();
  await page.getByTestId("confirm-remove-license-button").click();
}

/** The product may crash where this instance does not: the browser is answered in its place. */
async function answered500(page: Page, method: string) {
  await page.route("**/admin/license", (route) =>
    route.request().method() === method
      ? route.fulfill({ status: 500, contentType: "text/html", body: "<h1>500</h1>" })
      : route.fallback(),
  );
}

async function uploadByForm(page: Page, emulator: TestEmulator, license: string) {
  await page.goto(`${emulator.ready.instance.url}/admin/application_settings/general`);
  await page.getByTestId("expand-add-license-button").click();
  await page.getByTestId("license-type-key-radio").check();
  await page.getByTestId("license-key-field").fill(license);
  await page.getByTestId("accept-eula-checkbox").check();
  await page.getByTestId("license-upload-button").click();
  await page.waitForLoadState();
}

async function sold(emulator: TestEmulator, order: Readonly<Record<string, unknown>> = {}) {
  const { body } = await emulator.control.post("/portal/subscriptions", order);
  return String(body.activationCode);
}

/** Every alert of the subscription page, and what else a browser's log can show of a complaint. */
export const recordings = {
  "invalid-code": stateOf(pageStates["alert-invalid-code"]),
  "portal-503": failing(arm({ kind: "status", status: 503 }), connectivity),
  "portal-says-something-else": failing(refusedWith("Something else"), general),
  "portal-refuses-request": stateOf(pageStates["alert-general-details"]),
  "portal-answers-html": failing(arm({ kind: "html" }), general),
  "nil-dereference": failing(refusedWith("undefined method `[]' for nil:NilClass"), general),
  "closed-connection-leaks": failing(arm({ kind: "tcp-closed" }), general, leaking("18.5.0-ee")),
  "proxy-407-leaks": failing(arm({ kind: "proxy-407" }), general, leaking("18.5.0-ee")),
  "inspected-leaks": failing(arm({ kind: "tls-inspected" }), general, leaking("15.6.0-ee")),
  inspected: failing(arm({ kind: "tls-inspected" }), connectivity),
  "inspected-unbatched": failing(arm({ kind: "tls-inspected" }), connectivity, {
    gitlabVersion: "19.3.0-ee",
  }),
  "proxy-resolves": failing(arm({ kind: "proxy-resolves" }), connectivity),
  "ipv6-blackhole": failing(arm({ kind: "ipv6-blackhole" }), connectivity),
  "ipv6-unreachable": failing(arm({ kind: "ipv6-unreachable" }), connectivity),
  "name-unknown": failing(arm({ kind: "dns-nxdomain" }), connectivity),
  "certificate-expired": failing(arm({ kind: "tls-expired" }), connectivity),
  "proxy-407": failing(arm({ kind: "proxy-407" }), connectivity),
  "address-refused": failing(arm({ kind: "tcp-refused", addresses: "first" }), connectivity),
  "silent-mode": stateOf(pageStates["alert-silent-mode"]),
  "not-found": stateOf(pageStates["alert-not-found"]),
  seats: stateOf(pageStates["alert-seats"]),
  "seats-with-separators": failing(refusedWith(overage("1,234", "1,000", "234")), general),
  "true-up": stateOf(pageStates["alert-true-up"]),
  "page-500": {
    prepare: arm({ kind: "status", status: 500, endpoint: "admin-page" }),
    isPageBroken: true,
  },
  "removed-first": {
    prepare: licensed,
    async act(page, emulator) {
      await remove(page);
      await page.getByTestId("activation-code-field").waitFor();
      await idle(page);
      await activate(page, await sold(emulator));
    },
    shows: "subscription-activation-success-alert",
  },
  "removal-fails": {
    prepare: licensed,
    async act(page) {
      await answered500(page, "DELETE");
      await remove(page);
      await page.getByText("Something went wrong while removing the license.").waitFor();
    },
  },
  "second-sync": {
    isNow: true,
    async prepare(emulator) {
      await emulator.control.put("/portal/policies", { oneReportADay: true });
      await licensed(emulator);
      await emulator.control.put("/portal/policies", { oneReportADay: false });
    },
    async act(page, emulator) {
      await sync(page);
      await emulator.control.put("/portal/policies", { oneReportADay: true });
      await reload(page);
      await sync(page);
      await reload(page);
    },
  },
  "rows-added": {
    async prepare(emulator) {
      await emulator.control.put("/portal/policies", { newKeyAtEverySync: true });
      await licensed(emulator);
    },
    async act(page) {
      await sync(page);
      await reload(page);
      await page.getByTestId("subscription-history-row").nth(2).waitFor();
    },
  },
  "rows-growing": {
    async prepare(emulator) {
      await emulator.control.put("/portal/policies", { newKeyAtEverySync: true });
      await licensed(emulator);
    },
    async act(page, emulator) {
      await sync(page);
      await emulator.control.post("/clock/advance", { minutes: 1 });
      await readAgain(page);
    },
  },
  overtaken: {
    async prepare(emulator) {
      await emulator.control.post("/faults", {
        kind: "status",
        status: 503,
        endpoint: "seat-links",
      });
      await emulator.graphql.activate(await sold(emulator, { seats: 20 }));
      await emulator.graphql.activate(await sold(emulator, { plan: "ultimate", seats: 30 }));
    },
    async act(page, emulator) {
      await emulator.control.put("/portal/policies", { newKeyAtEverySync: true });
      await emulator.control.post("/clock/advance", { hours: 3 });
      await readAgain(page);
    },
  },
  "last-sync-failed": stateOf(pageStates["licensed-last-sync-failed"]),
  "sync-of-legacy": {
    prepare: (emulator) => upload(emulator),
    // The page has no button for it, and scripts of customers have.
    act: (page) =>
      page.evaluate(async () => {
        const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
        await fetch("/admin/license/sync_seat_link", {
          method: "POST",
          headers: { "X-CSRF-Token": token ?? "" },
        }).then((answer) => answer.text());
      }),
  },
  "sync-without-end": {
    prepare: (emulator) => upload(emulator, cloudWithoutEnd),
    act: (page) => page.locator("#syncButton").click(),
    shows: "sync-failure-alert",
  },
  "seats-contradict": failing(
    refusedWith(overage("74", "74", "0")),
    "SUBSCRIPTION_OVERAGES_ERROR_ALERT",
  ),
  "two-years": {
    async prepare(emulator) {
      const { control, graphql } = emulator;
      const term = { startsOn: "2024-01-01", expiresOn: "2026-01-01", seats: 20 };
      await graphql.activate(await sold(emulator, term));
      await control.put("/user-counts", [{ on: "2024-02-01", count: 30 }]);
      await control.post("/faults", { kind: "legacy-license" });
    },
    async act(page, emulator) {
      await page.getByTestId("subscription-activate-subscription-action").click();
      await activate(page, await sold(emulator, { seats: 20 }));
    },
    shows: "SUBSCRIPTION_OVERAGES_ERROR_ALERT",
  },
  "one-too-many": failing(
    refusedWith(overage("111", "100", "11")),
    "SUBSCRIPTION_OVERAGES_ERROR_ALERT",
  ),
  "one-too-many-in-file": {
    prepare: ({ control }) => control.put("/user-counts", [{ on: "2024-12-01", count: 111 }]),
    async act(page, emulator) {
      const restrictions = { active_user_count: 100, plan: "premium" };
      await uploadByForm(page, emulator, await licenseFile(emulator, { restrictions }));
      await page.getByText("exceeding this license's limit of 100").waitFor();
    },
  },
  "expired-license": stateOf(pageStates["alert-expired"]),
  "expired-trial": stateOf(pageStates["alert-trial-expired"]),
  "ends-soon": {
    prepare: ({ control }) => control.put("/state", { state: "expires-in-3-days" }),
    shows: "subscription-notices",
  },
  "ends-today": {
    prepare: ({ control }) => control.put("/state", { state: "expires-today" }),
    shows: "subscription-notices",
  },
  expired: stateOf(pageStates.expired),
  "upload-crashes": {
    async act(page, emulator) {
      const restrictions = {
        active_user_count: 10,
        trueup_quantity: 1,
        trueup_from: "2024-01-01",
        trueup_to: "2024-12-31",
      };
      await answered500(page, "POST");
      await uploadByForm(page, emulator, await licenseFile(emulator, { restrictions }));
    },
  },
  "fetch-error": stateOf(pageStates["fetch-error"]),
  "instance-answers-nothing": {
    async act(page, emulator) {
      await arm({ kind: "empty", endpoint: "graphql" })(emulator);
      await activateCode(page, emulator);
    },
    shows: general,
  },
  "instance-503": {
    async act(page, emulator) {
      await arm({ kind: "status", status: 503, endpoint: "graphql" })(emulator);
      await activateCode(page, emulator);
    },
    shows: general,
  },
  "no-answer": {
    async act(page, emulator) {
      await page.route("**/api/graphql", (route) => route.abort("connectionreset"));
      await activateCode(page, emulator);
    },
    shows: general,
  },
  activated: stateOf(pageStates.activated),
  licensed: stateOf(pageStates.licensed),
  "code-corrected": {
    async act(page, emulator) {
      await activate(page, "00112233aaaassssddddffff");
      await page.getByTestId("INVALID_ACTIVATION_ERROR_ALERT").waitFor();
      await activateCode(page, emulator);
    },
    shows: "subscription-activation-success-alert",
  },
} satisfies Readonly<Record<RecordedName, Recording>>;
