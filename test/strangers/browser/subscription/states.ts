import { upload } from "../../../doors/rest/license-client.ts";
import type { TestEmulator, TestSettings } from "../../../support/emulator-on.ts";
import { activate, openDialog, type Page, unknownCode } from "./driver.ts";

/** A state of the subscription page: how it comes about, and by what it is known. */
export interface PageState {
  readonly settings?: TestSettings;
  /** Done before the page is opened. */
  readonly prepare?: (emulator: TestEmulator) => Promise<unknown>;
  /** Done on the page. */
  readonly act?: (page: Page, emulator: TestEmulator) => Promise<unknown>;
  /** The test id of what is there then. */
  readonly shows: string;
  /** Whether a request fails in it, which a browser writes on its console. */
  readonly hasFailedRequest?: boolean;
}

const readyCode = ({ ready }: Pick<TestEmulator, "ready">) => ready.activationCode ?? "";
const licensed = (emulator: TestEmulator) => emulator.graphql.activate(readyCode(emulator));
const inState = (state: string) => (emulator: TestEmulator) =>
  emulator.control.put("/state", { state });

const refusedWith =
  (error: string) =>
  async ({ control }: TestEmulator) =>
    control.post("/faults", { endpoint: "activate", kind: "errors", errors: [error] });

const activateUnknown = (page: Page) => activate(page, unknownCode);

/** The alert of an activation that the portal refuses in these words. */
const alert = (error: string, shows: string): PageState => ({
  prepare: refusedWith(error),
  act: activateUnknown,
  shows,
});

const overage =
  "This GitLab installation currently has 22 active users, exceeding this license's limit of 18 by 4 users. Please add a license for at least 22 users or contact sales at https://about.gitlab.com/sales/";
const shortfall =
  "You have applied a True-up for 1 user but you need one for 4 users. Please contact sales at https://about.gitlab.com/sales/";

/** Licenses without an end are those of the vendor's own team. */
export const cloudWithoutEnd = {
  licensee: { Name: "Ada", Company: "GitLab", Email: "ada@gitlab.com" },
  expires_at: null,
  cloud_licensing_enabled: true,
};

/** Every state of the page, by a name that a file can have. */
export const pageStates = {
  "no-subscription": { shows: "activation-code-field" },
  "no-subscription-hints": {
    act: (page) => page.getByTestId("activate-button").click(),
    shows: "form-group-terms",
  },
  "no-subscription-future": {
    prepare: (emulator) => upload(emulator, { issued_at: "2025-07-01", expires_at: "2026-07-01" }),
    shows: "subscription-future-licenses-alert",
  },
  "alert-invalid-code": { act: activateUnknown, shows: "INVALID_ACTIVATION_ERROR_ALERT" },
  "alert-connectivity": {
    prepare: ({ control }) => control.post("/faults", { kind: "status", status: 503 }),
    act: activateUnknown,
    shows: "CONNECTIVITY_ERROR_ALERT",
  },
  "alert-connectivity-details": {
    prepare: ({ control }) => control.post("/faults", { kind: "tls-inspected" }),
    async act(page) {
      await activateUnknown(page);
      await page.getByTestId("error-details").locator("summary").click();
    },
    shows: "error-cause",
  },
  "alert-expired": alert("This license has already expired.", "EXPIRED_ERROR_ALERT"),
  "alert-trial-expired": alert("Trial has expired", "EXPIRED_TRIAL_ERROR_ALERT"),
  "alert-not-found": alert(
    "without cloud compatible subscription",
    "SUBSCRIPTION_NOT_FOUND_ERROR_ALERT",
  ),
  "alert-silent-mode": {
    settings: { silentMode: "true" },
    act: activateUnknown,
    shows: "SILENT_MODE_ENABLED_ALERT",
  },
  "alert-seats": alert(overage, "SUBSCRIPTION_OVERAGES_ERROR_ALERT"),
  "alert-true-up": alert(shortfall, "TRUE_UP_OVERAGES_ERROR_ALERT"),
  "alert-general": alert("Something else", "GENERAL_ERROR_ALERT"),
  "alert-general-details": {
    prepare: ({ control }) =>
      control.post("/faults", { kind: "graphql-errors", errors: [{ message: "No such field" }] }),
    act: activateUnknown,
    shows: "error-cause",
  },
  activated: {
    act: (page, emulator) => activate(page, readyCode(emulator)),
    shows: "subscription-activation-success-alert",
  },
  "activated-future": {
    prepare: ({ control }) => control.post("/faults", { kind: "future-license" }),
    act: (page, emulator) => activate(page, readyCode(emulator)),
    shows: "subscription-activation-success-alert",
  },
  licensed: { prepare: licensed, shows: "users-in-subscription" },
  "licensed-reasoning": {
    prepare: licensed,
    act: (page) => page.getByTestId("users-reasoning").locator("summary").click(),
    shows: "users-reasoning",
  },
  "licensed-dialog": { prepare: licensed, act: openDialog, shows: "activation-code-field" },
  "licensed-dialog-refused": {
    prepare: licensed,
    async act(page) {
      await openDialog(page);
      await activateUnknown(page);
    },
    shows: "INVALID_ACTIVATION_ERROR_ALERT",
  },
  "licensed-removal": {
    prepare: licensed,
    act: (page) => page.getByTestId("remove-license-button").click(),
    shows: "confirm-remove-license-button",
  },
  "licensed-sync-started": {
    prepare: licensed,
    act: (page) => page.locator("#syncButton").click(),
    shows: "sync-info-alert",
  },
  "licensed-sync-failed": {
    prepare: (emulator) => upload(emulator, cloudWithoutEnd),
    act: (page) => page.locator("#syncButton").click(),
    shows: "sync-failure-alert",
    hasFailedRequest: true,
  },
  "licensed-last-sync-failed": {
    async prepare(emulator) {
      await licensed(emulator);
      const fault = { endpoint: "seat-links", kind: "status", status: 503, times: "standing" };
      await emulator.control.post("/faults", fault);
      await emulator.control.post("/clock/advance", { days: 2 });
    },
    shows: "last-sync-error",
  },
  expired: { prepare: inState("expired"), shows: "subscription-notices" },
  trial: { prepare: inState("trial"), shows: "credit-purchase-card-cta-button" },
  ultimate: {
    async prepare({ control, graphql }) {
      await control.put("/users", { active: 30, guests: 4, withoutMembership: 2 });
      const { body } = await control.post("/portal/subscriptions", { plan: "ultimate", seats: 20 });
      await graphql.activate(body.activationCode);
    },
    shows: "users-in-subscription-desc",
  },
  legacy: { prepare: (emulator) => upload(emulator), shows: "users-in-subscription" },
  "many-licenses": {
    async prepare(emulator) {
      await upload(emulator, {
        licensee: { Name: "Ada Lovelace", Company: "<b>Ltd</b> שלום עולם", Email: "a@example.com" },
        restrictions: { plan: "premium", active_user_count: 25 },
      });
      await upload(emulator, { issued_at: "2025-09-01", expires_at: "2026-09-01" });
      await licensed(emulator);
    },
    shows: "subscription-history",
  },
  "fetch-error": {
    prepare: async (emulator) => {
      await licensed(emulator);
      const fault = { endpoint: "graphql", kind: "status", status: 503, times: "standing" };
      await emulator.control.post("/faults", fault);
    },
    shows: "subscription-fetch-error-alert",
    hasFailedRequest: true,
  },
} satisfies Record<string, PageState>;

export type PageStateName = keyof typeof pageStates;

export const pageStateNames = Object.keys(pageStates) as PageStateName[];
