import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../../support/a-folder.ts";
import { chromiumPath } from "../../../support/browser.ts";
import { understudyAt } from "../../../support/command-line.ts";
import { newEmulatorOn, type TestEmulator } from "../../../support/emulator-on.ts";
import { activate, type Page, signedInPage, subscriptionPage, textsOf } from "./driver.ts";

// A browser takes its time to start.
const timeout = 600_000;

const now = "2025-06-01T12:00:00Z";
const codeOf = ({ ready }: TestEmulator) => ready.activationCode ?? "";
const inspected = { kind: "tls-inspected", times: "standing" };

/** The doctor's findings, from a link that opens a page of its own. */
async function findingsBehind(page: Page, link: ReturnType<Page["getByRole"]>): Promise<Page> {
  const opened = page.waitForEvent("popup");
  await link.click();
  const findings = await opened;
  await findings.waitForURL("**/doctor/findings");
  return findings;
}

const verdictOn = (findings: Page) => findings.locator("section.alert").innerText();

const connectivityLink = { name: "How do I check connectivity?" };

describe.skipIf(chromiumPath === null)("an appliance that reads along", { timeout }, () => {
  test("is told of by the alert's cause and named by the doctor; once it is trusted, the code is taken", async () => {
    await using folder = await aFolder();
    await using emulator = await newEmulatorOn(now, { trustedCerts: folder.path });
    await emulator.control.post("/faults", inspected);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;

    await activate(page, codeOf(emulator));
    const alert = page.getByTestId("CONNECTIVITY_ERROR_ALERT");
    await alert.locator("summary").click();

    expect(await alert.innerText()).toContain(
      "Cannot activate instance due to a connectivity issue",
    );
    expect(await textsOf(page, "error-cause")).toEqual([
      "The certificate of customers.understudy.test (2001:db8::10) was not accepted: SELF_SIGNED_CERT_IN_CHAIN. Its chain ends with a root that the instance does not trust, such as an inspecting appliance's.",
    ]);

    const findings = await findingsBehind(page, alert.getByRole("link", connectivityLink));

    expect(await verdictOn(findings)).toMatch(
      /The fault: certificates \(TLS\)\s+The connection is inspected: “Understudy inspecting appliance”/,
    );

    const file = join(folder.path, "appliance.crt");
    await understudyAt(emulator, ["ca", "export", "--appliance", file]);
    await findings.getByRole("link", { name: "Check again" }).click();
    await findings.waitForURL("**/doctor/findings");
    expect(await verdictOn(findings)).toContain("Nothing is wrong");

    await page.getByTestId("activate-button").click();
    await page.getByTestId("subscription-activation-success-alert").waitFor();

    expect(await page.getByTestId("plan").innerText()).toBe("Premium");
    expect(browser.errors).toEqual([]);
  });

  test("is named without JavaScript where a report has failed", async () => {
    await using folder = await aFolder();
    await using emulator = await newEmulatorOn(now, { trustedCerts: folder.path });
    await emulator.graphql.activate(codeOf(emulator));
    await emulator.control.post("/faults", inspected);
    await understudyAt(emulator, ["sync"]);
    await using browser = await signedInPage(emulator, { javaScriptEnabled: false });
    const { page } = browser;

    expect(await page.locator("main").innerText()).toContain(
      "failed: Our team has been notified. Please try again.",
    );
    const [findings] = await Promise.all([
      page.waitForURL("**/doctor/findings").then(() => page),
      page.getByRole("link", connectivityLink).click(),
    ]);
    expect(await verdictOn(findings)).toContain("The connection is inspected");

    const file = join(folder.path, "appliance.crt");
    await understudyAt(emulator, ["ca", "export", "--appliance", file]);
    await page.getByRole("link", { name: "Check again" }).click();
    await page.waitForURL("**/doctor/findings");

    expect(await verdictOn(page)).toContain("Nothing is wrong");
    expect(await understudyAt(emulator, ["sync"])).toMatchObject({ end: 0 });
  });
});
