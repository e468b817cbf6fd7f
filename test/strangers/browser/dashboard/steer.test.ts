import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { barriersOn, isTooWide } from "../../../support/accessible.ts";
import { type Browser, chromiumPath, openBrowser } from "../../../support/browser.ts";
import { emulatorOn } from "../../../support/emulator-on.ts";
import { harOfTicket, panelOn } from "./states.ts";

/** A part of the steering side, opened. */
async function panel({ page }: Browser, name: string) {
  const found = panelOn(page, name);
  await found.evaluate((details) => details.setAttribute("open", ""));
  return found;
}

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
      buffer: harOfTicket(),
    });
    await ticket.getByRole("heading", { name: /^C6: / }).waitFor();

    const scenarios = await panel(browser, "Scenarios");
    await scenarios.getByLabel("Search scenarios").fill("generic hides");
    await scenarios.getByText("hides the reason").click();
    await scenarios.getByRole("button", { name: "Run C1" }).click();
    await page.getByRole("button", { name: "Start over and run" }).click();
    await scenarios.getByText("C1 is set up").waitFor();
    await scenarios.getByText("run last").waitFor();
    const { body: inScenario } = await emulator.control.get("/state");

    await snapshots.getByRole("button", { name: "Restore before-2" }).click();
    await page.getByRole("button", { name: "Restore", exact: true }).click();
    await snapshots.getByText("before-2 was restored.").waitFor();
    const { body: restored } = await emulator.control.get("/state");

    const own = {
      name: "mine",
      summary: "Twelve seats of one's own.",
      youWillSee: "{sold.name} is sold.",
      steps: [{ do: "subscriptions.sell", with: { seats: 12 }, as: "sold" }],
    };
    for (const [name, text] of [
      ["broken.json", "{"],
      ["mine.json", JSON.stringify(own)],
    ] as const) {
      await scenarios
        .getByLabel("Drop a scenario of your own")
        .setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
      await scenarios
        .getByText(name === "mine.json" ? own.summary : `${name} is no JSON`)
        .waitFor();
    }
    await scenarios.getByRole("button", { name: "Run mine" }).click();
    await page.getByRole("button", { name: "Start over and run" }).click();
    await scenarios.getByText("A-S00000002 is sold.").waitFor();

    await page.getByRole("tab", { name: "Mailbox" }).click();
    const mails = page.getByRole("tabpanel", { name: "Mailbox" });
    await mails.getByRole("button", { name: /A-S00000002/ }).click();
    await mails.getByText("This is the activation code of your subscription").waitFor();
    await mails.getByRole("button", { name: "Clear the mailbox" }).click();
    await page.getByRole("button", { name: "Forget all mails" }).click();
    await mails.getByText("There is no mail").waitFor();
    await page.getByRole("tab", { name: "Steer" }).click();

    expect([inScenario.users.active, inScenario.faults[0].kind]).toEqual([8, "foreign-key"]);
    expect([restored.users.active, restored.faults]).toEqual([25, []]);
    expect(await isTooWide(page)).toBe(false);
    expect(await barriersOn(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await barriersOn(page)).toEqual([]);
    expect(browser.errors).toEqual([]);
  });

  test("arms faults with all that they can be told, for one subscription, and says what is to come", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body: other } = await emulator.control.post("/portal/subscriptions", {});
    await using browser = await openBrowser({ viewport: { width: 390, height: 844 } });
    const { page } = browser;
    await page.goto(`${emulator.ready.control.url}/#steer`);
    const faults = await panel(browser, "Faults");
    const coming = faults.getByRole("list", { name: "Faults to come, in order" });
    const row = (kind: string) => faults.getByRole("switch", { name: kind, exact: true });

    await faults.getByLabel("Search faults").fill("refuse errors");
    await faults.getByRole("button", { name: /^errors Refuse/ }).click();
    const errors = faults.getByRole("form", { name: "Fault errors" });
    await errors.getByLabel("Errors").fill("Used before.\nAsk your seller.");
    await errors.getByLabel("Times").fill("0");
    await errors.getByRole("button", { name: "Arm errors" }).click();
    await faults.getByText("must be a whole number from 1 to 1000000").waitFor();
    await errors.getByLabel("Times").fill("2");
    await errors.getByRole("button", { name: "Arm errors" }).click();
    await coming.getByText("Used before., Ask your seller.").waitFor();
    await coming.getByText("Hits an activation, 2 times").waitFor();
    const refused = await emulator.graphql.activate(other.activationCode);
    await coming.getByText("Hits an activation, once").waitFor();
    await coming.getByRole("button", { name: "Remove errors" }).click();
    await faults.getByText("Nothing is to come.").waitFor();

    await faults.getByLabel("Search faults").fill("");
    await faults.getByText("Server trouble").click();
    await faults.getByRole("button", { name: /^status Answer/ }).click();
    const status = faults.getByRole("form", { name: "Fault status" });
    await status.getByLabel("Status", { exact: true }).fill("9");
    await row("status").click();
    await faults.getByText("status: must be a whole number from 200 to 599").waitFor();
    await status.getByLabel("Status", { exact: true }).fill("422");
    await status.getByLabel("Retry after").fill("60");
    await status.getByLabel("What it hits").selectOption("any-portal");
    await status.getByLabel("For whom").selectOption("subscription");
    await status.getByLabel("Subscription", { exact: true }).selectOption("A-S00000001");
    await row("status").click();
    await coming.getByText("only for subscription A-S00000001").waitFor();
    await faults.getByText("1 on").waitFor();
    await page.emulateMedia({ colorScheme: "dark" });
    const barriers = await barriersOn(page);
    const unhit = await emulator.graphql.activate(other.activationCode);
    const hit = await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    const { body: armed } = await emulator.control.get("/faults");
    await page.reload();
    await (await panel(browser, "Faults")).getByRole("switch", { checked: true }).click();
    await faults.getByText("Nothing is to come.").waitFor();
    await row("status").click();
    await faults.getByText("status is to come.").waitFor();
    await faults.getByRole("button", { name: "Remove all faults" }).click();
    await faults.getByText("Nothing is to come.").waitFor();
    const said = await faults.getByText("status is to come.").count();

    const errorsOf = ({ body }: typeof hit): unknown => body.errors;
    expect(errorsOf(refused)).toEqual(["Used before.", "Ask your seller."]);
    expect(errorsOf(unhit)).toEqual([]);
    expect(errorsOf(hit)).toEqual(["CONNECTIVITY_ERROR"]);
    expect(armed).toMatchObject([
      { kind: "status", status: 422, retryAfter: 60, endpoint: "any-portal", times: "standing" },
    ]);
    expect(await isTooWide(page)).toBe(false);
    expect(barriers).toEqual([]);
    expect(said).toBe(0);
  });
});
