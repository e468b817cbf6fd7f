import { expect } from "vitest";
import type { TestEmulator } from "../../../support/emulator-on.ts";
import type { Ran } from "../../../support/scenarios.ts";
import { openAdmin, rowOf, search } from "../portal/handbook.ts";
import { activate, idle, openDialog, type Page, subscriptionPath } from "../subscription/driver.ts";

/** Does what a scenario names, and gives back the words of the page that it quotes. */
type Look = (page: Page, ran: Ran, emulator: TestEmulator) => Promise<string>;

async function open(page: Page, { ready }: TestEmulator) {
  await page.goto(ready.instance.url + subscriptionPath);
  await idle(page);
}

/** What the alert of an activation says, with its details. */
async function alertOf(page: Page, testId: string): Promise<string> {
  const alert = page.getByTestId(testId);
  const details = alert.getByTestId("error-details");
  await details.waitFor();
  if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
  const raw = await alert.getByTestId("error-raw").inputValue();
  return `${await alert.innerText()}\n${raw}`;
}

/** Activating the code that was sold leads to this alert, and its details say so. */
const alerts =
  (testId: string, ...says: readonly (string | RegExp)[]): Look =>
  async (page, { values }, emulator) => {
    await open(page, emulator);
    await activate(page, values.sold.activationCode);
    const said = await alertOf(page, testId);

    for (const text of says) expect(said).toMatch(text);
    return said;
  };

/** The page tells this of the end of the license, as soon as it is opened. */
const notices =
  (...says: readonly string[]): Look =>
  async (page, _, emulator) => {
    await open(page, emulator);
    const said = await page.getByTestId("subscription-notices").innerText();

    for (const text of says) expect(said).toContain(text);
    return said;
  };

const connectivity = "CONNECTIVITY_ERROR_ALERT";

/** The row of a subscription among those of Ada's, at the portal. */
async function atZuoraSubscriptions(page: Page, emulator: TestEmulator, subscription: string) {
  await openAdmin(page, emulator);
  await search(page, "Customers", "ada@example.com");
  await rowOf(page, "ada@example.com").getByRole("link", { name: "Zuora Subscriptions" }).click();
  await page.waitForURL("**/zuora_subscriptions");
  return rowOf(page, subscription);
}

const told = (page: Page, what: string) =>
  page.getByRole("status").filter({ hasText: what }).waitFor();

