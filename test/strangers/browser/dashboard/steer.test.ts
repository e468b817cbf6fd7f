import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { barriersOn, isTooWide } from "../../../support/accessible.ts";
import { type Browser, chromiumPath, openBrowser } from "../../../support/browser.ts";
import { emulatorOn } from "../../../support/emulator-on.ts";

/** A part of the steering side, opened. */
async function panel({ page }: Browser, name: string) {
  const heading = page.getByRole("heading", { name, exact: true });
  const found = page.locator("details.panel").filter({ has: heading });
  await found.evaluate((details) => details.setAttribute("open", ""));
  return found;
}

const refusedAddress = () =>
  gunzipSync(
    readFileSync(new URL("../../../fixtures/hars/address-refused.har.gz", import.meta.url)),
  );

describe.skipIf(chromiumPath === null)("the steering side", { timeout: 600_000 }, () => {
  test("sets users, runs a job, keeps a state, tells a ticket's complaint, and comes into a scenario", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await using browser = await openBrowser({ viewport: { width: 390, height: 844 } });
    const { page } = browser;
    await page.goto(`${emulator.ready.control.url}/#steer`);

    const users = await panel(browser, "Users");
    await users.getByLabel("Active").fill("25");
    await users.getByRole("button", { name: "Save users" }).click();
    await users.getByText("25 billable").waitFor();
    await users.getByLabel("Billable").fill("120");
    await users.getByRole("button", { name: "Pin" }).click();
    await users.getByText("120 billable").waitFor();
    await users.getByRole("button", { name: "Derive again" }).click();
    await users.getByText("25 billable").waitFor();

    const jobs = await panel(browser, "Jobs");
    await jobs.getByRole("button", { name: "Run now: Seat report" }).click();
    await jobs.getByText("No license is in force").waitFor();

    const snapshots = await panel(browser, "Snapshots");
    await snapshots.getByLabel("Name of the snapshot").fill("before");
    await snapshots.getByRole("button", { name: "Save", exact: true }).click();
    await snapshots.getByText("before was saved.").waitFor();
    const [handedOut] = await Promise.all([
      page.waitForEvent("download"),
      snapshots.getByRole("button", { name: "Export before" }).click(),
    ]);
    await snapshots.getByLabel("Import a file").setInputFiles({
      name: handedOut.suggestedFilename(),
      mimeType: "application/zip",
      buffer: readFileSync(await handedOut.path()),
    });
    await snapshots.getByText("before-2 was imported.").waitFor();

    const ticket = await panel(browser, "Ticket");
    await ticket.getByLabel("Drop the network log").setInputFiles({
      name: "ticket.har",
      mimeType: "application/json",
      buffer: refusedAddress(),
    });
    await ticket.getByRole("heading", { name: /^C6: / }).waitFor();

    const scenarios = await panel(browser, "Scenarios");
    await scenarios.getByLabel("Search scenarios").fill("generic hides");
    await scenarios.getByText("hides the reason").click();
    await scenarios.getByRole("button", { name: "Run C1" }).click();
    await page.getByRole("button", { name: "Start over and run" }).click();
    await scenarios.getByText("C1 is set up").waitFor();
    const { body: inScenario } = await emulator.control.get("/state");

    await snapshots.getByRole("button", { name: "Restore before-2" }).click();
    await page.getByRole("button", { name: "Restore", exact: true }).click();
    await snapshots.getByText("before-2 was restored.").waitFor();
    const { body: restored } = await emulator.control.get("/state");

    expect([inScenario.users.active, inScenario.faults[0].kind]).toEqual([8, "foreign-key"]);
    expect([restored.users.active, restored.faults]).toEqual([25, []]);
    expect(await isTooWide(page)).toBe(false);
    expect(await barriersOn(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await barriersOn(page)).toEqual([]);
    expect(browser.errors).toEqual([]);
  });
});
