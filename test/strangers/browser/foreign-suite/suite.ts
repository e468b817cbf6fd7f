import { test as base, expect } from "vitest";
import type { AsItCame } from "../../../support/as-it-came.ts";
import { type Browser, openBrowser } from "../../../support/browser.ts";
import { newEmulatorOn, type TestEmulator } from "../../../support/emulator-on.ts";

/**
 * The subscription page as somebody else's suite drives it, who knows the product's ids, texts and requests, and nothing
 * of ours. Source: the page contract of a foreign suite, instance behaviour 7 and 8.7, 8.8.
 */
export type Page = Browser["page"];

// A browser takes its time to start.
export const timeout = 600_000;

export const code = "00112233aaaassssddddffff";

/** What the page's elements say, by test id. */
export const text = async (page: Page, testId: string) =>
  (await page.getByTestId(testId).first().innerText()).trim();
export const seen = (page: Page, testId: string) => page.getByTestId(testId).first().waitFor();
export const isThere = async (page: Page, testId: string) =>
  (await page.getByTestId(testId).count()) > 0;

/** Waits as the product's specs do, until Apollo has nothing under way. */
export const settled = (page: Page) =>
  page.waitForFunction(() => Reflect.get(window, "pendingApolloRequests") === 0);

export async function signIn(page: Page, { ready }: TestEmulator) {
  await page.goto(`${ready.instance.url}/users/sign_in`);
  await seen(page, "login-page");
  await page.getByTestId("username-field").fill(ready.root.username);
  await page.getByTestId("password-field").fill(ready.root.password);
  await page.getByTestId("sign-in-button").click();
  await seen(page, "user-avatar-content");
  expect(await isThere(page, "login-page")).toBe(false);
}

/** One sign-in for all tests of a file, each of which finds the instance as after its first start. */
export const test = base
  .extend("now", { scope: "file" }, "2025-06-01T12:00:00Z")
  .extend("emulator", { scope: "file" }, async ({ now }, { onCleanup }) => {
    const emulator = await newEmulatorOn(now);
    onCleanup(() => emulator[Symbol.asyncDispose]());
    return emulator;
  })
  .extend("page", { scope: "file" }, async ({ emulator }, { onCleanup }) => {
    const browser = await openBrowser();
    onCleanup(() => browser[Symbol.asyncDispose]());
    await signIn(browser.page, emulator);
    return browser.page;
  })
  .extend("reset", { auto: true }, ({ emulator }, { onCleanup }) => {
    onCleanup(async () => void (await emulator.control.post("/reset")));
  });

export async function open(page: Page, { ready }: TestEmulator) {
  await page.goto(`${ready.instance.url}/admin/subscription`);
  await settled(page);
}

/** Fills in the form by the names of its fields, as feature specs do. */
export async function activate(page: Page, activationCode = code) {
  await page.locator("[name=activationCode]").fill(activationCode);
  await page.locator("#subscription-form-terms-check").check();
  await page.getByRole("button", { name: "Activate", exact: true }).click();
}

export const press = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true }).click();

/** REST as the product's resource classes ask it. */
export async function rest({ ready }: TestEmulator, method: string, path: string, body?: unknown) {
  const response = await fetch(`${ready.instance.url}/api/v4${path}`, {
    method,
    headers: { "private-token": ready.tokens.admin, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const said = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: said === "" ? undefined : (JSON.parse(said) as AsItCame),
  };
}

/** The portal answers the next activation so. */
export const portalAnswers = (
  { control }: TestEmulator,
  fault: Readonly<Record<string, unknown>>,
) => control.post("/faults", fault);

/** Sells a subscription of this code. */
export const sold = ({ control }: TestEmulator, what: Readonly<Record<string, unknown>> = {}) =>
  control.post("/portal/subscriptions", { activationCode: code, ...what });

export async function licensed(
  emulator: TestEmulator,
  what: Readonly<Record<string, unknown>> = {},
) {
  const { body } = await emulator.control.post("/portal/subscriptions", what);
  const { body: said } = await emulator.graphql.activate(body.activationCode);
  expect(said.errors).toEqual([]);
}

/** Uploads a key that says so. */
export async function uploaded(
  emulator: TestEmulator,
  attributes: Readonly<Record<string, unknown>>,
) {
  const { body } = await emulator.control.post("/portal/licenses", {
    licensee: { Name: "Ada", Email: "ada@gitlab.com", Company: "GitLab" },
    issued_at: "2025-01-01",
    expires_at: "2026-01-01",
    ...attributes,
  });
  const { status } = await rest(emulator, "POST", "/license", { license: body.license });
  expect(status).toBe(201);
}

export const legacy = (emulator: TestEmulator) => uploaded(emulator, {});
export const ultimate = (emulator: TestEmulator) =>
  licensed(emulator, { plan: "ultimate", seats: 25 });

export const modal = (page: Page) => page.getByRole("dialog");

export async function activateInModal(page: Page) {
  await press(page, "Add activation code");
  await activate(page);
}