/** Of each scenario that speaks of a page. Source: instance behaviour, error mapping in the form. */
export const onThePage: Readonly<Record<string, Look>> = {
  C1: alerts("GENERAL_ERROR_ALERT", "The portal sent a key", '"The license key is invalid.'),
  C2: alerts(connectivity, "SELF_SIGNED_CERT_IN_CHAIN"),
  C3: alerts(connectivity, "No name server answered"),
  C4: alerts(connectivity, "2001:db8::10"),

  async C7(page, ran, emulator) {
    const said = await alerts("SILENT_MODE_ENABLED_ALERT")(page, ran, emulator);
    await emulator.control.put("/settings", { silentMode: false });
    await page.getByTestId("activate-button").click();
    await page.getByTestId("subscription-activation-success-alert").waitFor();
    return said;
  },

  async C8(page, { values }, emulator) {
    await open(page, emulator);
    await activate(page, values.sold.activationCode);
    const said: string[] = [];
    for (const testId of [
      "SUBSCRIPTION_NOT_FOUND_ERROR_ALERT",
      "SUBSCRIPTION_OVERAGES_ERROR_ALERT",
      "TRUE_UP_OVERAGES_ERROR_ALERT",
    ]) {
      said.push(await alertOf(page, testId));
      await page.getByTestId("activate-button").click();
    }
    await page.getByTestId("subscription-activation-success-alert").waitFor();
    return said.join("\n");
  },
  "C8-not-found": alerts("SUBSCRIPTION_NOT_FOUND_ERROR_ALERT"),
  "C8-seats": alerts(
    "SUBSCRIPTION_OVERAGES_ERROR_ALERT",
    "12 active users, which exceeds your new subscription's limit of 10",
    "the instance refused it: 12 users in the term before, and 10 seats",
  ),
  "C8-true-up": alerts("TRUE_UP_OVERAGES_ERROR_ALERT", /true-up for 1 .* need one for 4/),

  async C9(page, _, { ready }) {
    const answer = await page.goto(ready.instance.url + subscriptionPath);
    const again = await page.reload();

    expect([answer?.status(), again?.status()]).toEqual([500, 500]);
    return "";
  },

  async C11(page, _, emulator) {
    await open(page, emulator);
    const rows = page.getByTestId("subscription-history-row");
    expect(await rows.count()).toBe(3);
    await page.getByTestId("remove-license-button").click();
    await page.getByTestId("confirm-remove-license-button").click();
    await page.getByText("The license was removed.").waitFor();
    await idle(page);

    expect(await rows.count()).toBe(2);
    return "";
  },

  async C16(page, _, emulator) {
    await open(page, emulator);
    const [lastSync, error] = await Promise.all([
      page.getByTestId("last-sync").innerText(),
      page.getByTestId("last-sync-error").innerText(),
    ]);

    expect(lastSync).toContain("2 days ago");
    return error;
  },

  C22: notices("The license expires tomorrow, on 2026-03-10."),

  async "one-user-over"(page, _, emulator) {
    await open(page, emulator);

    expect(await page.getByTestId("users-over-license").innerText()).toMatch(
      /^Users over subscription\s+1/,
    );
    return "";
  },

  async "how-many-users"(page, _, { ready }) {
    await page.goto(`${ready.instance.url}/admin/users`);

    expect(await page.locator("main").innerText()).toMatch(/\bActive\s+12\b/);
    return "";
  },

  async "onto-cloud-licensing"(page, { values }, emulator) {
    await open(page, emulator);
    await openDialog(page);
    await activate(page, values.code.activationCode);
    await page.getByTestId("subscription-activation-success-alert").waitFor();
    const row = await atZuoraSubscriptions(page, emulator, values.code.name);

    expect(await row.getByRole("checkbox", { name: "Cloud Licensing" }).isChecked()).toBe(true);
    return "";
  },

  async "switch-to-cloud-licensing"(page, { values }, emulator) {
    const row = await atZuoraSubscriptions(page, emulator, values.sold.name);
    await row.getByRole("button", { name: "Generate activation code" }).click();
    await told(page, "was generated");

    expect(await row.getByRole("checkbox", { name: "Cloud Licensing" }).isChecked()).toBe(false);
    return "";
  },

  async "activation-mail-lost"(page, { values }, emulator) {
    const { activationCode, name } = values.code;
    await openAdmin(page, emulator);
    await search(page, "Cloud activations", activationCode);
    const resend = { name: "Resend to customer via email" };
    await rowOf(page, activationCode).getByRole("button", resend).click();
    await told(page, "was sent");
    await search(page, "Customers", "ada@example.com");
    await rowOf(page, "ada@example.com").getByRole("button", { name: "Impersonate" }).click();
    const card = page.getByRole("region").filter({ hasText: name });

    expect(
      await card
        .getByLabel(/activation code/i)
        .first()
        .inputValue(),
    ).toBe(activationCode);
    return "";
  },

  "state-expires-in-15-days": notices("The license expires in 15 days, on 2026-03-10."),
  "state-expires-in-3-days": notices("The license expires in 3 days, on 2026-03-10."),
  "state-expires-today": notices("The license expired today, on 2026-03-10."),
  "state-expired": notices("The license expired yesterday, on 2026-03-10."),
  "state-changes-blocked": notices("The license has blocked changes since 2026-03-24."),
  "state-grace-over": notices(
    "The 14 days of grace after its end have been over since 2026-03-25.",
  ),
  "state-trial-ends-soon": notices("The trial expires in 7 days, on 2026-03-10."),
  "state-trial-expired": notices("The trial expired yesterday, on 2026-03-10."),
};
