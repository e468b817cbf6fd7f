import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../../support/a-folder.ts";
import { chromiumPath } from "../../../support/browser.ts";
import { understudy, understudyAt } from "../../../support/command-line.ts";
import { openInspectedBrowser } from "../../../support/devtools.ts";
import { newEmulatorOn, type TestEmulator } from "../../../support/emulator-on.ts";
import { signedInAt } from "../../../support/signed-in.ts";
import { activate, idle, type Page, subscriptionPath, textsOf } from "../subscription/driver.ts";

// A browser takes its time to start.
const timeout = 600_000;

/** Activates a code on the subscription page; gives what its alert says, and the cause behind it. */
async function alertOn(page: Page, emulator: TestEmulator, code: string) {
  await signedInAt(page, emulator, subscriptionPath);
  await idle(page);
  await activate(page, code);
  const alert = page.getByTestId("CONNECTIVITY_ERROR_ALERT");
  await alert.locator("summary").click();
  const title = "Cannot activate instance due to a connectivity issue";
  await alert.getByText(title).waitFor();
  return textsOf(page, "error-cause");
}

describe.skipIf(chromiumPath === null)("from a ticket to the same state", { timeout }, () => {
  test("an activation behind an inspecting appliance fails alike on another machine", async () => {
    await using folder = await aFolder();
    await using browser = await openInspectedBrowser();
    const { page } = browser;

    // At the customer's.
    await using theirs = await newEmulatorOn("2026-03-02T09:00:00Z");
    await theirs.control.post("/faults", { kind: "tls-inspected", times: "standing" });
    const code = theirs.ready.activationCode ?? "";
    const seen = await alertOn(page, theirs, code);
    const har = await browser.exportHar("sanitized");
    await writeFile(join(folder.path, "ticket.har"), har);

    // At support's.
    const args = ["har", "diagnose", "ticket.har", "--scenario", "ticket.json"];
    const diagnosed = await understudy(args, { folder: folder.path });
    await using ours = await newEmulatorOn("2025-06-01");
    const file = join(folder.path, "ticket.json");
    const ran = await understudyAt(ours, ["scenario", "run", file, "--json"]);
    const { values } = JSON.parse(ran.stdout);
    const again = await alertOn(page, ours, values.sold.activationCode);

    expect(har).toContain(code);
    expect(diagnosed).toMatchObject({
      end: 0,
      stdout: expect.stringMatching(/^Complaint {2}C2: an appliance inspects TLS/),
    });
    expect(diagnosed.stdout).not.toContain(code);
    expect(again).toEqual(seen);
    expect(again[0]).toContain("SELF_SIGNED_CERT_IN_CHAIN");
  });
});
