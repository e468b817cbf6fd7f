import { describe, expect, test } from "vitest";
import { storedRows, upload } from "../../../doors/rest/license-client.ts";
import { chromiumPath, openBrowser } from "../../../support/browser.ts";
import { emulatorOn, newEmulatorOn, type TestEmulator } from "../../../support/emulator-on.ts";
import { signedInAt, signIn } from "../../../support/signed-in.ts";
import {
  activate,
  idle,
  openDialog,
  type Page,
  subscriptionPage,
  subscriptionPath,
  unknownCode,
} from "./driver.ts";

// A browser takes its time to start.
const timeout = 600_000;

const now = "2025-06-01T12:00:00Z";
const codeOf = ({ ready }: TestEmulator) => ready.activationCode ?? "";
const success = "subscription-activation-success-alert";

const signOut = (page: Page) =>
  page.evaluate(async () => {
    const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
    const body = new URLSearchParams({ authenticity_token: token ?? "" });
    await fetch("/users/sign_out", { method: "POST", body });
  });

describe.skipIf(chromiumPath === null)("the page bears", { timeout }, () => {
  test("a double click: one activation is sent", async () => {
    await using emulator = await emulatorOn(now);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;
    const sent: string[] = [];
    page.on("request", (request) => sent.push(request.postData() ?? ""));

    await page.getByTestId("activation-code-field").fill(codeOf(emulator));
    await page.getByTestId("subscription-terms-checkbox").check();
    await page.getByTestId("activate-button").dblclick();
    await page.getByTestId(success).waitFor();

    expect(sent.filter((body) => body.includes("activateSubscription"))).toHaveLength(1);
    expect(await storedRows(emulator)).toHaveLength(1);
  });

  test("a session that has ended: it says so, and keeps the code over the sign-in", async () => {
    await using emulator = await emulatorOn(now);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;
    await signOut(page);

    await activate(page, codeOf(emulator));
    await page.getByTestId("GENERAL_ERROR_ALERT").waitFor();
    const cause = await page.getByTestId("error-cause").innerText();
    await page.getByRole("button", { name: "Reload and sign in again" }).click();
    await signIn(page, emulator);
    await idle(page);
    const kept = await page.getByTestId("activation-code-field").inputValue();
    await activate(page, kept);
    await page.getByTestId(success).waitFor();

    expect(cause).toBe(
      "Nobody is signed in with this request: the session has ended, or the instance was started again.",
    );
    expect(kept).toBe(codeOf(emulator));
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test("a sync and a removal without a session: neither is told as done", async () => {
    await using emulator = await emulatorOn(now);
    await emulator.graphql.activate(codeOf(emulator));
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;
    await signOut(page);

    await page.locator("#syncButton").click();
    await page.getByTestId("sync-failure-alert").waitFor();
    await page.getByTestId("remove-license-button").click();
    await page.getByTestId("confirm-remove-license-button").click();

    await page
      .getByText("Something went wrong while removing the license. Please try again.")
      .waitFor();
    expect(await storedRows(emulator)).toHaveLength(1);
    expect(await page.getByRole("button", { name: "Reload and sign in again" }).count()).toBe(2);
  });

  test("an instance that was started again under it", async () => {
    const before = await newEmulatorOn(now);
    await using browser = await subscriptionPage(before);
    const { page } = browser;
    const { port } = new URL(before.ready.instance.url);
    await before[Symbol.asyncDispose]();
    await activate(page, unknownCode);
    await page.getByTestId("GENERAL_ERROR_ALERT").waitFor();
    const gone = await page.getByTestId("error-cause").innerText();
    await using after = await newEmulatorOn(now, { port });

    await page.getByTestId("activate-button").click();
    await page.getByRole("button", { name: "Reload and sign in again" }).click();
    await signIn(page, after);
    await idle(page);

    expect(gone).toMatch(/^The instance has not answered\./);
    expect(await page.getByTestId("activation-code-field").inputValue()).toBe(unknownCode);
  });

  test("two tabs, of which one removes what the other has activated", async () => {
    await using emulator = await emulatorOn(now);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;
    const other = await page.context().newPage();
    await activate(page, codeOf(emulator));
    await page.getByTestId(success).waitFor();
    await other.goto(emulator.ready.instance.url + subscriptionPath);
    await other.getByTestId("remove-license-button").click();
    await other.getByTestId("confirm-remove-license-button").click();
    await other.getByText("no longer has a valid license").waitFor();

    await openDialog(page);
    await activate(page, codeOf(emulator));
    await page.getByRole("dialog").waitFor({ state: "detached" });

    expect(await storedRows(emulator)).toHaveLength(1);
    expect(await page.getByTestId("plan").innerText()).toBe("Premium");
    expect(browser.errors).toEqual([]);
  });

  test("a portal that takes its time: it says that it still waits", async () => {
    await using emulator = await emulatorOn(now);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;
    await emulator.control.post("/faults", { kind: "delay", ms: 19_000 });

    await activate(page, codeOf(emulator));
    await page.getByText("The portal has not answered yet. It is still waited for.").waitFor();
    expect(await page.getByTestId("activate-button").getAttribute("aria-busy")).toBe("true");

    await emulator.control.post("/reset");
    await page.getByTestId("CONNECTIVITY_ERROR_ALERT").waitFor();
    expect(await page.getByTestId("activation-code-field").inputValue()).toBe(codeOf(emulator));
  });

  test("more licenses than it shows: it says how to see all", async () => {
    await using emulator = await emulatorOn(now);
    for (let count = 0; count < 101; count += 1) await upload(emulator);
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;

    expect(await page.getByTestId("subscription-history-row").count()).toBe(100);
    expect(await page.locator(".table-note").innerText()).toContain("understudy license list");
    expect(browser.errors).toEqual([]);
  });

  test("a browser without scripts: the facts of today, and what needs scripts", async () => {
    await using emulator = await emulatorOn(now);
    await emulator.graphql.activate(codeOf(emulator));
    await using browser = await openBrowser({ javaScriptEnabled: false });
    const { page } = browser;
    await signedInAt(page, emulator, subscriptionPath);

    const text = await page.locator("#content-body").innerText();

    expect(text).toContain("Premium");
    expect(text).toContain("This is how things stand today.");
    expect(browser.errors).toEqual([]);
  });
});
