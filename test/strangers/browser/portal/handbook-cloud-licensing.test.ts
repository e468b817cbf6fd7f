import { describe, expect, test } from "vitest";
import { chromiumPath } from "../../../support/browser.ts";
import { emulatorOn, type TestEmulator } from "../../../support/emulator-on.ts";
import {
  activateAt,
  atWork,
  browsers,
  codeIn,
  openAdmin,
  openInstance,
  type Page,
  readMail,
  removeLicense,
  rowOf,
  search,
  timeout,
  uploadAt,
} from "./handbook.ts";

const email = "ada@example.com";
const order = { kind: "legacy", company: "New Entity AG", name: "Ada Lovelace", email };

/**
 * Somebody who was opted into cloud licensing by mistake has activated the code. Then the legal entity has changed, and
 * its new subscription, which is not on cloud licensing, is A-S00000002.
 */
async function onCloudLicensingByMistake(emulator: TestEmulator, instance: Page) {
  await activateAt(instance, emulator, emulator.ready.activationCode ?? "");
  await emulator.control.post("/portal/subscriptions", order);
}

const subscription = "A-S00000002";

/** The number in the address of the page that an administrator of the portal has of the license in force. */
async function numberOfCloudLicense(portal: Page, emulator: TestEmulator): Promise<string> {
  await openAdmin(portal, emulator);
  await search(portal, "Licenses", "Example Company");
  await rowOf(portal, "Example Company").getByRole("link", { name: "Show" }).click();
  await portal.getByText("Cloud", { exact: true }).first().waitFor();
  return /\/admin\/license\/(\d+)$/.exec(new URL(portal.url()).pathname)?.[1] ?? "none";
}

async function openZuoraSubscriptions(portal: Page, emulator: TestEmulator) {
  await openAdmin(portal, emulator);
  await search(portal, "Customers", email);
  await rowOf(portal, email).getByRole("link", { name: "Zuora Subscriptions" }).click();
  await portal.waitForURL(/\/admin\/customer\/\d+\/zuora_subscriptions$/);
}

const feature = (portal: Page, name: string) =>
  rowOf(portal, subscription).getByRole("checkbox", { name });

/** Waits until the page says that something was done. */
const told = (portal: Page, what: string) =>
  portal.getByRole("status").filter({ hasText: what }).waitFor();

describe.skipIf(chromiumPath === null).each(browsers)(
  "a customer wrongly on cloud licensing, helped by the handbook in $browser",
  { timeout },
  ({ javaScriptEnabled }) => {
    test("and who should not be on it: the license is removed in the console, and the standard file is accepted", async () => {
      await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
      await using work = await atWork({ javaScriptEnabled });
      const { portal, instance } = work;
      await onCloudLicensingByMistake(emulator, instance);

      const number = await numberOfCloudLicense(portal, emulator);
      await removeLicense(emulator, number);
      await openInstance(instance, emulator, "/admin/subscription");
      await instance.getByRole("textbox", { name: "Activation code" }).waitFor();

      const mail = await readMail(portal, email, "Your GitLab License File");
      expect(mail).toContain("New Entity AG");
      await openAdmin(portal, emulator);
      await search(portal, "Licenses", email);
      await rowOf(portal, email).getByRole("link", { name: "Show" }).click();
      const key = await portal.getByLabel("License key").inputValue();

      expect(await uploadAt(instance, emulator, key)).toContain(
        "The license was successfully uploaded and is now active.",
      );
      await instance.getByTestId("company").getByText("New Entity AG").waitFor();
      expect(work.errors()).toEqual([]);
    });

    test("and who should be on it: features, cloud icon, mail, console, and the mailed code, which ticks Cloud Licensing", async () => {
      await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
      await using work = await atWork({ javaScriptEnabled });
      const { portal, instance } = work;
      await onCloudLicensingByMistake(emulator, instance);
      const number = await numberOfCloudLicense(portal, emulator);

      // Customer page, tab Zuora Subscriptions: tick the features, but not Cloud Licensing, and Update.
      await openZuoraSubscriptions(portal, emulator);
      await feature(portal, "Operational Metrics").check();
      await feature(portal, "Auto Renew").check();
      expect(await feature(portal, "Cloud Licensing").isChecked()).toBe(false);
      await rowOf(portal, subscription).getByRole("button", { name: "Update" }).click();
      await told(portal, "successfully updated");
      expect(await feature(portal, "Operational Metrics").isChecked()).toBe(true);
      expect(await feature(portal, "Cloud Licensing").isChecked()).toBe(false);

      // The cloud icon beside Update.
      await rowOf(portal, subscription)
        .getByRole("button", { name: "Generate activation code" })
        .click();
      await told(portal, "was generated");

      // Tab Cloud Activations: the code and its subscription, and an envelope that sends the mail again.
      await portal.getByRole("link", { name: "Cloud Activations" }).last().click();
      const listed = rowOf(portal, subscription);
      const code = codeIn(await listed.innerText());
      await listed.getByRole("button", { name: "Resend to customer via email" }).click();
      await told(portal, "was sent");
      const { body: mails } = await emulator.control.get(`/mailbox?to=${email}`);
      const subjects = mails.map(({ subject }: { subject: string }) => subject);
      expect(subjects).toEqual([
        "Your GitLab License File",
        "Your GitLab Activation Code",
        "Your GitLab Activation Code",
      ]);

      // Impersonating the customer shows the code beside the subscription.
      await search(portal, "Customers", email);
      await rowOf(portal, email).getByRole("button", { name: "Impersonate" }).click();
      await portal.getByText(subscription).first().waitFor();
      expect(
        await portal
          .getByLabel(/activation code/i)
          .first()
          .inputValue(),
      ).toBe(code);

      // The mail has the code; the console removes the license; the code is entered.
      const mail = await readMail(portal, email, "Your GitLab Activation Code");
      expect(codeIn(mail)).toBe(code);
      await removeLicense(emulator, number);
      await activateAt(instance, emulator, codeIn(mail));
      expect(await instance.getByTestId("company").innerText()).toContain("New Entity AG");

      // Cloud Licensing is ticked by itself, and the customer's licenses hold a cloud license.
      await openZuoraSubscriptions(portal, emulator);
      expect(await feature(portal, "Cloud Licensing").isChecked()).toBe(true);
      await search(portal, "Licenses", email);
      await rowOf(portal, email).getByRole("link", { name: "Show" }).click();
      await portal.getByText("Cloud", { exact: true }).first().waitFor();
      expect(await portal.getByRole("main").innerText()).toContain(subscription);
      expect(work.errors()).toEqual([]);
    });
  },
);
