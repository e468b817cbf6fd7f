import { visitorOf } from "../../../doors/graphql/visitor.ts";
import { type Browser, openBrowser } from "../../../support/browser.ts";
import type { TestEmulator } from "../../../support/emulator-on.ts";

export type Page = Browser["page"];

export const subscriptionPath = "/admin/subscription";

/** A browser in which root looks at the subscription page, once everything is loaded. */
export async function subscriptionPage(
  emulator: Pick<TestEmulator, "ready">,
  options: Parameters<typeof openBrowser>[0] = {},
): Promise<Browser> {
  const browser = await signedInPage(emulator, options);
  await idle(browser.page);
  return browser;
}

/** The same, which does not wait for scripts. */
export async function signedInPage(
  emulator: Pick<TestEmulator, "ready">,
  options: Parameters<typeof openBrowser>[0] = {},
): Promise<Browser> {
  const { url } = emulator.ready.instance;
  const visitor = visitorOf(emulator);
  await visitor.signIn();
  const [name = "", value = ""] = visitor.cookie.split("=");
  const browser = await openBrowser(options);
  const { page } = browser;
  await page.context().addCookies([{ name, value, url }]);
  await page.goto(url + subscriptionPath);
  return browser;
}

/** As suites of the product wait. */
export async function idle(page: Page) {
  await page.waitForFunction(() => Reflect.get(window, "pendingApolloRequests") === 0);
}

/** Fills in the form, which may stand in a dialog, and sends it. */
export async function activate(page: Page, code: string) {
  await page.getByTestId("activation-code-field").fill(code);
  await page.getByTestId("subscription-terms-checkbox").check();
  await page.getByTestId("activate-button").click();
}

export const openDialog = (page: Page) =>
  page.getByTestId("subscription-activate-subscription-action").click();

/** What a code of 24 characters looks like that nobody has sold. */
export const unknownCode = "00112233aaaassssddddffff";

/** The texts of the elements with a test id. */
export const textsOf = (page: Page, testId: string) => page.getByTestId(testId).allInnerTexts();
