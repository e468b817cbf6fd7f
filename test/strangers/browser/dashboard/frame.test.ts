import { gzipSync } from "node:zlib";
import type * as playwright from "playwright-core";
import { describe, expect, test } from "vitest";
import { barriersOn, isTooWide } from "../../../support/accessible.ts";
import { chromiumPath, openBrowser } from "../../../support/browser.ts";
import { emulatorWith, newEmulatorOn } from "../../../support/emulator-on.ts";

const settings = { memory: "true", now: "2025-06-01", frozen: "true" };

describe.skipIf(chromiumPath === null)("the dashboard", () => {
  test("shows how the instance stands, and what others do to it meanwhile", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    await using browser = await openBrowser();
    const { page, errors, hosts } = browser;
    await page.goto(emulator.ready.control.url);
    const strip = page.getByRole("region", { name: "How the instance stands" });
    await strip.getByText("None", { exact: true }).waitFor();

    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await strip.getByText("365 days left").waitFor();
    await strip.getByText("8 of 10").waitFor();
    // Whatever is drawn of the strip is of one moment.
    const differing = await strip.evaluateHandle((region) => {
      const found: string[] = [];
      const look = () => {
        const shown = region.textContent ?? "";
        const [, left] = /(\d+) days? left/.exec(shown) ?? [];
        const now = region.querySelector("time")?.dateTime.slice(0, 10);
        const end = /until (\d{4}-\d\d-\d\d)/.exec(shown)?.[1];
        const days = (Date.parse(end ?? "") - Date.parse(now ?? "")) / 86_400_000;
        if (days !== Number(left)) found.push(`${now}, until ${end}: ${left}`);
      };
      new MutationObserver(look).observe(region, {
        subtree: true,
        childList: true,
        characterData: true,
      });
      return found;
    });
    await emulator.control.put("/clock", { now: "2026-05-27" });

    await strip.getByText("5 days left").waitFor();
    await strip.getByText("2026-05-27").waitFor();
    expect(await differing.jsonValue()).toEqual([]);
    await strip.getByRole("button", { name: "+1 day" }).click();
    await strip.getByText("4 days left").waitFor();
    await strip.getByText(/jobs? ran/).waitFor();

    // Another dashboard follows, and the one that is followed follows it.
    const other = await page.context().newPage();
    await other.goto(emulator.ready.control.url);
    await other.getByText("4 days left").waitFor();
    await emulator.control.post("/portal/subscriptions", { plan: "ultimate", seats: 5 });
    await page.getByText("A-S00000002").first().waitFor();
    await emulator.control.post("/faults", {
      kind: "status",
      status: 503,
      endpoint: "seat-links",
    });
    for (const one of [page, other]) {
      await one.locator("summary").filter({ hasText: "Faults" }).getByText("1").waitFor();
    }
    await other.getByRole("button", { name: "Sync now" }).click();
    for (const one of [page, other]) {
      await one.getByRole("option", { name: "503 Service Unavailable" }).first().waitFor();
    }
    await other.getByRole("button", { name: "Start over" }).click();
    await other.getByRole("dialog").getByRole("button", { name: "Start over" }).click();
    for (const one of [page, other]) {
      await one.getByText("None", { exact: true }).waitFor();
      await one.getByText("2025-06-01 00:00:00").waitFor();
      await one.getByText("The log of the traffic is empty").waitFor();
    }
    await other.close();

    // A page that is not seen leaves its connection to others, of which a browser has six.
    const left = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/events"));
    await page.evaluate(turnAway, true);
    await left;
    await emulator.control.put("/clock", { now: "2025-06-02" });
    await page.evaluate(turnAway, false);
    await strip.getByText("2025-06-02 00:00:00").waitFor();

    // On a phone the list comes into sight, and what moves the clock on wish.
    await page.setViewportSize({ width: 390, height: 844 });
    expect((await strip.boundingBox())?.height).toBeLessThan(200);
    const day = strip.getByRole("button", { name: "+1 day" });
    expect(await day.isVisible()).toBe(false);
    await strip.getByRole("button", { name: "Move" }).click();
    await day.click();
    await strip.getByText("2025-06-03").waitFor();
    expect(await isTooWide(page)).toBe(false);
    expect(await barriersOn(page)).toEqual([]);

    await emulator.control.post("/scenarios/state-changes-blocked/run");
    await strip.getByText("changes blocked", { exact: true }).waitFor();
    await strip.getByText("14 days ago", { exact: true }).waitFor();
    await strip.getByText("Scenario state-changes-blocked").click();
    await strip.getByText("All users are told of it.").waitFor();
    expect(await isTooWide(page)).toBe(false);
    expect(await barriersOn(page)).toEqual([]);
    expect(errors).toEqual([]);
    expect([...hosts]).toEqual([new URL(emulator.ready.control.url).host]);
  });

  test("takes less than 120 kB at first, packed", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    await using browser = await openBrowser();
    const { page } = browser;
    const answers: playwright.Response[] = [];
    page.on("response", (answer) => answers.push(answer));
    await page.goto(emulator.ready.control.url);
    await page.getByText("None", { exact: true }).waitFor();

    // What the API answers is asked for afterwards, and its stream of events has no end.
    const whole = answers.filter((answer) => answer.request().resourceType() !== "fetch");
    const sizes = await Promise.all(
      whole.map(async (answer) => gzipSync(await answer.body()).length),
    );

    expect(whole.some((answer) => answer.url().endsWith(".js"))).toBe(true);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(120_000);
  });

  test("says that the emulator has stopped, and goes on once it is back", async () => {
    await using browser = await openBrowser();
    const { page } = browser;
    const first = await emulatorWith(settings);
    const { url } = first.ready.control;
    await page.goto(url);
    await page.getByText("None", { exact: true }).waitFor();

    await first[Symbol.asyncDispose]();
    await page.getByRole("alert").getByText("does not answer").waitFor();
    const day = page.getByRole("button", { name: "+1 day" });
    expect(await day.getAttribute("aria-disabled")).toBe("true");
    const users = page.locator("details").filter({ has: page.getByText("Users", { exact: true }) });
    await users.locator("summary").click();
    await users.getByLabel("Active").fill("25");
    await users.getByRole("button", { name: "Save users" }).click();
    await users.getByRole("alert").getByText("does not answer").waitFor();
    await using second = await emulatorWith({ ...settings, controlPort: new URL(url).port });
    await second.graphql.activate(second.ready.activationCode ?? "");

    await page.getByText("365 days left").waitFor();
    expect(await page.getByText("does not answer").count()).toBe(0);
  });

  test("asks for the control token where others can reach it, and keeps no cookie", async () => {
    await using emulator = await emulatorWith({
      ...settings,
      host: "0.0.0.0",
      notForProduction: "true",
    });
    const { url, token } = emulator.ready.control;
    const address = `http://127.0.0.1:${new URL(url).port}/`;
    await using browser = await openBrowser();
    const { page } = browser;
    await page.goto(address);

    await page.getByLabel("Token", { exact: true }).fill("wröng €");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("That is not the token.").waitFor();
    await page.evaluate(() => sessionStorage.setItem("understudy-control-token", "x".repeat(2e4)));
    await page.reload();
    await page.getByText("That is not the token.").waitFor();
    await page.goto("about:blank");
    await page.goto(`${address}#token=${token}`);
    await page.getByText("None", { exact: true }).waitFor();

    expect(page.url()).not.toContain(token ?? "");
    expect(await page.context().cookies()).toEqual([]);
    // Its pages beside the dashboard ask nobody again who has typed it in this tab.
    await page.getByRole("tab", { name: "Mailbox" }).click();
    await page.getByRole("link", { name: "Open the mailbox" }).click();
    await page.getByRole("heading", { name: "Mailbox", exact: true }).waitFor();
  });
});

/** What a browser says to a page when another tab is shown, or its own again. */
function turnAway(isHidden: boolean) {
  Object.defineProperty(document, "hidden", { configurable: true, value: isHidden });
  document.dispatchEvent(new Event("visibilitychange"));
}
